import { execFileSync } from 'node:child_process';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { entryText, type Happened, happened, isError } from '../../actions/logs/generated-log.ts';
import { onlyPath, readersToday } from '../../actions/logs/only-reader.ts';
import { folder, readHere, thisMachine } from '../../actions/logs/this-machine.ts';
import { examples } from '../../examples.ts';

const rooms: ReturnType<typeof folder>[] = [];
const room = (): string => {
  const made = folder();
  rooms.push(made);
  return made.path;
};
afterAll(() => {
  for (const each of rooms) each.remove();
});

const start = Date.UTC(2026, 10, 1);
const hour = 3_600_000;
const day = 24 * hour;

/** Where a file lies by its age, and how: its own time and whether it was packed before it was given that. */
function put(place: string, age: number, all: readonly Happened[], mtimeMs: number, packed: boolean): void {
  const path = join(place, age === 0 ? 'app.log' : `app.log.${age}`);
  writeFileSync(path, all.map((one) => entryText(one, 'python', 0)).join(''));
  utimesSync(path, mtimeMs / 1_000, mtimeMs / 1_000);
  if (packed) execFileSync('gzip', ['-f', path]);
}
const errorsIn = (all: readonly Happened[], { sinceMs, untilMs }: { sinceMs: number; untilMs: number }): number =>
  all.filter((one) => isError(one) && one.atMs >= sinceMs && one.atMs <= untilMs).length;

describe.each(readersToday)('whatever time a file has, read with %s', (reader) => {
  const machine = { path: onlyPath(reader) };

  test('a window counts what happened in it, and does so again with what was found out', async () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const touched = fc.array(
      fc.record({ byMs: fc.constantFrom(0, 0, hour, -hour, -9 * day, -400 * day, 30 * day), packed: fc.boolean() }),
      { minLength: 5, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(
        happened(start),
        fc.integer({ min: 2, max: 5 }),
        touched,
        unit,
        unit,
        async (all, parts, how, a, b) => {
          const place = room();
          const size = Math.ceil(all.length / parts);
          for (let part = 0; part < parts; part++) {
            const own = all.slice(part * size, (part + 1) * size);
            const age = parts - 1 - part;
            const { byMs = 0, packed = false } = how[part] ?? {};
            if (own.length > 0 || age === 0)
              put(place, age, own, (own.at(-1)?.atMs ?? start) + byMs, packed && age > 0);
          }
          const [first, last] = [all[0]?.atMs ?? 0, all.at(-1)?.atMs ?? 0];
          const [sinceMs = 0, untilMs = 0] = [a, b]
            .toSorted((x, y) => x - y)
            .map((x) => Math.round(first + (last - first) * x));
          const window = { sinceMs, untilMs };
          const hosts = thisMachine(machine);
          const counts: number[] = [];
          for (const exact of reader === 'sh' ? [false] : [false, false, true, false]) {
            const read = await readHere({ path: join(place, 'app.log') }, { window, level: 40, exact }, { hosts });
            counts.push(read.matched);
          }
          const wanted = errorsIn(all, window);
          expect({ how, counts }).toEqual({ how, counts: counts.map(() => wanted) });
        },
      ),
      { numRuns: examples(reader === 'perl' ? 24 : 12) },
    );
  });

  const hourly = (days: number): readonly Happened[] =>
    Array.from({ length: 24 }, (_, at) => ({
      atMs: start + days * day + at * hour,
      level: 'ERROR' as const,
      module: 'backend',
      text: `day ${days}`,
      trace: false,
    }));
  const week = Array.from({ length: 7 }, (_, at) => hourly(at));
  /** Seven days, a file each, given such times. */
  function aWeek(mtimeOf: (days: number) => number, packed = true): string {
    const place = room();
    for (const [at, own] of week.entries()) put(place, 6 - at, own, mtimeOf(at), packed && at < 5);
    return join(place, 'app.log');
  }
  const third = { sinceMs: start + 2 * day, untilMs: start + 3 * day - 1 };

  test.each([
    ['copied, so that all of them have the time of the copy', () => start + 30 * day],
    ['touched, so that they are older than what they say', () => start - 400 * day],
    ['written by a clock two hours ahead', (days: number) => start + (days + 1) * day - 3 * hour],
    ['each with the time of another', (days: number) => start + (7 - days) * day],
  ])('files %s', async (_how, mtimeOf) => {
    const read = await readHere({ path: aWeek(mtimeOf) }, { window: third, level: 40 }, machine);
    expect(read.matched).toBe(24);
    const newest = { sinceMs: start + 6 * day + 22 * hour };
    expect((await readHere({ path: aWeek(mtimeOf) }, { window: newest, level: 40 }, machine)).matched).toBe(2);
  });

  test('late lines in the middle of a file that was given an old time are found, or it is said that nobody looked', async () => {
    const place = room();
    const calm = Array.from({ length: 40_000 }, (_, at) => ({
      ...{ atMs: start + at, level: 'INFO' as const, module: 'backend', text: `request ${at}`, trace: false },
    }));
    const late = hourly(6);
    put(place, 1, [...calm.slice(0, 20_000), ...late, ...calm.slice(20_000)], start, false);
    put(place, 0, hourly(7), start + 8 * day, false);
    const window = { sinceMs: start + 6 * day, untilMs: start + 7 * day - 1 };
    const hosts = thisMachine(machine);
    const path = join(place, 'app.log');
    for (const _again of [1, 2]) {
      const read = await readHere({ path }, { window, level: 40 }, { hosts });
      if (reader === 'sh') expect(read.unprovenBytes).toBe(statSync(`${path}.1`).size);
      else expect(read).toMatchObject({ matched: 24, unprovenBytes: 0 });
    }
    const exactly = await readHere({ path }, { window, level: 40, exact: true }, { hosts });
    expect(exactly).toMatchObject({ matched: 24, unprovenBytes: 0 });
  });

  test('where the window begins before all that is kept, that is said', async () => {
    const path = aWeek((days) => start + (days + 1) * day - hour);
    const ask = (window: { sinceMs?: number }) => readHere({ path }, { window, level: 40 }, machine);
    expect((await ask({ sinceMs: start - 30 * day })).beginsMs).toBe(start);
    expect((await ask({ sinceMs: start + hour })).beginsMs).toBeUndefined();
    expect((await ask({ sinceMs: start + 6 * day + hour })).beginsMs).toBeUndefined();
    expect((await ask({})).beginsMs).toBeUndefined();
  });

  test('packed ones that begin after the window are not unpacked, and that is said', async () => {
    const inside = { sinceMs: third.sinceMs + hour, untilMs: third.untilMs - hour };
    const path = aWeek((days) => start + (days + 1) * day - hour);
    const read = await readHere({ path }, { window: inside, level: 40 }, machine);
    expect(read).toMatchObject({ matched: 22, files: ['app.log.4.gz', 'app.log.1', 'app.log'] });
    expect(read.unprovenBytes).toBeGreaterThan(0);
  });
});

test('a packed file is unpacked once: later it is known what it holds', async () => {
  const place = room();
  const old: readonly Happened[] = [{ atMs: start - 5 * day, level: 'ERROR', module: 'a', text: 'x', trace: false }];
  put(place, 1, old, start + 9 * day, true);
  put(
    place,
    0,
    old.map((one) => ({ ...one, atMs: start })),
    start,
    false,
  );
  const hosts = thisMachine({ path: onlyPath('perl') });
  const ask = () =>
    readHere({ path: join(place, 'app.log') }, { window: { sinceMs: start - day }, level: 40 }, { hosts });
  expect((await ask()).files).toEqual(['app.log.1.gz', 'app.log']);
  expect((await ask()).files).toEqual(['app.log']);
});

test('a packed file that is broken is said', async () => {
  const place = room();
  const all: readonly Happened[] = Array.from({ length: 5_000 }, (_, at) => ({
    ...{ atMs: start + at * 1_000, level: 'ERROR', module: 'a', text: `${at * at}`, trace: false },
  }));
  put(place, 1, all, start + day, true);
  const packed = join(place, 'app.log.1.gz');
  execFileSync('truncate', ['-s', '9000', packed]);
  put(place, 0, [], start + day, false);
  const read = await readHere({ path: join(place, 'app.log') }, { window: { sinceMs: start }, level: 40 });
  expect(read.troubles).toEqual([{ what: 'unreadable', which: packed }]);
  expect(read.matched).toBeGreaterThan(0);
});
