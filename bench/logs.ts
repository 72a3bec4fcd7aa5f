// Errors of one hour in a sorted application log of four weeks: the last hour, and one two weeks back. All ways are asked over the
// same warm connection to one real sshd on loopback, turn and turn about, from a warm page cache; medians, and their ratios.
// The ideal knows the offset: `tail -c | head -c | grep -c` of just the window. Goal: at most 1.5 × that at every size.
//   npm run bench -- logs [MEGABYTES…] [--huge] [--peers]     100 and 1000 unless told; --huge adds 4000; --peers installs what is compared with
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownOf } from '../src/actions/logs/known-files.ts';
import { type Log, logSpec } from '../src/actions/logs/log-spec.ts';
import { type LogQuery, readLogs } from '../src/actions/logs/read-logs.ts';
import { readerArgv, type readers, readersText } from '../src/actions/logs/reader/readers.ts';
import type { Argv, Hosts } from '../src/actions/ports.ts';
import { openHosts } from '../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../src/handlers/redaction/redactor.ts';
import { startSshd } from '../test/contract/hosts/sshd.ts';
import { endOf, hourMs, type MadeLog, makeLog } from './peers/made-log.ts';
import { median, printMachine, printTable } from './peers/table.ts';

const asked = process.argv
  .slice(2)
  .filter((word) => /^\d+$/.test(word))
  .map(Number);
const sizes = [...(asked.length > 0 ? asked : [100, 1_000]), ...(process.argv.includes('--huge') ? [4_000] : [])];
if (process.argv.includes('--peers'))
  execFileSync('apt-get', ['install', '-y', '-q', 'ripgrep', 'systemd-journal-remote'], { stdio: 'ignore' });

const sshd = await startSshd();
const redactor = makeRedactor([{ name: 'one', value: 'Kr7-pelican-Tq93-orchard' }]);
const open = (): Hosts & { close(): Promise<unknown> } =>
  openHosts({ specs: { h1: sshd.spec() }, masking: () => redactor, env: process.env });
const hosts = open();
const signal = new AbortController().signal;
const context = { hosts, now: () => Date.now(), signal };

async function run(argv: Argv, stdin?: string): Promise<string> {
  const done = await hosts.exec('h1', argv, { signal, timeoutMs: 300_000, ...(stdin === undefined ? {} : { stdin }) });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return done.value.stdout;
}
const shell = async (program: string, ...words: readonly string[]): Promise<number> =>
  Number((await run(['sh', '-c', program, 'sh', ...words])).trim());
const has = async (program: string): Promise<boolean> =>
  (await run(['sh', '-c', `command -v ${program} || true`])) !== '';
const ripgrep = await has('rg');

const barePerl =
  'open F, "<:raw", shift; sysseek F, shift, 0; $left = shift; while ($left > 0 && ($got = sysread F, $b, $left < 1048576 ? $left : 1048576)) { $left -= $got; $n++ while $b =~ /ERROR/g } print $n + 0';

type Ways = Readonly<Record<string, () => Promise<number>>>;

function waysFor({ path, offset }: MadeLog, sinceMs: number, untilMs: number, log: Log): Ways {
  const clock = (atMs: number): string => new Date(atMs).toISOString().replace('T', ' ').slice(0, 19);
  const within = `$0 >= "${clock(sinceMs)}" && $0 <= "${clock(untilMs)}~" { n++ } END { print n + 0 }`;
  const [from, to] = [offset(sinceMs), offset(untilMs)];
  const query: LogQuery = { window: { sinceMs, untilMs }, level: 40, signatures: 40, keep: 1_000 };
  const ours = async (more: Partial<LogQuery> = {}): Promise<number> => {
    const [one] = await readLogs([log], { ...query, ...more }, context);
    return one?.result.ok === true ? one.result.value.read.matched : -1;
  };
  const words = [`since=${sinceMs}`, `until=${untilMs}`, 'level=40', 'signatures=40', 'n=1000'];
  const other = async (reader: (typeof readers)[number]): Promise<number> => {
    const known = knownOf(hosts, log).map((each) => `known=${each}`);
    const args = [...words, 'log=x', 'kind=file', `path=${path}`, 'zone=-10000000000000:0', ...known];
    const text = readersText([reader], { sources: new Set(['file']), follow: false });
    return Number(/^I\tmatched\t(\d+)/m.exec(await run(readerArgv([reader], args), text))?.[1] ?? -1);
  };
  return {
    'ideal: offset known': () =>
      shell('tail -c "+$2" "$1" | head -c "$3" | grep -c ERROR', path, String(from + 1), String(to - from)),
    zhiban: () => ours(),
    // What of ours is perl itself: it starts, seeks, reads and looks for one word, and knows no level, kind or window.
    'bare perl: offset known': () =>
      shell('perl -e "$4" "$1" "$2" "$3"', path, String(from), String(to - from), barePerl),
    'zhiban, reading with python3': () => other('python3'),
    'zhiban, reading with sh and awk': () => other('sh'),
    'tac + awk': () => shell(`tac "$1" | awk '$0 < "${clock(sinceMs)}" { exit } /ERROR/ && ${within}'`, path),
    'grep + awk': () => shell(`LC_ALL=C grep -F ERROR "$1" | awk '${within}'`, path),
    ...(ripgrep ? { 'ripgrep + awk': () => shell(`rg -N ERROR "$1" | awk '${within}'`, path) } : {}),
  };
}

async function measure(ways: Ways): Promise<ReadonlyMap<string, { readonly ms: number; readonly found: number }>> {
  const taken = new Map<string, { ms: number[]; found: number }>();
  for (let round = -2; round < 21; round += 1)
    for (const [name, way] of Object.entries(ways)) {
      const own = taken.get(name) ?? { ms: [], found: 0 };
      taken.set(name, own);
      if (own.ms.length > 2 && (own.ms[0] ?? 0) > 400) continue; // what takes long is clear after three
      const begunAt = performance.now();
      own.found = await way();
      if (round >= 0 || (performance.now() - begunAt > 400 && round === -1)) own.ms.push(performance.now() - begunAt);
    }
  return new Map([...taken].map(([name, { ms, found }]) => [name, { ms: median(ms), found }]));
}

const rssMiB = (): number => process.memoryUsage.rss() / 1024 / 1024;
/** The most the reading program had, by the kernel's count. */
async function hostMemory(path: string, sinceMs: number, untilMs: number): Promise<string> {
  const text = readersText(['perl'], { sources: new Set(['file']), follow: false });
  const argv = [
    'perl',
    '-',
    `since=${sinceMs}`,
    `until=${untilMs}`,
    'level=40',
    'signatures=40',
    'n=1000',
    'survey=9e15',
  ];
  const said = await run(
    ['/usr/bin/time', '-f', 'peak %M', 'sh', '-c', '"$@" 2>&1', 'sh', ...argv, 'log=x', 'kind=file', `path=${path}`],
    `${text.split('\n__END__\n')[0] ?? ''}\nopen F, '<', "/proc/self/status"; print grep(/VmHWM/, <F>);\n`,
  );
  return `${(Number(/VmHWM:\s+(\d+) kB/.exec(said)?.[1] ?? 0) / 1024).toFixed(0)} MiB`;
}

/** What journald has of a unit, for reading by its own program: the wrapper stands for a host whose journal this is. */
function makeJournal(folder: string, entries: number): { readonly path: string; readonly bytes: number } {
  const remote = '/usr/lib/systemd/systemd-journal-remote';
  if (!existsSync(remote)) return { path: '', bytes: 0 };
  const journals = join(folder, 'journals');
  mkdirSync(journals);
  const text = Array.from({ length: entries }, (_, n) => {
    const atUs = (endOf - 28 * 24 * hourMs + Math.floor((28 * 24 * hourMs * n) / entries)) * 1_000;
    const [priority, message] =
      n % 500 === 0 ? [3, `provider did not answer in ${n % 97} s`] : [6, `GET /things/${n} 200`];
    return [
      `__REALTIME_TIMESTAMP=${atUs}`,
      `__MONOTONIC_TIMESTAMP=${n}`,
      '_BOOT_ID=0123456789abcdef0123456789abcdef',
      `PRIORITY=${priority}`,
      'SYSLOG_IDENTIFIER=app',
      '_PID=7',
      '_SYSTEMD_UNIT=app.service',
      `MESSAGE=${message}`,
      '',
      '',
    ].join('\n');
  }).join('');
  execFileSync(remote, ['-o', join(journals, 'bench.journal'), '-'], {
    input: text,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'journalctl'), `#!/bin/sh\nexec /usr/bin/journalctl --directory='${journals}' "$@"\n`, {
    mode: 0o755,
  });
  // It turns to a new file now and then, as journald does.
  return {
    path: bin,
    bytes: readdirSync(journals).reduce((sum, each) => sum + statSync(join(journals, each)).size, 0),
  };
}

async function journald(folder: string): Promise<void> {
  const { path, bytes } = makeJournal(folder, 400_000);
  if (bytes === 0)
    return console.log('\nsystemd-journal-remote is not installed here: journald left out (--peers installs it)');
  const found = `PATH=${path}:/usr/bin:/bin`;
  const there: Hosts = { ...hosts, exec: (host, argv, options) => hosts.exec(host, ['env', found, ...argv], options) };
  const log: Log = { ...logSpec.parse({ host: 'h1', journal: 'app.service' }), id: 'journal', system: 'journald' };
  const ofWindow = 'journalctl -q -u app.service --since "$1" --until "$2"';
  for (const [when, sinceMs, untilMs] of windows) {
    const at = (ms: number): string => `@${ms / 1_000}`;
    const results = await measure({
      // A level may stand in the words alone, so every entry of the window must be seen.
      'ideal: the window by journalctl': () =>
        shell(`${found}; ${ofWindow} -o cat | grep -c answer`, at(sinceMs), at(untilMs)),
      'journalctl by priority alone': () =>
        shell(`${found}; ${ofWindow} -p err -o cat | grep -c .`, at(sinceMs), at(untilMs)),
      zhiban: async () => {
        const query: LogQuery = { window: { sinceMs, untilMs }, level: 40, signatures: 40, keep: 1_000 };
        const [one] = await readLogs([log], query, { ...context, hosts: there });
        return one?.result.ok === true ? one.result.value.read.matched : -1;
      },
    });
    print(`journal of ${(bytes / 1e6).toFixed(0)} MB, ${when}`, results);
  }
}

const windows = [
  ['the last hour', endOf - hourMs, endOf],
  ['an hour two weeks back', endOf - 14 * 24 * hourMs, endOf - 14 * 24 * hourMs + hourMs],
] as const;

function print(title: string, results: Awaited<ReturnType<typeof measure>>): void {
  const [first] = results.values();
  const rows = [...results].map(([name, { ms, found }]) => [
    name,
    ms.toFixed(1),
    `${(ms / (first?.ms ?? Number.NaN)).toFixed(2)} ×`,
    String(found),
  ]);
  console.log('');
  printTable([[title, 'ms', 'ideal = 1', 'errors'], ...rows]);
}

printMachine();
if (!ripgrep) console.log('ripgrep is not installed here: left out (--peers installs it)\n');
const folder = mkdtempSync(join(tmpdir(), 'zhiban-bench-logs-'));
try {
  for (const megabytes of sizes) {
    const made = makeLog(folder, megabytes);
    execFileSync('cat', [made.path], { stdio: 'ignore' });
    const log: Log = {
      ...logSpec.parse({ host: 'h1', path: made.path, zone: 'UTC' }),
      id: 'app',
      system: `s${megabytes}`,
    };
    const first: string[][] = [];
    await readLogs([log], { window: { agoMs: 1_000 }, level: 40, form: true }, context); // all that is loaded once is
    const beforeMiB = rssMiB();
    const ask = async (what: string, more: Partial<LogQuery>): Promise<void> => {
      const begunAt = performance.now();
      const window = { sinceMs: endOf - hourMs, untilMs: endOf };
      const [one] = await readLogs([log], { window, level: 40, keep: 1_000, ...more }, context);
      const read = one?.result.ok === true ? one.result.value.read : undefined;
      const tookMs = performance.now() - begunAt;
      first.push([what, tookMs.toFixed(0), ((read?.unprovenBytes ?? -1) / 1e6).toFixed(0), String(read?.matched)]);
    };
    await ask('the first question of this file', {});
    await ask('the second', {});
    await ask('exact=yes', { exact: true });
    // On a busy machine all of it takes more time than one question has: the next goes on where it left off.
    for (let more = 0; more < 9 && first.at(-1)?.[2] !== '0'; more += 1) await ask('exact=yes again', { exact: true });
    if (knownOf(hosts, log).length === 0) throw new Error('nothing was remembered');
    console.log(`\n${megabytes} MB`);
    printTable([['', 'ms', 'MB not looked through', 'errors'], ...first]);
    for (const [when, sinceMs, untilMs] of windows)
      print(`${megabytes} MB, ${when}`, await measure(waysFor(made, sinceMs, untilMs, log)));
    const peak = await hostMemory(made.path, endOf - hourMs, endOf);
    console.log(
      `memory: ${peak} at most on the host, looking all of it through; ${(rssMiB() - beforeMiB).toFixed(0)} MiB more here than before`,
    );
    rmSync(made.path);
  }
  await journald(folder);
} finally {
  rmSync(folder, { recursive: true });
  await hosts.close();
  await sshd.stop();
}
