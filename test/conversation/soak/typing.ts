import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery, Line } from './lines.ts';

/** What is noted by one command: `w17`. */
export interface Asked {
  readonly line: Line;
  readonly token: string;
}

export interface Typing {
  readonly asked: readonly Asked[];
  /** Deliveries that came twice although nobody doubted the first one. */
  readonly duplicates: () => number;
  /** How often somebody did what an answer of the bot advised after it was killed. */
  readonly advised: ReadonlyMap<'typed again' | 'resumed', number>;
  /** Everybody has typed everything, and the bot has heard it. */
  readonly done: Promise<unknown>;
  /** What has no answer yet. What the bot advises meanwhile is done. */
  open(): readonly Asked[];
  /** What was advised is done. */
  settle(): Promise<void>;
}

export interface TypingOptions {
  readonly commands: number;
  readonly lines: readonly Line[];
  readonly chance: () => number;
  /** Between two commands of one line, on average. */
  readonly pauseMs: number;
  readonly limit: AbortSignal;
}

/** One command in five comes twice. */
const doubledEvery = 5;
/** A platform brings again what was not acknowledged. */
const redeliverAfterMs = 700;

/** What the bot says of what may be there twice. */
export const repetition = 'You may have seen this before';
/** Its outcome, or where to read it. */
export const noted = (token: string): RegExp => new RegExp(`noted ${token}\\.|\\(note ${token}\\) has ended`);
const lost = (token: string): RegExp =>
  new RegExp(`I was restarted while I worked on this[\\s\\S]*line=${token}$`, 'm');
const interrupted = (token: string): RegExp => new RegExp(`Run (\\d+) \\(note ${token},[^)]*\\) was interrupted`);

/** People who type, each at their own pace, without waiting for answers; and who do what the bot advises. */
export function startTyping({ commands, lines, chance, pauseMs, limit }: TypingOptions): Typing {
  const asked: Asked[] = [];
  const advised = new Map<'typed again' | 'resumed', number>();
  const going = new Set<Promise<void>>();
  let duplicates = 0;
  const resumed = new Set<string>();
  /** By what is to be noted: how much was to be read there by then. */
  const typedAgainAt = new Map<string, number>();

  /** Brought until it is acknowledged; `twice`: and once more after that. */
  const deliver = async (delivery: Delivery, twice: boolean): Promise<void> => {
    for (let waitedMs = 0; !delivery.isHeard(); waitedMs += 20) {
      if (waitedMs >= redeliverAfterMs) {
        delivery.again();
        waitedMs = 0;
      }
      await wait(20, undefined, { signal: limit });
    }
    if (!twice) return;
    duplicates += 1;
    await wait(500 * chance(), undefined, { signal: limit });
    delivery.again();
  };
  const say = (line: Line, words: string, twice = false): void => {
    const work = deliver(line.say(words), twice)
      .catch((error: unknown) => {
        // Whoever looks at the answers says what is missing.
        if (!limit.aborted) throw error;
      })
      .finally(() => going.delete(work));
    going.add(work);
  };

  const shares = lines.reduce((sum, { share }) => sum + share, 0);
  const counts = lines.map(({ share }) => Math.floor((commands * share) / shares));
  counts[0] = (counts[0] ?? 0) + commands - counts.reduce((sum, count) => sum + count, 0);
  const typists = lines.map(async (line, at) => {
    for (let left = counts[at] ?? 0; left > 0; left--) {
      const token = `w${asked.length + 1}`;
      asked.push({ line, token });
      say(line, `/note shop line=${token}`, asked.length % doubledEvery === 0);
      await wait((pauseMs * 2 * chance()) / line.share, undefined, { signal: limit });
    }
  });

  const follow = (what: 'typed again' | 'resumed', line: Line, words: string): void => {
    advised.set(what, (advised.get(what) ?? 0) + 1);
    say(line, words);
  };
  /** Nobody does a thing again because of an answer they know. */
  const heed = ({ line, token }: Asked, text: string, at: number): void => {
    const run = interrupted(token).exec(text)?.[1];
    if (run !== undefined && !resumed.has(run)) {
      resumed.add(run);
      follow('resumed', line, `/resume ${run}`);
    }
    const before = typedAgainAt.get(token);
    const isNew = before === undefined || (at >= before && !text.includes(repetition));
    if (!lost(token).test(text) || !isNew) return;
    typedAgainAt.set(token, line.texts().length);
    follow('typed again', line, `/note shop line=${token}`);
  };
  const isAnswered = (one: Asked): boolean => {
    const all = one.line.texts();
    if (all.some((text) => noted(one.token).test(text))) return true;
    for (const [at, text] of all.entries()) heed(one, text, at);
    return false;
  };

  return {
    asked,
    advised,
    duplicates: () => duplicates,
    done: Promise.all(typists),
    open: () => asked.filter((one) => !isAnswered(one)),
    settle: async () => {
      while (going.size > 0) await Promise.all(going);
    },
  };
}
