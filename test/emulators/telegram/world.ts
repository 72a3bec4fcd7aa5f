import type { Chats, User } from './chats.ts';
import type { Updates } from './updates.ts';
import type { Call } from './wire.ts';

export interface MenuCommand {
  readonly command: string;
  readonly description: string;
}

/** All there is behind the API. */
export interface World {
  readonly bot: User & { readonly username: string };
  readonly chats: Chats;
  readonly updates: Updates;
  /** By scope and language: `all_group_chats/zh`. */
  readonly menus: Map<string, readonly MenuCommand[]>;
  /** Presses not answered yet, by the id of their query. */
  readonly presses: Map<
    string,
    { readonly userId: number; answered?: { readonly text?: string; readonly alert: boolean } }
  >;
  readonly perMinuteInGroups: number;
  /** The bot hears all of a group, not only what is meant for it. */
  hearsAll: boolean;
  now(): number;
  nextMessageId(): number;
}

/** One method of the API: its result, or a Refusal thrown. */
export type Method = (world: World, call: Call, gone: AbortSignal) => unknown;
