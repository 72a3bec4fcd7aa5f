import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/bot/system-clock.ts';

describe('the system clock', () => {
  test('sleeps at least as long as asked', async () => {
    const from = systemClock.monotonic();
    await systemClock.sleep(20);
    expect(systemClock.monotonic() - from).toBeGreaterThanOrEqual(18);
  });

  test('wakes with the reason when it is told to stop, before or meanwhile', async () => {
    const reason = new Error('enough');
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const stop = new AbortController();
    const asleep = systemClock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await expect(asleep).rejects.toBe(reason);
  });

  test('tells the wall clock’s time', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  });
});
