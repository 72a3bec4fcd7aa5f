import { type DingTalkEmulator, startDingTalk } from '../emulators/dingtalk/dingtalk-emulator.ts';
import type { Shown as ShownInDingTalk } from '../emulators/dingtalk/messages.ts';
import { type SlackEmulator, startSlack } from '../emulators/slack/slack-emulator.ts';
import type { Shown as ShownInSlack } from '../emulators/slack/world.ts';
import type { Shown as ShownInTelegram } from '../emulators/telegram/chats.ts';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';
import { type BotAtWork, botAtWork, type Reading, reading } from './bot-at-work.ts';
import { closeChats } from './cast.ts';

export interface ThreePlatforms extends BotAtWork {
  readonly slack: SlackEmulator;
  readonly dingtalk: DingTalkEmulator;
  readonly telegram: TelegramEmulator;
  inSlack(place: string): Reading<ShownInSlack>;
  inDingTalk(space: string): Reading<ShownInDingTalk>;
  inTelegram(chat: number): Reading<ShownInTelegram>;
}

/** One bot at work with Slack, DingTalk and Telegram at the same time; everybody has a chat on each. */
export async function threePlatforms(options: { readonly cards?: boolean } = {}): Promise<ThreePlatforms> {
  const [slack, dingtalk, telegram] = await Promise.all([startSlack(), startDingTalk(), startTelegram()]);
  const chats = { slack, dingtalk, telegram };
  const it = await botAtWork(chats, options);
  return {
    ...it,
    ...chats,
    inSlack: (place) =>
      reading(
        () => slack.shown(place),
        ({ read }) => read,
      ),
    inDingTalk: (space) =>
      reading(
        () => dingtalk.shown(space),
        ({ drawn }) => drawn.seen,
      ),
    inTelegram: (chat) =>
      reading(
        () => telegram.shown(chat),
        ({ text }) => text,
      ),
    async close() {
      await it.close();
      await closeChats(chats);
    },
  };
}
