import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Signed {
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

export type Verified = 'ok' | 'wrong' | 'untimely';

/** Either way: a clock that is ahead is no excuse for a signature kept for later. */
const toleranceMs = 5 * 60_000;

/** docs.slack.dev/authentication/verifying-requests-from-slack. */
export function verify({ timestamp, signature, body }: Signed, secret: string, nowMs: number): Verified {
  if (!/^\d{1,12}$/.test(timestamp)) return 'wrong';
  const wanted = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const [given, right] = [Buffer.from(signature), Buffer.from(wanted)];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
  return Math.abs(nowMs - Number(timestamp) * 1_000) > toleranceMs ? 'untimely' : 'ok';
}

export interface Replays {
  /** Whether this was taken before. */
  isKnown(signature: string): boolean;
  remember(signature: string): void;
  /** It was not kept after all; it may come again. */
  forget(signature: string): void;
}

const mostKnown = 20_000;

/** Signatures taken within the time they are good for. Bounded; what falls out is still known by its delivery key. */
export function makeReplays(now: () => number): Replays {
  const takenAt = new Map<string, number>();
  const drop = (): void => {
    for (const [signature, atMs] of takenAt) {
      if (atMs > now() - 2 * toleranceMs && takenAt.size <= mostKnown) return;
      takenAt.delete(signature);
    }
  };
  return {
    isKnown: (signature) => takenAt.has(signature),
    remember(signature) {
      takenAt.set(signature, now());
      drop();
    },
    forget: (signature) => void takenAt.delete(signature),
  };
}
