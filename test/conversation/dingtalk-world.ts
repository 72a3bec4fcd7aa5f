import { type DingTalkEmulator, startDingTalk } from '../emulators/dingtalk/dingtalk-emulator.ts';
import type { Shown } from '../emulators/dingtalk/messages.ts';
import { type BotAtWork, botAtWork, reading } from './bot-at-work.ts';

export { dingtalkRoom as onCall } from './cast.ts';

export interface DingTalkWorld extends BotAtWork {
  readonly dingtalk: DingTalkEmulator;
  /** Waits for a message of the bot that has these words, and gives it as it stands then. */
  reads(space: string, words: string | RegExp): Promise<Shown>;
}

/** A bot at work with DingTalk for its chat. */
export async function dingtalkWorld({ cards }: { readonly cards: boolean }): Promise<DingTalkWorld> {
  const dingtalk = await startDingTalk();
  const it = await botAtWork({ dingtalk }, { cards });
  return {
    ...it,
    dingtalk,
    reads: (space, words) =>
      reading(
        () => dingtalk.shown(space),
        ({ drawn }) => drawn.seen,
      ).reads(words),
    async close() {
      await it.close();
      await dingtalk.close();
    },
  };
}
