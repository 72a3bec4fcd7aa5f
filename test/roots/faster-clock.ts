import { systemClock } from '../../src/bot/system-clock.ts';
import type { Clock } from '../../src/handlers/clock.ts';

const own = { ...systemClock };

/** A clock that showed the machine's time at a moment and runs faster since; in each process the same. */
export const fasterClock = (speed: number, sinceMs: number): Clock => ({
  now: () => Math.round(sinceMs + (own.now() - sinceMs) * speed),
  monotonic: () => own.monotonic() * speed,
  sleep: (ms, signal) => own.sleep(ms / speed, signal),
});
