import type { Clock } from '../../src/handlers/clock.ts';

export interface FakeClock extends Clock {
  advance(ms: number): void;
}

/** Time moves only when told, or by as much as somebody sleeps. */
export function fakeClock(startMs = Date.UTC(2026, 10, 21, 3, 12, 8)): FakeClock {
  let passedMs = 0;
  return {
    now: () => startMs + passedMs,
    monotonic: () => passedMs,
    advance: (ms) => {
      passedMs += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          if (signal?.aborted === true) return reject(signal.reason);
          passedMs += ms;
          resolve();
        });
      }),
  };
}
