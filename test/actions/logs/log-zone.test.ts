import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { offsetSeconds } from '../../../src/actions/logs/zone-segments.ts';
import { type Form, type Happened, lineOf } from './generated-log.ts';
import { onlyPath, readersToday } from './only-reader.ts';
import { folder, readHere } from './this-machine.ts';

const room = folder();
afterAll(() => room.remove());
let files = 0;

/** An error each ten minutes, written by a clock in that zone. */
function written(zone: string, fromMs: number, count: number, form: Form = 'python'): string {
  files += 1;
  const path = join(room.path, `${files}.log`);
  const all = Array.from(
    { length: count },
    (_, at): Happened => ({
      atMs: fromMs + at * 600_000,
      level: 'ERROR',
      module: 'backend',
      text: `error ${at}`,
      trace: false,
    }),
  );
  writeFileSync(path, all.map((one) => `${lineOf(one, form, offsetSeconds(zone, one.atMs))}\n`).join(''));
  const end = fromMs / 1_000 + count * 600;
  utimesSync(path, end, end);
  return path;
}

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 21, 12);

/** 25 October 2026, 01:00 UTC: 03:00 becomes 02:00 in Berlin. 29 March 2026, 01:00 UTC: 02:00 becomes 03:00. */
const back = Date.UTC(2026, 9, 25, 1);
const forth = Date.UTC(2026, 2, 29, 1);

describe.each(readersToday)('read with %s', (reader) => {
  const programs = onlyPath(reader);
  describe.each(['Asia/Shanghai', 'UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'])(
    'a log of %s',
    (zone) => {
      test.each(['UTC', 'Asia/Shanghai', 'America/Los_Angeles'])(
        'is read by its own zone on a host of %s',
        async (tz) => {
          const path = written(zone, noon, 36);
          const window = { sinceMs: noon + hour, untilMs: noon + 2 * hour };
          const read = await readHere({ path, zone }, { window, level: 40, keep: 100 }, { tz, path: programs });
          expect(read.entries.map(({ atMs }) => atMs)).toEqual(
            [6, 7, 8, 9, 10, 11, 12].map((at) => noon + at * 600_000),
          );
        },
      );

      test("is read by the host's zone where none is configured", async () => {
        const path = written(zone, noon, 36);
        const window = { sinceMs: noon + hour, untilMs: noon + 2 * hour };
        const read = await readHere({ path }, { window, level: 40, keep: 100 }, { tz: zone, path: programs });
        expect(read.entries).toHaveLength(7);
      });
    },
  );

  test('a zone in the stamp itself counts more than the configured one', async () => {
    const path = written('Europe/Berlin', noon, 36, 'nginx');
    const read = await readHere(
      { path, zone: 'Asia/Shanghai' },
      { window: { sinceMs: noon, untilMs: noon + hour }, level: 40, keep: 9 },
      { path: programs },
    );
    expect(read.entries[0]?.atMs).toBe(noon);
    expect(read.matched).toBe(7);
  });

  describe('when the clock is changed', () => {
    const tuned = ['block=256', 'small=512'];
    test.each([
      ['the first 02:00–03:00', -hour, 0],
      ['the second 02:00–03:00', 0, hour],
      ['half of both', -hour / 2, hour / 2],
      ['the hours around', -3 * hour, 3 * hour],
      ['before', -5 * hour, -2 * hour],
      ['after', 2 * hour, 5 * hour],
    ])('set back, %s has just its own lines', async (_when, from, to) => {
      const path = written('Europe/Berlin', back - 8 * hour, 96);
      for (const machine of [{ tuned, path: programs }, { path: programs }]) {
        const window = { sinceMs: back + from, untilMs: back + to };
        const errors = await readHere({ path, zone: 'Europe/Berlin' }, { window, level: 40, keep: 200 }, machine);
        const expected = Array.from({ length: (to - from) / 600_000 + 1 }, (_, at) => back + from + at * 600_000);
        expect(errors.entries.map(({ atMs }) => atMs)).toEqual(expected);
        const counted = await readHere({ path, zone: 'Europe/Berlin' }, { window, hours: true }, machine);
        expect(counted.matched).toBe(expected.length);
      }
    });

    test('set back, the answer says that an hour is there twice', async () => {
      const path = written('Europe/Berlin', back - 8 * hour, 96);
      const window = { sinceMs: back - hour, untilMs: back + hour };
      expect((await readHere({ path, zone: 'Europe/Berlin' }, { window, level: 40 }, { path: programs })).folded).toBe(
        true,
      );
      const before = { sinceMs: back - 5 * hour, untilMs: back - 3 * hour };
      expect(
        (await readHere({ path, zone: 'Europe/Berlin' }, { window: before, level: 40 }, { path: programs })).folded,
      ).toBe(false);
    });

    test.each([
      [-hour, hour],
      [0, 2 * hour],
    ])('set forth, %i to %i ms around it has just its own lines', async (from, to) => {
      const path = written('Europe/Berlin', forth - 8 * hour, 96);
      const window = { sinceMs: forth + from, untilMs: forth + to };
      const read = await readHere({ path, zone: 'Europe/Berlin' }, { window, level: 40 }, { tuned, path: programs });
      expect(read.matched).toBe((to - from) / 600_000 + 1);
    });
  });

  test('syslog, which writes no year, is of the year before when it would lie after the file', async () => {
    const path = join(room.path, 'syslog');
    writeFileSync(
      path,
      'Dec 31 23:59:00 h1 kernel: Out of memory: Killed process 7\nJan  1 00:01:00 h1 cron[7]: error: no\n',
    );
    const end = Date.UTC(2027, 0, 1, 0, 2) / 1_000;
    utimesSync(path, end, end);
    const read = await readHere(
      { path },
      { window: { sinceMs: Date.UTC(2026, 11, 31) }, level: 40, keep: 9 },
      { path: programs },
    );
    expect(read.entries.map(({ atMs, module }) => [atMs, module])).toEqual([
      [Date.UTC(2026, 11, 31, 23, 59), 'kernel'],
      [Date.UTC(2027, 0, 1, 0, 1), 'cron'],
    ]);
  });
});
