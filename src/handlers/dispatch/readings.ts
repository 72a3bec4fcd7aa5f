import type { CommandIndex, Shape } from './command-index.ts';
import { fold, isBeyondAscii } from './fold.ts';
import type { Token } from './tokens.ts';

/** One way to read the beginning of a text: a command, and the words left for it. */
export interface Reading {
  readonly shape: Shape;
  readonly words: readonly Token[];
  /** The command stood glued to its first word. */
  readonly glued?: true;
}

/** Every way, likeliest first: two words before one, then a second word further back, then an alias glued to what follows. */
export function readingsOf(tokens: readonly Token[], index: CommandIndex): readonly Reading[] {
  const [head, ...rest] = tokens;
  if (head === undefined || head.quoted || head.key !== undefined) return [];
  const typed = head.text.startsWith('/') ? head.text.slice(1) : head.text;
  const name = fold(typed);
  const [next, ...afterNext] = rest;
  const second = next === undefined || next.quoted || next.key !== undefined ? undefined : fold(next.text);
  const family = index.families.get(name);

  if (second !== undefined) {
    const glued = isBeyondAscii(name) && isBeyondAscii(second) ? index.byName.get(name + second) : undefined;
    const shape = family?.get(second) ?? glued;
    if (shape !== undefined) return [{ shape, words: afterNext }];
  }
  const readings: Reading[] = [];
  // Telegram's menu has no room for a space: `/backup_now`.
  const whole = index.byName.get(name) ?? index.byName.get(name.replace(/[_-]/, ' '));
  if (whole !== undefined) readings.push({ shape: whole, words: rest });
  for (const [at, token] of family === undefined ? [] : rest.entries()) {
    const shape = token.quoted || token.key !== undefined ? undefined : family?.get(fold(token.text));
    if (shape === undefined) continue;
    const reading = { shape, words: rest.toSpliced(at, 1) };
    // What would take any word for its own comes after what is called by that word.
    if (shape.fields.rest === undefined) readings.splice(whole?.bare === undefined ? readings.length : 0, 0, reading);
    break;
  }
  return readings.length > 0 ? readings : gluedReadings(head, typed, rest, index);
}

function gluedReadings(head: Token, typed: string, rest: readonly Token[], index: CommandIndex): readonly Reading[] {
  if (!isBeyondAscii(typed)) return [];
  const readings: Reading[] = [];
  const skipped = head.text.length - typed.length;
  const ascii = /^[a-z]+/i.exec(typed)?.[0].length ?? 0;
  for (let length = Math.max(ascii, Math.min(index.longestGlued, typed.length - 1)); length > 0; length--) {
    const called = typed.slice(0, length);
    const shape = isBeyondAscii(called) || length === ascii ? index.byName.get(fold(called)) : undefined;
    if (shape === undefined) continue;
    const remainder = { ...head, text: typed.slice(length), start: head.start + skipped + length };
    readings.push({ shape, words: [remainder, ...rest], glued: true });
  }
  return readings;
}
