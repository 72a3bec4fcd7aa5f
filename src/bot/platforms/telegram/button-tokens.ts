import { createHash } from 'node:crypto';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { PlatformMemory } from '../../storage/platform-memory.ts';
import type { Key } from './keyboard.ts';

export interface ButtonTokens {
  /** The keyboard with a token for each command; kept before it is shown, so that a press after a restart is understood. */
  markupOf(keyboard: readonly (readonly Key[])[]): Promise<InlineKeyboardMarkup>;
  /** What a press stands for; undefined when that was forgotten. */
  commandOf(token: string): Promise<string | undefined>;
}

/** Kept again after a day, so that what is in use is not forgotten. */
const freshMs = 86_400_000;
const mostKnown = 2_000;

/** Telegram gives a button 64 bytes: a token stands there, the command in the database. */
export function buttonTokens(memory: PlatformMemory, now: () => number): ButtonTokens {
  const known = new Map<string, number>();
  return {
    async markupOf(keyboard) {
      const nowMs = now();
      const unknown = new Map<string, string>();
      for (const { command } of keyboard.flat()) {
        const token = tokenOf(command);
        if ((known.get(token) ?? Number.NEGATIVE_INFINITY) < nowMs - freshMs) unknown.set(`button:${token}`, command);
      }
      if (unknown.size > 0) {
        await memory.put([...unknown], nowMs);
        if (known.size + unknown.size > mostKnown) known.clear();
        for (const command of unknown.values()) known.set(tokenOf(command), nowMs);
      }
      return {
        inline_keyboard: keyboard.map((row) =>
          row.map(({ label, command, style }) => ({
            text: label,
            callback_data: tokenOf(command),
            ...(style === undefined ? {} : { style }),
          })),
        ),
      };
    },
    commandOf: (token) => memory.get(`button:${token}`),
  };
}

/** 22 letters; the same command has the same token. Nothing is gained by guessing one: whoever presses is asked who they are. */
const tokenOf = (command: string): string => createHash('sha256').update(command).digest('base64url').slice(0, 22);
