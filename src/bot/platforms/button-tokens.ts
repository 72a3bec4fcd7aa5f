import { createHash } from 'node:crypto';
import type { PlatformMemory } from '../storage/platform-memory.ts';

/** Where a button holds too little, or too openly, for a command: a token stands there, the command in the database. */
export interface ButtonTokens {
  /** To be kept before the buttons are shown, so that a press after a restart is understood. */
  keep(commands: readonly string[]): Promise<void>;
  /** What a press stands for; undefined when that was forgotten. */
  commandOf(token: string): Promise<string | undefined>;
}

/** Kept again after a day, so that what is in use is not forgotten. */
const freshMs = 86_400_000;
const mostKnown = 2_000;

export function buttonTokens(memory: PlatformMemory, now: () => number): ButtonTokens {
  const known = new Map<string, number>();
  return {
    async keep(commands) {
      const nowMs = now();
      const unknown = new Map<string, string>();
      for (const command of commands) {
        const token = tokenOf(command);
        if ((known.get(token) ?? Number.NEGATIVE_INFINITY) < nowMs - freshMs) unknown.set(token, command);
      }
      if (unknown.size === 0) return;
      await memory.put(
        Array.from(unknown, ([token, command]) => [`button:${token}`, command] as const),
        nowMs,
      );
      if (known.size + unknown.size > mostKnown) known.clear();
      for (const token of unknown.keys()) known.set(token, nowMs);
    },
    commandOf: (token) => memory.get(`button:${token}`),
  };
}

/** 22 letters; the same command has the same token. Nothing is gained by guessing one: whoever presses is asked who they are. */
export const tokenOf = (command: string): string =>
  createHash('sha256').update(command).digest('base64url').slice(0, 22);
