import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { examples } from '../../examples.ts';
import { entryText, type Happened, happened, isError } from './generated-log.ts';
import { onlyPath, readersToday } from './only-reader.ts';
import { folder, readHere } from './this-machine.ts';

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
const textOf = (all: readonly Happened[]): string => all.map((one) => entryText(one, 'python', 0)).join('');

function put(path: string, all: readonly Happened[], pack = false): void {
  writeFileSync(path, textOf(all));
  const end = (all.at(-1)?.atMs ?? 0) / 1_000;
  utimesSync(path, end, end);
  if (pack) execFileSync('gzip', ['-f', path]);
}

const names = {
  numbered: (age: number) => `app.log.${age}`,
  dated: (age: number) => `app.log-2026${String(1200 - age).padStart(4, '0')}`,
  'dated before the ending': (age: number) => `app-2026-10-${String(31 - age)}.log`,
};

describe.each(readersToday)('read with %s', (reader) => {
  const programs = onlyPath(reader);
  describe.each(Object.entries(names))('rotated files, %s', (_how, nameOf) => {
    test('any window counts what happened in it, whichever files it reaches', async () => {
      const logs = fc.tuple(happened(start), fc.integer({ min: 1, max: 6 }), fc.nat(5));
      await fc.assert(
        fc.asyncProperty(
          logs,
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          async ([all, parts, packedFrom], a, b) => {
            const path = room();
            const size = Math.ceil(all.length / parts);
            for (let part = 0; part < parts; part++) {
              const own = all.slice(part * size, (part + 1) * size);
              const age = parts - 1 - part;
              if (own.length > 0 || age === 0)
                put(join(path, age === 0 ? 'app.log' : nameOf(age)), own, age > packedFrom && age > 0);
            }
            const [first, last] = [all[0]?.atMs ?? 0, all.at(-1)?.atMs ?? 0];
            const [sinceMs, untilMs] = [a, b]
              .toSorted((x, y) => x - y)
              .map((x) => Math.round(first + (last - first) * x));
            const window = { sinceMs: sinceMs ?? 0, untilMs: untilMs ?? 0 };
            const read = await readHere(
              { path: join(path, 'app.log') },
              { window, level: 40, signatures: 40 },
              { tuned: ['block=512', 'small=2048'], path: programs },
            );
            const wanted = all.filter(
              (one) => isError(one) && one.atMs >= window.sinceMs && one.atMs <= window.untilMs,
            );
            expect({ files: read.files, matched: read.matched }).toEqual({ files: read.files, matched: wanted.length });
          },
        ),
        { numRuns: examples(24), seed: 20261122 },
      );
    });
  });

  const day = (age: number): readonly Happened[] =>
    Array.from({ length: 48 }, (_, at) => ({
      atMs: start - age * 86_400_000 + at * 1_800_000,
      level: 'ERROR' as const,
      module: 'backend',
      text: `day ${age}`,
      trace: false,
    }));

  describe('files that the window does not reach', () => {
    const path = room();
    put(join(path, 'app.log'), day(0));
    for (let age = 1; age <= 7; age++) put(join(path, `app.log.${age}`), day(age), age > 1);

    test.each([
      ['the last six hours', { sinceMs: start + 18 * 3_600_000 }, ['app.log'], 12],
      ['since yesterday noon', { sinceMs: start - 12 * 3_600_000 }, ['app.log.1', 'app.log'], 24 + 48],
      [
        'one hour five days back',
        { sinceMs: start - 5 * 86_400_000, untilMs: start - 5 * 86_400_000 + 3_600_000 },
        undefined,
        3,
      ],
      ['everything', { sinceMs: start - 30 * 86_400_000 }, undefined, 8 * 48],
    ])('are not opened: %s', async (_when, window, files, count) => {
      const read = await readHere(
        { path: join(path, 'app.log') },
        { window, level: 40, signatures: 40 },
        { path: programs },
      );
      expect(read.matched).toBe(count);
      if (files !== undefined) expect(read.files).toEqual(files);
    });

    test('the newest lines are taken from as many files as are needed', async () => {
      const read = await readHere(
        { path: join(path, 'app.log') },
        { window: {}, tail: true, keep: 100 },
        { path: programs },
      );
      expect(read.entries).toHaveLength(100);
      expect(read.files).toEqual(['app.log.2.gz', 'app.log.1', 'app.log']);
      expect(read.entries.at(-1)?.atMs).toBe(start + 47 * 1_800_000);
    });
  });

  test('a file and its packed copy are one', async () => {
    const path = room();
    put(join(path, 'app.log'), day(0));
    put(join(path, 'app.log.1'), day(1));
    execFileSync('gzip', ['-k', join(path, 'app.log.1')]);
    const read = await readHere(
      { path: join(path, 'app.log') },
      { window: { sinceMs: start - 90_000_000 }, level: 40 },
      { path: programs },
    );
    expect(read.matched).toBe(96);
  });

  test('other files of the folder are not taken for it', async () => {
    const path = room();
    put(join(path, 'app.log'), day(0));
    for (const other of ['app.log.bak', 'app.log.1.tmp', 'myapp.log.1', 'app.logger', 'app-error.log'])
      put(join(path, other), day(0));
    const read = await readHere(
      { path: join(path, 'app.log') },
      { window: { sinceMs: start - 90_000_000 }, level: 40 },
      { path: programs },
    );
    expect(read.matched).toBe(48);
  });

  test('a rotation while it is read loses no line and counts none twice', async () => {
    const path = room();
    const log = join(path, 'app.log');
    put(log, day(0));
    let turning = true;
    const rotating = (async () => {
      while (turning) {
        renameSync(log, `${log}.1`);
        writeFileSync(log, '');
        await new Promise((resolve) => setTimeout(resolve, 3));
        // Back again, so that what is there at any moment is the same.
        const whole = execFileSync('cat', [`${log}.1`]);
        writeFileSync(`${log}.new`, whole);
        renameSync(`${log}.new`, log);
        execFileSync('rm', ['-f', `${log}.1`]);
      }
    })();
    const counts = new Set<number>();
    for (let time = 0; time < 25; time++) {
      const read = await readHere({ path: log }, { window: { sinceMs: start - 1 }, level: 40 }, { path: programs });
      // Who is slower than they are renamed says that they were.
      if (read.shrunk.length === 0) counts.add(read.matched);
    }
    turning = false;
    await rotating;
    // In the moment between copy and removal both are there: that is what two files of the same content are.
    expect([...counts].filter((count) => count !== 48 && count !== 96)).toEqual([]);
  });

  test('a file that is not there is said, and its rotated ones are read', async () => {
    const path = room();
    put(join(path, 'app.log.1'), day(0));
    const read = await readHere(
      { path: join(path, 'app.log') },
      { window: { sinceMs: start - 1 }, level: 40 },
      { path: programs },
    );
    expect(read.troubles).toEqual([{ what: 'missing', which: join(path, 'app.log') }]);
    expect(read.matched).toBe(48);
    appendFileSync(join(path, 'app.log'), textOf(day(0)));
  });
});
