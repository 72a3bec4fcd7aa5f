import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { logNotes } from '../../../src/actions/logs/answers/log-notes.ts';
import { logSpec } from '../../../src/actions/logs/log-spec.ts';
import { readLogs } from '../../../src/actions/logs/read-logs.ts';
import { awkPattern } from '../../../src/actions/logs/reader/awk-pattern.ts';
import { onlyPath } from '../../actions/logs/only-reader.ts';
import { folder, readHere, thisMachine } from '../../actions/logs/this-machine.ts';
import { hasTurn } from '../../rotating-third.ts';

const room = folder();
afterAll(() => room.remove());
const start = Date.UTC(2026, 10, 20, 2);
const minute = 60_000;

/** Those that are installed here: the first each day, the others in turn. */
const awks = [
  ['mawk', '/usr/bin/mawk'],
  ['gawk', '/usr/bin/gawk'],
  ['busybox', '/bin/busybox'],
] as const;
const there = awks.filter(([, program]) => existsSync(program)).filter((_, at) => at === 0 || hasTurn(at));
/** Programs of a host that has this awk. */
function pathWith(program: string): string {
  const [from, path] = [onlyPath('sh'), join(room.path, `bin-${program.replaceAll('/', '-')}`)];
  mkdirSync(path, { recursive: true });
  for (const each of readdirSync(from)) {
    rmSync(join(path, each), { force: true });
    symlinkSync(each === 'awk' ? program : readlinkSync(join(from, each)), join(path, each));
  }
  return path;
}

let files = 0;
function written(lines: readonly string[], atMs: number): string {
  files += 1;
  const path = join(room.path, `${files}.log`);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  utimesSync(path, atMs / 1_000, atMs / 1_000);
  return path;
}
const window = { sinceMs: start, untilMs: start + 60 * minute };

const own: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'brackets of its own',
    String.raw`^<(?<stamp>[^>]+)> (?<level>\w+) (?<module>\S+) (?<text>.*)$`,
    [
      '<2026-11-20 02:01:00,250> ERROR backend it "broke"',
      '  at line 3',
      '<2026-11-20 02:02:00> INFO llm fine',
      '<soon> ERROR a b',
    ],
  ],
  [
    'a module that is not always there, and levels as they come',
    String.raw`^(?<stamp>\d{4}-\d\d-\d\d \d{2}:\d{2}:\d{2})(?:\.\d{1,6})? *\|(?<level>ERROR|INFO)\|(?: ?\[(?<module>[\w.-]+)\])? (?<text>.+)`,
    [
      '2026-11-20 02:01:00.123456 |ERROR| [a.b-c] one',
      '2026-11-20 02:02:00|INFO| two',
      '2026-11-20 02:02:01|FATAL| not a level of it',
    ],
  ],
  [
    'seconds since the epoch, and as little as can be',
    String.raw`(?<level>[A-Z]+?)/(?<module>.+?): (?<text>.*?) @(?<stamp>\d+(?:\.\d+)?)$`,
    [`WARN/a: b: c @${(start + minute) / 1_000}.5`, `ERROR/x y: @x @${start + minute}`, 'nothing of it'],
  ],
  [
    'two ways of saying it',
    String.raw`^(?:(?<stamp>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (?<level>[a-z]+) |(?<stamp2>x))(?<text>[^\t]*)`,
    ['2026/11/20 02:05:00 error 数据库 [down]', 'x 2026/11/20 02:05:00'],
  ],
  [
    'as much as can be, with signs that mean something elsewhere',
    String.raw`^.*\[(?<stamp>[0-9T:\-Z.]+)\]\{(?<level>[^}\]]*)\}\s+\((?<module>[\w$^+*?.\\|]*)\)\|(?<text>.*)$`,
    ['a [x] [2026-11-20T02:01:00.5Z]{error} (a$b^c+d)|t^e|x\\t', '[2026-11-20T02:02:00Z]{50}  ()|'],
  ],
  [
    'the time of an access log',
    String.raw`^(?<text>\S+) - \[(?<stamp>[^\]]+)\]`,
    ['10.0.0.7 - [20/Nov/2026:02:10:00 +0000] "GET /"'],
  ],
  [
    'a text in Chinese',
    String.raw`^【(?<stamp>.+?)】(?<level>\w+)：(?<text>.*)`,
    ['【2026-11-20 02:01:00】ERROR：坏了'],
  ],
];

describe.each(there)('awk of the kind %s', (_kind, program) => {
  const machine = { path: pathWith(program) };
  test.each(own)('a pattern of its own, %s, is read as perl reads it', async (_what, pattern, lines) => {
    const log = { path: written(lines, start + 60 * minute), pattern };
    const query = { window, keep: 100, modules: true };
    const [read, wanted] = [await readHere(log, query, machine), await readHere(log, query)];
    expect(wanted.matched).toBeGreaterThan(0);
    expect(read.entries).toEqual(wanted.entries);
    expect(read.matched).toBe(wanted.matched);
    expect(new Set(read.modules)).toEqual(new Set(wanted.modules));
    expect(read.shapes).toContainEqual(expect.objectContaining({ shape: 'own' }));
    expect(read.limits).toEqual([]);
  });

  test('a pattern that it has no words for is said', async () => {
    const lines = ['2026-11-20 02:01:00 ERROR it broke'];
    const log = { path: written(lines, start + minute), pattern: String.raw`^(?<stamp>\S+ \S+)(?= ERROR)` };
    expect(await readHere(log, { window }, machine)).toMatchObject({ limits: ['forms'] });
    expect((await readHere({ path: log.path }, { window }, machine)).limits).toEqual([]);
  });

  test('a great file whose lines say no time is counted whole, and that is said', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `ERROR:root:disk ${at} is full and has been for long`);
    const path = written(lines, start + minute);
    const read = await readHere({ path }, { window, level: 40 }, machine);
    expect(read).toMatchObject({ matched: 30_000, unprovenBytes: 0, firstMs: start + minute + 999 });
    expect([...read.how]).toEqual(['unstamped']);
    const earlier = { sinceMs: start - minute, untilMs: start };
    expect(await readHere({ path }, { window: earlier, level: 40 }, machine)).toMatchObject({
      matched: 30_000,
      lastMs: start,
    });
    expect((await readHere({ path }, { window: { sinceMs: start + 2 * minute } }, machine)).matched).toBe(0);
  });

  test('where a part begins within a trace, the trace is none of the window', async () => {
    const traced = (at: number): readonly string[] => [
      `${new Date(start + at * minute).toISOString()} ERROR ${at}`,
      ...Array.from(
        { length: 600 },
        (_, line) =>
          `Caused by: line ${line} of a trace as long as they come, and with words enough for its length, ${at}`,
      ),
    ];
    const path = written(Array.from({ length: 60 }, (_, at) => traced(at)).flat(), start + 60 * minute);
    const late = { sinceMs: start + 50 * minute, untilMs: start + 61 * minute };
    const [read, wanted] = [
      await readHere({ path }, { window: late }, machine),
      await readHere({ path }, { window: late }),
    ];
    expect(read.matched).toBe(10);
    expect(read.matched).toBe(wanted.matched);
    expect([...read.how]).toEqual(['search']);
  });
});

test('a journal is told apart by its words, and that its levels are not is said', async () => {
  const path = join(room.path, `bin-journal-${files}`);
  files += 1;
  mkdirSync(path, { recursive: true });
  for (const each of readdirSync(onlyPath('sh')))
    symlinkSync(readlinkSync(join(onlyPath('sh'), each)), join(path, each));
  const line = '2026-11-20T02:01:00+0000 h1 app[7]';
  writeFileSync(join(path, 'journalctl'), `#!/bin/sh\nprintf '%s\\n' '${line}: ERROR it broke' '${line}: fine'\n`, {
    mode: 0o755,
  });
  const log = { ...logSpec.parse({ host: 'h1', journal: 'app.service' }), id: 'journal', system: 'demo' };
  const context = { hosts: thisMachine({ path }), now: () => Date.now(), signal: AbortSignal.timeout(60_000) };
  const all = await readLogs([log], { window, level: 40, keep: 5 }, context);
  const [one] = all;
  expect(one?.result).toMatchObject({
    value: { reader: 'sh', read: { matched: 1, limits: ['levels'], entries: [{ level: 40, module: 'app' }] } },
  });
  expect(JSON.stringify(logNotes(all, Date.now()))).toContain('log-notes.levels');
});

test.each([
  [String.raw`^(?<stamp>\S+)$`, 'a\t^$\nstamp\t\t([^ \t\r\f\v]+)'],
  [String.raw`(?<stamp>\d{2,4}) a{2}`, 'a\t\nstamp\t\t([0-9][0-9][0-9]?[0-9]?)\n\t\t aa'],
  ['(?<stamp>.+?)-', 'a\t\nstamp\t?\t.+\n\t\t-'],
])('%s in the words of awk', (pattern, words) => {
  expect(awkPattern(pattern)).toBe(words);
});

test.each([
  String.raw`(?<stamp>\S+)\b`,
  '(?<stamp>(?<a>x)+)',
  '(?:(?<stamp>x))+',
  String.raw`(?<stamp>a)\1`,
  '(?<stamp>a)(?!b)',
  '(?<stamp>[一-龥]+)',
  '【(?<stamp>[^】]+)】',
  String.raw`(?<stamp>\p{L}+)`,
  '(?<stamp>a{1000})',
  '(?<stamp>a)$b',
  '(?<stamp>(?:a+?)b)',
])('%s has no words in awk', (pattern) => {
  expect(awkPattern(pattern)).toBeUndefined();
});
