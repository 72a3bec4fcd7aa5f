import { type DingTalkEmulator, startDingTalk } from '../emulators/dingtalk/dingtalk-emulator.ts';
import { type SlackEmulator, startSlack } from '../emulators/slack/slack-emulator.ts';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';
import { type BotAtWork, botAtWork } from './bot-at-work.ts';
import { closeChats } from './cast.ts';
import { inDingTalk } from './dingtalk-world.ts';
import { inSlack } from './slack-world.ts';
import { inTelegram } from './telegram-world.ts';

export interface ThreePlatforms extends BotAtWork {
  readonly slack: SlackEmulator;
  readonly dingtalk: DingTalkEmulator;
  readonly telegram: TelegramEmulator;
  readonly inSlack: ReturnType<typeof inSlack>;
  readonly inDingTalk: ReturnType<typeof inDingTalk>;
  readonly inTelegram: ReturnType<typeof inTelegram>;
}

/** One bot at work with Slack, DingTalk and Telegram at the same time; everybody has a chat on each. */
export async function threePlatforms(options: { readonly cards?: boolean } = {}): Promise<ThreePlatforms> {
  const [slack, dingtalk, telegram] = await Promise.all([startSlack(), startDingTalk(), startTelegram()]);
  const chats = { slack, dingtalk, telegram };
  const it = await botAtWork(chats, options);
  return {
    ...it,
    ...chats,
    inSlack: inSlack(slack),
    inDingTalk: inDingTalk(dingtalk),
    inTelegram: inTelegram(telegram),
    async close() {
      await it.close();
      await closeChats(chats);
    },
  };
}
