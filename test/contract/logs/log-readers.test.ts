import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LogQuery } from '../../../src/actions/logs/read-logs.ts';
import { perlSource } from '../../../src/actions/logs/reader/perl-program.ts';
import { entryText, type Form, fitted, type Happened, isError, ownPattern } from '../../actions/logs/generated-log.ts';
import { onlyPath, type Machine as Reader, readers } from '../../actions/logs/only-reader.ts';
import { folder, readHere } from '../../actions/logs/this-machine.ts';

const room = folder();
afterAll(() => room.remove());

const start = Date.UTC(2026, 10, 20, 2);
const minute = 60_000;
const levels = ['INFO', 'ERROR', 'DEBUG', 'WARNING', 'CRITICAL'] as const;
const all: readonly Happened[] = Array.from({ length: 300 }, (_, at) => ({
  atMs: start + at * 20_000 + at,
  level: levels[at % 5] ?? 'INFO',
  module: at % 3 === 0 ? 'plugin_manager' : 'backend',
  text: `request ${at} took ${at * 7} ms for "u${at}"`,
  trace: at % 20 === 1,
}));
const window = { sinceMs: start + 30 * minute, untilMs: start + 60 * minute };
const inside = ({ atMs }: Happened): boolean => atMs >= window.sinceMs && atMs <= window.untilMs;

let files = 0;
function written(form: Form, entries = all): string {
  files += 1;
  const path = join(room.path, `${files}.log`);
  writeFileSync(path, entries.map((one) => entryText(fitted(one, form), form, 0)).join(''));
  const end = (entries.at(-1)?.atMs ?? 0) / 1_000 + 1;
  utimesSync(path, end, end);
  return path;
}
const read = (reader: Reader, log: Parameters<typeof readHere>[0], query: LogQuery) =>
  readHere(log, query, { path: onlyPath(reader) });

describe.each(readers)('read with %s', (reader) => {
  const forms: readonly Form[] = ['python', 'brackets', 'json', 'pino', 'nginx', 'utc'];
  test.each(forms)('%s: errors of a window, by hour, module and kind', async (form) => {
    const entries = all.map((one) => fitted(one, form));
    const path = written(form);
    const wanted = entries.filter((one) => inside(one) && isError(one));
    const counted = await read(reader, { path }, { window, level: 40, signatures: 40, keep: 1_000 });
    expect(counted.matched).toBe(wanted.length);
    expect(counted.entries.map(({ atMs }) => atMs)).toEqual(wanted.map(({ atMs }) => atMs));
    expect(counted.entries.map(({ text }) => text)).toEqual(
      wanted.map((one) => entryText(one, form, 0).replace(/\n+$/, '')),
    );
    expect(counted.signatures.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
    expect(counted.kinds).toBe(counted.signatures.length);
    if (form !== 'nginx') expect(counted.kinds).toBeLessThan(6);
    const every = await read(reader, { path }, { window, hours: true, modules: true });
    expect(every.matched).toBe(entries.filter(inside).length);
    expect(every.hours.reduce((sum, { errors }) => sum + errors, 0)).toBe(wanted.length);
    const modules = new Map(every.modules.map(({ module, count }) => [module.replace('/', ''), count]));
    for (const module of ['plugin_manager', 'backend'])
      expect(modules.get(module)).toBe(entries.filter((one) => inside(one) && one.module === module).length);
  });

  test('by module, words and level', async () => {
    const path = written('python');
    const count = async (query: Partial<LogQuery>) => (await read(reader, { path }, { window, ...query })).matched;
    const truly = (holds: (one: Happened) => boolean) => all.filter((one) => inside(one) && holds(one)).length;
    expect(await count({ module: 'PLUGIN' })).toBe(truly(({ module }) => module === 'plugin_manager'));
    expect(await count({ text: 'request 12' })).toBe(truly(({ text }) => text.startsWith('request 12')));
    expect(await count({ text: `'"$(x)` })).toBe(0);
    expect(await count({ level: 30 })).toBe(truly(({ level }) => level !== 'INFO' && level !== 'DEBUG'));
  });

  test('over rotated and packed files, and names of any letters', async () => {
    const place = join(room.path, `人事 'of' ${reader}`);
    mkdirSync(place);
    for (const [age, from, to] of [
      [2, 0, 100],
      [1, 100, 200],
      [0, 200, 300],
    ] as const) {
      const made = join(place, age === 0 ? 'app.log' : `app.log.${age}`);
      const own = all.slice(from, to);
      writeFileSync(made, own.map((one) => entryText(one, 'python', 0)).join(''));
      const end = (own.at(-1)?.atMs ?? 0) / 1_000 + 1;
      utimesSync(made, end, end);
      if (age === 2) execFileSync('gzip', [made]);
    }
    const path = join(place, 'app.log');
    const everything = { sinceMs: start };
    expect((await read(reader, { path }, { window: everything, level: 40 })).matched).toBe(all.filter(isError).length);
    const newest = await read(reader, { path }, { window: { sinceMs: start + 90 * minute }, level: 40 });
    expect(newest.matched).toBe(all.filter((one) => isError(one) && one.atMs >= start + 90 * minute).length);
    expect(newest.files).toContain('app.log');
    expect(newest.files).not.toContain('app.log.2.gz');
  });

  test('a great file is searched, and what was not looked at is said, or nothing was left out', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => ({
      ...(all[at % 300] as Happened), // there are 300
      atMs: start + at * 1_000,
    }));
    const path = written('python', many);
    const late = { sinceMs: start + 20_000_000, untilMs: start + 21_000_000 };
    const found = await read(reader, { path }, { window: late, level: 40 });
    const wanted = many.filter((one) => isError(one) && one.atMs >= late.sinceMs && one.atMs <= late.untilMs).length;
    expect(found.matched).toBe(wanted);
    expect(found.unprovenBytes > 0).toBe(reader === 'sh');
    const exactly = await read(reader, { path }, { window: late, level: 40, exact: true });
    expect(exactly.matched).toBe(wanted);
    expect(exactly.unprovenBytes).toBe(0);
  });

  test('the clock of the log, the newest lines, and a file that is not there', async () => {
    const path = written('python');
    const zoned = await read(reader, { path, zone: 'Asia/Shanghai' }, { window: { untilMs: start }, level: 40 });
    expect(zoned.matched).toBe(all.filter(isError).length);
    const newest = await read(reader, { path }, { window: {}, tail: true, keep: 2 });
    expect(newest.entries.map(({ atMs }) => atMs)).toEqual(all.slice(-2).map(({ atMs }) => atMs));
    const none = await read(reader, { path: join(room.path, 'none.log') }, { window, level: 40 });
    expect(none.troubles).toEqual([{ what: 'missing', which: join(room.path, 'none.log') }]);
  });

  test('what is written later is followed', async () => {
    const path = written('python');
    const [first, second] = [all[1], all[2]] as [Happened, Happened]; // there are 300
    const after = new Map<string, string>();
    const look = async () => {
      const found = await read(reader, { path }, { window: {}, keep: 10, after });
      after.set('app', found.cursor ?? '');
      return found.entries.map(({ text }) => text);
    };
    expect(await look()).toEqual([]);
    appendFileSync(path, entryText(first, 'python', 0) + entryText(second, 'python', 0).slice(0, 10));
    expect(await look()).toEqual([entryText(first, 'python', 0).trimEnd()]);
    appendFileSync(path, entryText(second, 'python', 0).slice(10));
    expect(await look()).toEqual([entryText(second, 'python', 0).trimEnd()]);
  });

  test.runIf(reader !== 'sh')('lines of a form of its own, and patterns', async () => {
    const path = written('own');
    const entries = all.map((one) => fitted(one, 'own'));
    const found = await read(reader, { path, pattern: ownPattern }, { window, level: 40 });
    expect(found.matched).toBe(entries.filter((one) => inside(one) && isError(one)).length);
    const matching = await read(reader, { path: written('python') }, { window, pattern: 'took \\d{4} ms' });
    expect(matching.matched).toBe(all.filter((one) => inside(one) && /took \d{4} ms/.test(one.text)).length);
  });
});

test('without awk the newest lines are shown, and nothing is counted', async () => {
  const path = written('python');
  const found = await read('tac', { path }, { window, level: 40, keep: 2 });
  expect(found.entries.map(({ text }) => text)).toEqual(
    all.slice(-2).map((one) => entryText(one, 'python', 0).trimEnd()),
  );
  expect(found.limits).toEqual(['window', 'level', 'counts']);
});

test('the program in perl is strict, though what is sent does without the module', () => {
  const looked = spawnSync('perl', ['-w', '-c', '-'], { input: perlSource(), encoding: 'utf8' });
  expect(looked.stderr).toBe('- syntax OK\n');
});

test('a host with nothing to read with says so', async () => {
  await expect(readHere({ path: written('python') }, { window }, { path: onlyPath('nothing') })).rejects.toThrow(
    'noReader',
  );
});
