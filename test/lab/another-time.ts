import { systemClock } from '../../src/bot/system-clock.ts';
import type { Clock } from '../../src/handlers/clock.ts';

/** The machine's clock, set to another time; it goes on as always. */
export interface ShiftedClock extends Clock {
  shift(byMs: number): void;
}

export function shiftedClock(): ShiftedClock {
  let byMs = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + byMs,
    shift(moreMs) {
      byMs += moreMs;
    },
  };
}
