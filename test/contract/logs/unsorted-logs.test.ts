import { appendFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogQuery } from '../../../src/actions/logs/read-logs.ts';
import { entryText, forms, type Happened, happened, isError } from '../../actions/logs/generated-log.ts';
import { onlyPath, type Reader, readersToday } from '../../actions/logs/only-reader.ts';
import { readHere, thisMachine } from '../../actions/logs/this-machine.ts';
import { rotatingThird } from '../../rotating-third.ts';
import { compare, patience, runsOf, searchingBy, start, write } from './counted-as-happened.ts';

const today = new Set(rotatingThird(forms.length));
const formsOf = (reader: Reader) =>
  forms
    .filter((form, at) => today.has(at + 1) && (reader !== 'sh' || form !== 'own'))
    .map((form) => ({ reader, form }));
describe.each(readersToday.flatMap(formsOf))(
  'read with $reader, $form: counts are equal to those of what happened',
  patience,
  ({ reader, form }) => {
    test('when searched by time', async () => {
      await fc.assert(
        fc.asyncProperty(
          happened(start),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          async (all, from, to) => {
            await compare(reader, all, form, from, to, searchingBy(reader));
          },
        ),
        { numRuns: runsOf(reader), seed: 20261122 },
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
          await compare(reader, written, form, from, 1, searchingBy(reader));
        }),
        { numRuns: runsOf(reader), seed: 20261122 },
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
            await compare(reader, [...others.slice(0, at), ...burst, ...others.slice(at)], form, from, to, []);
          },
        ),
        { numRuns: runsOf(reader), seed: 20261122 },
      );
    });
  },
);

const steady = (count: number, fromMs: number): readonly Happened[] =>
  Array.from({ length: count }, (_, at) => ({
    atMs: fromMs + at * 1_000,
    level: at % 10 === 0 ? 'ERROR' : 'INFO',
    module: 'backend',
    text: `request ${at}`,
    trace: false,
  }));

/** Several megabytes, as happened but for stretches that were written late, wherever they are and however short. */
const moved = fc.record({
  count: fc.integer({ min: 20_000, max: 40_000 }),
  bursts: fc.array(fc.record({ at: fc.nat(), from: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }), {
    minLength: 1,
    maxLength: 30,
  }),
  window: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.2, noNaN: true })),
});

describe.each(readersToday)('a great file, of which only parts are read, by %s', patience, (reader) => {
  const programs = onlyPath(reader);
  const keepsRuns = reader !== 'sh';
  test.runIf(keepsRuns)('has the count of a full scan, wherever lines stand out of order', async () => {
    await fc.assert(
      fc.asyncProperty(moved, async ({ count, bursts, window: [from, length] }) => {
        let all = steady(count, start);
        for (const { at, from: first, length: many } of bursts) {
          const begin = first % (count - many);
          const burst = all.slice(begin, begin + many);
          const others = [...all.slice(0, begin), ...all.slice(begin + many)];
          const place = at % others.length;
          all = [...others.slice(0, place), ...burst, ...others.slice(place)];
        }
        const read = await compare(reader, all, 'python', from, Math.min(1, from + length), []);
        expect(read.unprovenBytes).toBe(0);
      }),
      { numRuns: runsOf(reader), seed: 20261122 },
    );
  });

  const all = steady(60_000, start);
  test.each([
    ['before the window', 10_000],
    ...(keepsRuns
      ? ([
          ['within the window', 57_000],
          ['at its end', 60_000],
        ] as const)
      : []),
  ] as const)('with a burst of old lines %s is read in all its stretches, and says so', async (_where, at) => {
    const burst = all.slice(30_000, 34_000);
    const others = [...all.slice(0, 30_000), ...all.slice(34_000)];
    const written = [...others.slice(0, at), ...burst, ...others.slice(at)];
    const read = await compare(reader, written, 'python', 0.94, 1, []);
    if (keepsRuns) expect([...read.how]).toEqual(['stretches']);
  });

  test('one line that no sample meets is found, the clock of a line being a day behind', async () => {
    const [one] = steady(1, start + 55_000_000);
    const written =
      one === undefined ? all : [...all.slice(0, 20_011), { ...one, level: 'ERROR' as const }, ...all.slice(20_011)];
    const path = write(written, 'python');
    const window = { sinceMs: start + 54_999_000, untilMs: start + 55_001_000 };
    const read = await readHere({ path }, { window, level: 40, exact: !keepsRuns }, { path: programs });
    expect(read.matched).toBe(
      written.filter((each) => isError(each) && Math.abs(each.atMs - start - 55_000_000) <= 1_000).length,
    );
  });

  test.runIf(keepsRuns)(
    'is looked through once: later only the window is read, and what was written since',
    async () => {
      const path = write(all, 'python');
      const hosts = thisMachine({ path: programs });
      const window = { sinceMs: start + 30_000_000, untilMs: start + 30_600_000 };
      const ask = (query: Partial<LogQuery> = {}) => readHere({ path }, { window, level: 40, ...query }, { hosts });
      const first = await ask();
      expect(first.readBytes).toBeGreaterThan(3_000_000);
      const second = await ask();
      expect([...second.how]).toEqual(['search']);
      expect(second.matched).toBe(first.matched);
      expect(second.readBytes).toBeLessThan(400_000);
      // One that is late, at the end: only the new part is looked at, and it is found.
      const late = { atMs: start + 30_300_000, level: 'ERROR', module: 'backend', text: 'late', trace: true } as const;
      appendFileSync(path, entryText(late, 'python', 0));
      const third = await ask();
      expect(third.matched).toBe(first.matched + 1);
      expect(third.readBytes).toBeLessThan(400_000);
    },
  );

  test.runIf(keepsRuns)('that was written anew under its name is looked through anew', async () => {
    const path = write(all, 'python');
    const hosts = thisMachine({ path: programs });
    const window = { sinceMs: start, untilMs: start + 100_000_000 };
    const ask = () => readHere({ path }, { window, level: 40 }, { hosts });
    await ask();
    // The same file by its number, as long as before, and all of it backwards.
    const text = all
      .toReversed()
      .map((one) => entryText(one, 'python', 0))
      .join('');
    writeFileSync(path, text);
    expect((await ask()).matched).toBe(all.filter(isError).length);
  });

  test.runIf(keepsRuns)(
    'that is too great to be looked through at once says what is left, and is asked exactly',
    async () => {
      const burst = all.slice(30_000, 30_020);
      const others = [...all.slice(0, 30_000), ...all.slice(30_020)];
      const path = write([...others.slice(0, 55_003), ...burst, ...others.slice(55_003)], 'python');
      const window = { sinceMs: start + 29_999_000, untilMs: start + 30_030_000 };
      const wanted = all.filter(
        (one) => isError(one) && one.atMs >= window.sinceMs && one.atMs <= window.untilMs,
      ).length;
      const tuned = ['survey=1048576'];
      const hosts = thisMachine({ tuned, path: programs });
      const first = await readHere({ path }, { window, level: 40 }, { hosts });
      expect(first.unprovenBytes).toBeGreaterThan(1_000_000);
      const exactly = await readHere({ path }, { window, level: 40, exact: true }, { path: programs });
      expect(exactly).toMatchObject({ matched: wanted, unprovenBytes: 0 });
      // Each question looks on where the one before left off.
      let last = first;
      for (let more = 0; more < 4 && last.unprovenBytes > 0; more += 1)
        last = await readHere({ path }, { window, level: 40 }, { hosts });
      expect(last).toMatchObject({ matched: wanted, unprovenBytes: 0 });
    },
  );
});
