import type { Shown } from '../emulators/telegram/chats.ts';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';
import { type BotAtWork, botAtWork, reading } from './bot-at-work.ts';

export { telegramIds as ids, telegramRoom as onCall } from './cast.ts';

export interface TelegramWorld extends BotAtWork {
  readonly telegram: TelegramEmulator;
  /** Waits for a message of the bot that has these words, and gives it as it stands then. */
  reads(chat: number, words: string | RegExp): Promise<Shown>;
  /** Everything the bot shows there, one after the other. */
  all(chat: number): readonly string[];
}

/** A bot at work with Telegram for its chat. */
export async function telegramWorld(options: { readonly more?: string } = {}): Promise<TelegramWorld> {
  const telegram = await startTelegram();
  const it = await botAtWork({ telegram }, options);
  const at = (chat: number) =>
    reading(
      () => telegram.shown(chat),
      ({ text }) => text,
    );
  return {
    ...it,
    telegram,
    all: (chat) => at(chat).all(),
    reads: (chat, words) => at(chat).reads(words),
    async close() {
      await it.close();
      await telegram.close();
    },
  };
}
