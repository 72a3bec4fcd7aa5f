import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenedStore, openStore } from '../../../src/bot/storage/open-store.ts';

let folder: string;
let opened: OpenedStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-samples-'));
  opened = await openStore({ folder, now: () => 0 });
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const series = { system: 'demo', monitor: 'cpu', subject: 'h1' };
const minute = 60_000;
const read = (points = 10_000) => opened.store.samples.read({ ...series, sinceMs: 0, untilMs: 1e12, points });

test('a peak is never lost where many values become few points', async () => {
  for (let at = 0; at < 100; at++)
    await opened.store.samples.add([{ ...series, value: at === 37 ? 99 : 1 }], at * minute);
  const few = await opened.store.samples.read({ ...series, sinceMs: 0, untilMs: 100 * minute, points: 10 });
  expect(few.length).toBeLessThanOrEqual(11);
  expect(Math.max(...few.map(([, value]) => value))).toBe(99);
});

test('what is old is thinned to the greatest in ten minutes, what is older goes', async () => {
  for (let at = 0; at < 60; at++) await opened.store.samples.add([{ ...series, value: at % 10 }], at * minute);
  await opened.store.samples.prune(0, 30 * minute);
  const kept = await read(1e9);
  expect(kept.filter(([atMs]) => atMs < 30 * minute)).toEqual([
    [9 * minute, 9],
    [19 * minute, 9],
    [29 * minute, 9],
  ]);
  expect(kept.filter(([atMs]) => atMs >= 30 * minute)).toHaveLength(30);
  await opened.store.samples.prune(25 * minute, 30 * minute);
  expect((await read(1e9))[0]?.[0]).toBe(29 * minute);
});

test('what a monitor remembers is there after a restart', async () => {
  await opened.store.samples.remember('demo', new Map([['cpu', '{"held":{}}']]));
  await opened.close();
  opened = await openStore({ folder, now: () => 0 });
  expect(await opened.store.samples.memory('demo')).toEqual(new Map([['cpu', '{"held":{}}']]));
  expect(await opened.store.samples.memory('other')).toEqual(new Map());
});
