import { describe, expect, test, vi } from 'vitest';
import { Slots } from '../../../src/bot/hosts/slots.ts';

const forEver = { signal: new AbortController().signal, timeoutMs: 60_000 };
async function place(slots: Slots): Promise<() => void> {
  const release = await slots.take(forEver);
  if (typeof release === 'string') throw new Error(release);
  return release;
}

describe('slots', () => {
  test('are given in the order asked for, never more than there are', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    const [first, second] = [await place(slots), await place(slots)];
    const waiting = [1, 2, 3].map(async (each) => {
      const release = await place(slots);
      order.push(each);
      expect(slots.taken).toBeLessThanOrEqual(2);
      release();
    });
    expect(order).toEqual([]);
    first();
    second();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    expect(slots.taken).toBe(0);
  });

  test('given back twice count once', async () => {
    const slots = new Slots(1);
    const release = await place(slots);
    release();
    release();
    await place(slots);
    expect(slots.taken).toBe(1);
  });

  test('are not given to who no longer waits', async () => {
    vi.useFakeTimers();
    const slots = new Slots(1);
    const release = await place(slots);
    const controller = new AbortController();
    const tooLong = slots.take({ ...forEver, timeoutMs: 1_000 });
    const calledOff = slots.take({ ...forEver, signal: controller.signal });
    const patient = place(slots);
    controller.abort();
    vi.advanceTimersByTime(1_000);
    expect([await tooLong, await calledOff]).toEqual(['timeout', 'abort']);
    release();
    (await patient)();
    expect(slots.taken).toBe(0);
    vi.useRealTimers();
  });

  test('become fewer, but never none', async () => {
    const slots = new Slots(3);
    const releases = [await place(slots), await place(slots)];
    slots.shrinkTo(1);
    const next = place(slots);
    releases[0]?.();
    expect(slots.taken).toBe(1);
    releases[1]?.();
    (await next)();
    slots.shrinkTo(0);
    expect(typeof (await slots.take(forEver))).toBe('function');
  });
});
