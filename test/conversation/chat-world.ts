import { type BotAtWork, botAtWork, type Reading } from './bot-at-work.ts';
import { type Chats, closeChats } from './cast.ts';
import type { ShopOptions } from './shop.ts';

export interface ChatWorld<Place, Shown> extends BotAtWork {
  /** Waits for a message of the bot that has these words, and gives it as it stands then. */
  reads(place: Place, words: string | RegExp): Promise<Shown>;
  /** Everything the bot shows there, one after the other. */
  all(place: Place): readonly string[];
}

/** A bot at work with one platform for its chat, read in its places. */
export async function chatWorld<Place, Shown>(
  chats: Chats,
  at: (place: Place) => Reading<Shown>,
  options: ShopOptions = {},
): Promise<ChatWorld<Place, Shown>> {
  const it = await botAtWork(chats, options);
  return {
    ...it,
    all: (place) => at(place).all(),
    reads: (place, words) => at(place).reads(words),
    async close() {
      await it.close();
      await closeChats(chats);
    },
  };
}
