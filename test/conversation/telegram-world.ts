import type { Shown } from '../emulators/telegram/chats.ts';
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';
import { type Reading, reading } from './bot-at-work.ts';
import { type ChatWorld, chatWorld } from './chat-world.ts';
import type { ShopOptions } from './shop.ts';

export { telegramIds as ids, telegramRoom as onCall } from './cast.ts';

export interface TelegramWorld extends ChatWorld<number, Shown> {
  readonly telegram: TelegramEmulator;
}

export const inTelegram =
  (telegram: TelegramEmulator) =>
  (chat: number): Reading<Shown> =>
    reading(
      () => telegram.shown(chat),
      ({ text }) => text,
    );

export async function telegramWorld(options: Pick<ShopOptions, 'more'> = {}): Promise<TelegramWorld> {
  const telegram = await startTelegram();
  return { ...(await chatWorld({ telegram }, inTelegram(telegram), options)), telegram };
}
