import type { Clock } from './clock.ts';
import type { Desk } from './desk.ts';

/** Waits for work, but no longer than that. */
export async function atMost(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, clock.sleep(limitMs, over.signal).catch(() => undefined)]);
  over.abort();
}

export interface Loop {
  /** Waits for the round that is going on. */
  stop(): Promise<void>;
}

/** Does a piece of work again and again, never twice at once. What it throws is logged, and it goes on. */
export function startLoop(
  desk: Pick<Desk, 'clock' | 'log'>,
  name: string,
  everyMs: number,
  work: () => Promise<void>,
): Loop {
  const end = new AbortController();
  const going = (async () => {
    while (!end.signal.aborted) {
      await work().catch((error: unknown) => desk.log('error', `${name} failed`, { error: String(error) }));
      await desk.clock.sleep(everyMs, end.signal).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      end.abort();
      await going;
    },
  };
}
