import type { PlatformMemory } from '../../storage/platform-memory.ts';

/** Groups that became supergroups: their conversations go on under the id they are known by. */
export interface Moves {
  load(): Promise<void>;
  /** Where a conversation is now. */
  chatOf(space: string): string;
  /** The id a chat is known by. */
  spaceOf(chat: string): string;
  remember(from: string, to: string): Promise<void>;
}

/** `isConfigured`: the configuration names the new id itself. */
export function makeMoves(memory: PlatformMemory, isConfigured: (space: string) => boolean): Moves {
  const now = new Map<string, string>();
  const before = new Map<string, string>();
  const learn = (from: string, to: string): void => {
    now.set(from, to);
    before.set(to, from);
  };
  return {
    async load() {
      for (const [key, to] of await memory.list('moved:')) learn(key.slice('moved:'.length), to);
    },
    chatOf: (space) => now.get(space) ?? space,
    spaceOf: (chat) => (isConfigured(chat) ? chat : (before.get(chat) ?? chat)),
    async remember(from, to) {
      if (now.get(from) === to) return;
      learn(from, to);
      await memory.put([[`moved:${from}`, to]]);
    },
  };
}
