import type { PlatformLimits } from '../../../handlers/platform.ts';

/** Figures of docs.slack.dev/reference/block-kit unless told. */
export const headerLetters = 150;
export const fieldLetters = 2_000;
export const mostFields = 10;
export const mostBlocks = 50;
export const buttonLetters = 75;
export const buttonValue = 2_000;
export const buttonsInRow = 25;
export const tableRows = 100;
export const tableColumns = 20;
/** Not documented: near 13,200 of all blocks together a message is refused (slackapi/bolt-js#2509). Counted with their JSON. */
export const blocksLetters = 12_000;
/** Slack takes 40,000, and cuts them up for display above this. */
export const textLetters = 4_000;
export const fileBytes = 100 * 1024 * 1024;

/** chat.update is of tier 3: 50 a minute in a workspace (docs.slack.dev/apis/web-api/rate-limits). */
const editsPerMinute = 30;

export const slackLimits: PlatformLimits = {
  textBytes: blocksLetters,
  editsPerMinute,
  buttons: true,
  files: true,
  privateInput: true,
  whispers: true,
};

export interface Pace {
  /** Milliseconds to wait before this may be sent; 0, and it counts as sent. */
  take(channel: string, kind: 'post' | 'edit'): number;
}

/** A message a second and channel, short bursts allowed; edits by the minute, all together. */
const rates = { post: { burst: 8, everyMs: 1_000 }, edit: { burst: 15, everyMs: 1_250 } } as const;

/** Keeps to the rates, so that Slack need not refuse. Bounded: what was written to within the last seconds. */
export function makePace(monotonic: () => number): Pace {
  /** When what was sent is made up for. */
  const paidAt = new Map<string, number>();
  return {
    take(channel, kind) {
      const nowMs = monotonic();
      for (const [key, atMs] of paidAt) if (atMs <= nowMs) paidAt.delete(key);
      const { burst, everyMs } = rates[kind];
      const key = kind === 'edit' ? 'edit' : `post:${channel}`;
      const owed = Math.max(paidAt.get(key) ?? 0, nowMs) + everyMs;
      const waitMs = owed - nowMs - burst * everyMs;
      if (waitMs > 0) return waitMs;
      paidAt.set(key, owed);
      return 0;
    },
  };
}
