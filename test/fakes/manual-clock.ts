import type { FakeClock } from './fake-clock.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Time moves only when told; who sleeps wakes when it has come, in order. For loops, which a clock that runs by itself would race. */
export function manualClock(startMs = Date.UTC(2026, 10, 21, 3, 12, 8)): FakeClock {
  let passedMs = 0;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => startMs + passedMs,
    monotonic: () => passedMs,
    advance(ms) {
      passedMs += ms;
      for (const sleeper of [...sleepers].sort((a, b) => a.atMs - b.atMs)) if (sleeper.atMs <= passedMs) sleeper.wake();
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const done = (settle: () => void) => () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          settle();
        };
        const abort = done(() => reject(signal?.reason));
        const sleeper: Sleeper = { atMs: passedMs + ms, wake: done(resolve) };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      }),
  };
}
