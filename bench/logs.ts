import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnswer } from '../src/actions/logs/log-answer.ts';
import { perlProgram } from '../src/actions/logs/reader/perl-program.ts';

/**
 * Errors of one hour in a sorted application log of four weeks: the last hour, and one two weeks back. Each way is run in
 * the same run, turn and turn about, from a warm page cache; the median counts.
 * Goal: at most 1.5 × the ideal, which knows the offset, reads the window and counts its errors in the same language.
 *
 * `npm run bench -- logs [MEGABYTES…] [--huge]`: 100 and 1000 unless told; `--huge` adds 4000.
 */

const hour = 3_600_000;
const start = Date.UTC(2026, 9, 25);
const end = start + 28 * 24 * hour;
const line = (atMs: number, n: number): string => {
  const stamp = `${new Date(atMs).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23)}`;
  return n % 500 === 0
    ? `${stamp} - backend - ERROR - provider did not answer in ${n % 97} s for "u${n}"\n`
    : `${stamp} - backend - INFO - 10.0.0.7 - "GET /api/v1/things/${n} HTTP/1.1" 200 and words to make it a line\n`;
};

interface Made {
  readonly path: string;
  readonly bytes: number;
  /** Where lines of a moment begin. */
  offset(atMs: number): number;
}

function make(folder: string, megabytes: number): Made {
  const path = join(folder, `${megabytes}.log`);
  const lines = Math.floor((megabytes * 1_000_000) / line(start, 1_000_001).length);
  const file = openSync(path, 'w');
  const marks: { readonly atMs: number; readonly offset: number }[] = [];
  let offset = 0;
  let text: string[] = [];
  const atOf = (n: number): number => start + Math.floor(((end - start) * n) / lines);
  for (let n = 0; n < lines; n++) {
    if (n % 500 === 0) marks.push({ atMs: atOf(n), offset: offset + text.reduce((sum, each) => sum + each.length, 0) });
    text.push(line(atOf(n), n + 1_000_001));
    if (text.length === 20_000) {
      offset += writeSync(file, text.join(''));
      text = [];
    }
  }
  writeSync(file, text.join(''));
  closeSync(file);
  utimesSync(path, end / 1_000, end / 1_000);
  return {
    path,
    bytes: statSync(path).size,
    offset: (atMs) => marks.findLast((mark) => mark.atMs <= atMs)?.offset ?? 0,
  };
}

interface Way {
  readonly name: string;
  /** Returns how many errors it found. */
  run(): number;
}

const quiet = { encoding: 'utf8' as const, maxBuffer: 64 * 1024 * 1024 };
const count = (program: string, args: readonly string[], input?: string): number =>
  Number(spawnSync(program, args, { ...quiet, input }).stdout.trim());
const clock = (atMs: number): string => new Date(atMs).toISOString().replace('T', ' ').slice(0, 19);

function waysFor({ path, offset, bytes }: Made, sinceMs: number, untilMs: number): readonly Way[] {
  const [since, until] = [clock(sinceMs), clock(untilMs)];
  const [from, to] = [offset(sinceMs), untilMs >= end ? bytes : offset(untilMs + 10_000)];
  const within = `$0 >= "${since}" && $0 <= "${until}~"`;
  const program = perlProgram({ journal: false, follow: false });
  const args = [
    `since=${sinceMs}`,
    `until=${untilMs}`,
    'level=40',
    'signatures=40',
    'n=1000',
    'log=app',
    `path=${path}`,
    'zone=-10000000000000:0',
  ];
  const ideal =
    'my ($p, $from, $bytes, $since, $until) = @ARGV; open my $f, "<:raw", $p; sysseek $f, $from, 0; sysread $f, my $b, $bytes; my $n = 0; while ($b =~ /^([\\d :-]{19}),\\d+ - \\S+ - ERROR/mg) { $n++ if $1 ge $since && $1 le $until } print $n';
  return [
    {
      name: 'ideal: offset known',
      run: () => count('perl', ['-', path, String(from), String(to - from), since, until], ideal),
    },
    {
      name: 'zhiban',
      run: () =>
        readAnswer(spawnSync('perl', ['-', ...args], { ...quiet, input: program }).stdout).logs[0]?.matched ?? -1,
    },
    {
      name: 'tac + awk',
      run: () =>
        count('sh', [
          '-c',
          `tac "$1" | awk '$0 < "${since}" { exit } /ERROR/ && ${within} { n++ } END { print n + 0 }'`,
          'sh',
          path,
        ]),
    },
    {
      name: 'grep + awk',
      run: () =>
        count('sh', ['-c', `LC_ALL=C grep -F ERROR "$1" | awk '${within} { n++ } END { print n + 0 }'`, 'sh', path]),
    },
    ...(hasRipgrep
      ? [
          {
            name: 'ripgrep + awk',
            run: () =>
              count('sh', ['-c', `rg -N ERROR "$1" | awk '${within} { n++ } END { print n + 0 }'`, 'sh', path]),
          },
        ]
      : []),
  ];
}

const hasRipgrep = spawnSync('rg', ['--version']).status === 0;

function measure(
  ways: readonly Way[],
): readonly { readonly name: string; readonly ms: number; readonly found: number }[] {
  const taken = ways.map((way) => ({ way, ms: [] as number[], found: 0 }));
  for (let round = -1; round < 7; round++)
    for (const each of taken) {
      if (round > 1 && (each.ms[0] ?? 0) > 1_500) continue; // what takes seconds is clear after three
      const begun = performance.now();
      each.found = each.way.run();
      if (round >= 0) each.ms.push(performance.now() - begun);
    }
  return taken.map(({ way, ms, found }) => ({
    name: way.name,
    found,
    ms: ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN,
  }));
}

const asked = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const sizes = [...(asked.length > 0 ? asked : [100, 1_000]), ...(process.argv.includes('--huge') ? [4_000] : [])];
const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-logs-'));
try {
  console.log(
    `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, perl ${execFileSync('perl', ['-e', 'print $]'])}`,
  );
  if (!hasRipgrep) console.log('ripgrep is not installed here: left out');
  for (const megabytes of sizes) {
    const made = make(folder, megabytes);
    execFileSync('sh', ['-c', 'cat "$1" > /dev/null', 'sh', made.path]);
    for (const [when, since, until] of [
      ['the last hour', end - hour, end],
      ['an hour two weeks back', end - 14 * 24 * hour, end - 14 * 24 * hour + hour],
    ] as const) {
      const all = measure(waysFor(made, since, until));
      const ideal = all[0]?.ms ?? Number.NaN;
      console.log(`\n${megabytes} MB, ${when}`);
      for (const { name, ms, found } of all)
        console.log(
          `  ${name.padEnd(22)}${ms.toFixed(1).padStart(9)} ms  ${(ms / ideal).toFixed(2).padStart(8)} ×  ${found} errors`,
        );
    }
    rmSync(made.path);
  }
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
}
