import type { ChatPlatform } from '../platform.ts';
import type { OutboxRow } from '../store/outbox.ts';

/** Words that did not change for so long are said. */
const settledAfterMs = 2_500;

export interface Settling {
  /** When to look at a row again, epoch milliseconds; undefined: it is to be said now. */
  waitFor(row: OutboxRow, platform: ChatPlatform, nowMs: number): number | undefined;
}

/**
 * Where nothing can be edited each change is a message of its own: words that still change are waited for, though no longer
 * than the platform lets silence last. Bounded: rows being waited for.
 */
export function makeSettling(): Settling {
  const since = new Map<string, number>();
  return {
    waitFor({ key, atMs, messageId, doubtful }, { edit, limits }, nowMs) {
      const { silenceMs } = limits;
      if (edit !== undefined || silenceMs === undefined || messageId === undefined || doubtful !== undefined) return;
      const fromMs = since.get(key) ?? nowMs;
      const isSettled = nowMs - atMs >= settledAfterMs || nowMs - fromMs >= silenceMs;
      if (isSettled) since.delete(key);
      else since.set(key, fromMs);
      return isSettled ? undefined : atMs + settledAfterMs;
    },
  };
}
