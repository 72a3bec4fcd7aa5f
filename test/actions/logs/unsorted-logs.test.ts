import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { entryText, fitted, forms, type Happened, happened, isError, ownPattern } from './generated-log.ts';
import { folder, readHere } from './this-machine.ts';

const room = folder();
afterAll(() => room.remove());

const start = Date.UTC(2026, 9, 24, 22);
const runs = 10;
/** Small enough that files of some kilobytes are searched as great ones are. */
const searching = ['block=256', 'small=1024'];
let files = 0;

function write(all: readonly Happened[], form: (typeof forms)[number]): string {
  files += 1;
  const path = join(room.path, `app${files}.log`);
  writeFileSync(path, all.map((one) => entryText(one, form, 0)).join(''));
  const end = Math.max(...all.map(({ atMs }) => atMs)) / 1_000 + 1;
  utimesSync(path, end, end);
  return path;
}

async function compare(
  all: readonly Happened[],
  form: (typeof forms)[number],
  from: number,
  to: number,
  tuned: readonly string[],
) {
  const entries = all.map((one) => fitted(one, form));
  const path = write(entries, form);
  const times = entries.map(({ atMs }) => atMs);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [sinceMs, untilMs] = [first + (last - first) * from, first + (last - first) * to]
    .toSorted((a, b) => a - b)
    .map(Math.round);
  const window = { sinceMs: sinceMs ?? 0, untilMs: untilMs ?? 0 };
  const inside = entries.filter(({ atMs }) => atMs >= window.sinceMs && atMs <= window.untilMs);
  const log = { path, ...(form === 'own' ? { pattern: ownPattern } : {}) };
  const counted = await readHere(log, { window, hours: true, modules: true, signatures: 40 }, { tuned });
  const errors = await readHere(log, { window, level: 40, signatures: 40, keep: 1_000 }, { tuned });
  const wanted = inside.filter(isError);
  const seen = { path, form, how: [...counted.how], window };
  // A trace under a line that is no error is an entry of its own.
  const own = inside.filter(({ trace, level }) => trace && level !== 'ERROR' && level !== 'CRITICAL').length;
  expect({ ...seen, matched: counted.matched }).toEqual({ ...seen, matched: inside.length + own });
  expect({ ...seen, errors: errors.matched }).toEqual({ ...seen, errors: wanted.length });
  expect(counted.hours.reduce((sum, hour) => sum + hour.errors, 0)).toBe(wanted.length);
  expect(errors.signatures.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
  expect(errors.entries.map(({ atMs }) => atMs)).toEqual(wanted.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  return counted;
}

describe.each(forms)('%s: counts are equal to those of what happened', (form) => {
  test('when searched by time', async () => {
    await fc.assert(
      fc.asyncProperty(
        happened(start),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (all, from, to) => {
          await compare(all, form, from, to, searching);
        },
      ),
      { numRuns: runs, seed: 20261122 },
    );
  });

  test('when lines stand out of order by a few seconds, as several workers write them', async () => {
    const jittered = fc.tuple(
      happened(start),
      fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 600, maxLength: 600 }),
    );
    await fc.assert(
      fc.asyncProperty(jittered, fc.double({ min: 0, max: 1, noNaN: true }), async ([all, late], from) => {
        const written = all
          .map((one, at) => ({ one, at: one.atMs + (late[at] ?? 0) }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        await compare(written, form, from, 1, searching);
      }),
      { numRuns: runs, seed: 20261122 },
    );
  });

  test('when a burst of old lines was written late anywhere in a file read whole', async () => {
    const bursts = fc.tuple(happened(start), fc.nat(), fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(
        bursts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async ([all, a, b, c], from, to) => {
          const [low, high] = [a % all.length, b % all.length].toSorted((x, y) => x - y);
          const burst = all.slice(low, high);
          const others = all.filter((one) => !burst.includes(one));
          const at = c % (others.length + 1);
          await compare([...others.slice(0, at), ...burst, ...others.slice(at)], form, from, to, []);
        },
      ),
      { numRuns: runs, seed: 20261122 },
    );
  });
});

const minute = 60_000;
const steady = (count: number, fromMs: number): readonly Happened[] =>
  Array.from({ length: count }, (_, at) => ({
    atMs: fromMs + at * 1_000,
    level: at % 10 === 0 ? 'ERROR' : 'INFO',
    module: 'backend',
    text: `request ${at}`,
    trace: false,
  }));

describe('a great file with a burst of old lines', () => {
  const all = steady(60_000, start);
  test.each([
    ['before the window', 10_000],
    ['within the window', 57_000],
    ['at its end', 60_000],
  ])('%s is read whole, and says so', async (_where, at) => {
    const burst = all.slice(30_000, 34_000);
    const others = [...all.slice(0, 30_000), ...all.slice(34_000)];
    const read = await compare([...others.slice(0, at), ...burst, ...others.slice(at)], 'python', 0.94, 1, []);
    expect([...read.how]).toEqual(['scan']);
  });

  test('without one only the window is read', async () => {
    const read = await compare(all, 'python', 0.5, 0.52, []);
    expect([...read.how]).toEqual(['search']);
    expect(read.readBytes).toBeLessThan(700_000);
  });
});

describe('lines that say no time', () => {
  test('a file of nothing else is counted when it was written to in the window, and says so', async () => {
    const path = join(room.path, 'monitor.log');
    writeFileSync(path, 'ALERT: TalentLens service is down!\nok\nERROR:root:disk is full\n');
    const now = Date.now();
    const read = await readHere({ path }, { window: { sinceMs: now - minute }, level: 40, signatures: 40 });
    expect(read.matched).toBe(2);
    expect([...read.how]).toEqual(['unstamped']);
    const earlier = await readHere(
      { path },
      { window: { sinceMs: now - 2 * minute, untilMs: now - minute }, level: 40 },
    );
    expect(earlier.matched).toBe(1 + 1);
    const later = await readHere({ path }, { window: { sinceMs: now + minute }, level: 40 });
    expect(later.matched).toBe(0);
  });

  test('among others have the time of the one before', async () => {
    const path = join(room.path, 'mixed.log');
    const lines = [
      '2026-10-24 22:00:00,000 - app - INFO - started',
      'ERROR:    Exception in ASGI application',
      'Traceback (most recent call last):',
      'ValueError: no such row',
      '2026-10-24 23:00:00,000 - app - INFO - still there',
      'INFO:     127.0.0.1:5 - "GET / HTTP/1.1" 200 OK',
    ];
    writeFileSync(path, `${lines.join('\n')}\n`);
    const window = { sinceMs: start, untilMs: start + 30 * minute };
    const read = await readHere({ path }, { window, level: 40, signatures: 40 });
    expect(read.signatures).toMatchObject([{ count: 1, firstMs: start, text: 'ValueError: no such row' }]);
  });
});
