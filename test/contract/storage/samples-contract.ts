import { describe, expect, test } from 'vitest';
import type { Samples } from '../../../src/handlers/store/samples.ts';
import type { OpenState } from './state-in-test.ts';

export function describeSamples(name: string, open: OpenState): void {
  describe(`${name}: samples`, () => {
    const series = { system: 'demo', monitor: 'cpu', subject: 'h1' };
    const minute = 60_000;
    const read = (samples: Samples, points = 1e9) => samples.read({ ...series, sinceMs: 0, untilMs: 1e12, points });

    test('are read oldest first, each series for itself, and a time measured again is measured anew', async () => {
      const { samples } = (await open()).store;
      await samples.add([{ ...series, value: 2 }], 2_000);
      await samples.add(
        [
          { ...series, value: 1.5 },
          { ...series, subject: 'h2', value: 7 },
        ],
        1_000,
      );
      await samples.add([{ ...series, value: 3 }], 2_000);
      expect(await read(samples)).toEqual([
        [1_000, 1.5],
        [2_000, 3],
      ]);
      expect(await samples.read({ ...series, sinceMs: 1_001, untilMs: 1_999, points: 9 })).toEqual([]);
      expect(await samples.read({ ...series, monitor: 'load', sinceMs: 0, untilMs: 1e12, points: 9 })).toEqual([]);
    });

    test('a peak is never lost where many values become few points', async () => {
      const { samples } = (await open()).store;
      for (let at = 0; at < 100; at++) await samples.add([{ ...series, value: at === 37 ? 99 : 1 }], at * minute);
      const few = await samples.read({ ...series, sinceMs: 0, untilMs: 100 * minute, points: 10 });
      expect(few.length).toBeLessThanOrEqual(11);
      expect(Math.max(...few.map(([, value]) => value))).toBe(99);
    });

    test('what is old is thinned to the greatest in ten minutes, what is older goes', async () => {
      const { samples } = (await open()).store;
      for (let at = 0; at < 60; at++) await samples.add([{ ...series, value: at % 10 }], at * minute);
      await samples.prune(0, 30 * minute);
      const kept = await read(samples);
      expect(kept.filter(([atMs]) => atMs < 30 * minute)).toEqual([
        [9 * minute, 9],
        [19 * minute, 9],
        [29 * minute, 9],
      ]);
      expect(kept.filter(([atMs]) => atMs >= 30 * minute)).toHaveLength(30);
      await samples.prune(25 * minute, 30 * minute);
      expect((await read(samples))[0]?.[0]).toBe(29 * minute);
    });

    test('what a monitor remembers is there after it was opened again', async () => {
      const before = await open();
      await before.store.samples.remember('demo', new Map([['cpu', '{"held":{}}']]));
      await before.close();
      const { samples } = (await before.open()).store;
      expect(await samples.memory('demo')).toEqual(new Map([['cpu', '{"held":{}}']]));
      expect(await samples.memory('other')).toEqual(new Map());
    });
  });
}
