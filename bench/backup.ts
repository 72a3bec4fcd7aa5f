// What a backup and a restore take beside doing the same by hand: SQLite's own `.backup`, `tar | zstd`, and the way back.
// A real sshd of our own on this machine; by hand and by Zhiban turn and turn about, in the same run; the median counts.
//   npm run bench -- backup [megabytes of the database] [megabytes of files] [rounds]     2000, 500 and 3 unless told
// Goal: at most 1.1 × by hand, memory flat: what bot and host hold does not grow with the database.
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { inspectCopy } from '../src/actions/backups/inspect-copy.ts';
import { endJobs } from '../src/actions/jobs/jobs.ts';
import { jobsOf } from '../src/actions/jobs/run-job.ts';
import type { Result } from '../src/actions/result.ts';
import type { StepContext, StepKind } from '../src/actions/step.ts';
import { stepKinds } from '../src/actions/steps/table.ts';
import { openHosts } from '../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../src/handlers/redaction/redactor.ts';
import { startSshd } from '../test/contract/hosts/sshd.ts';
import { fakeBackups } from '../test/fakes/fake-backups.ts';
import { median, printMachine, printTable } from './peers/table.ts';

const megabytes = Number(process.argv[2] ?? '2000');
const fileMegabytes = Number(process.argv[3] ?? '500');
const rounds = Number(process.argv[4] ?? '3');
const mega = 1_000_000;

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'zhiban-bench-backup-'));
const at = (name: string): string => join(folder, name);
const sshd = await startSshd();
const hosts = openHosts({ specs: { h1: sshd.spec() }, masking: () => makeRedactor([]), env: process.env });
const planId = `B${Math.random().toString(36).slice(2, 7).toUpperCase()}`;
let step = 0;

function context(): StepContext {
  step += 1;
  return {
    hosts,
    pipes: hosts,
    inventory: { systems: () => [], system: () => undefined, service: () => undefined, environment: () => undefined },
    backups: fakeBackups(),
    secrets: { reveal: () => Promise.reject(new Error('nothing is secret here')) },
    host: 'h1',
    runId: 1,
    planId,
    step,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    signal: new AbortController().signal,
    progress: () => undefined,
  };
}
function kind(name: string): StepKind {
  const found = stepKinds.get(name);
  if (found === undefined) throw new Error(`no step is named ${name}`);
  return found;
}
function well<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
const perform = async (name: string, params: unknown): Promise<void> => {
  const of = kind(name);
  well(await of.perform(of.params.parse(params), {}, context()));
};
const sh = (script: string, ...args: readonly string[]): void => {
  execFileSync('sh', ['-c', script, 'sh', ...args], { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
};

/** Rows that pack about as text does, and a table of blobs that do not. */
function makeDatabase(path: string): void {
  sh(
    `sqlite3 "$1" "PRAGMA page_size=4096; PRAGMA synchronous=OFF; CREATE TABLE notes (id INTEGER PRIMARY KEY, words BLOB);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${Math.ceil((megabytes * mega) / 4_000)})
     INSERT INTO notes SELECT i, randomblob(1900) || zeroblob(1900) FROM n;"`,
    path,
  );
}
function makeFiles(path: string): void {
  mkdirSync(path);
  const line = (n: number) =>
    `2026-11-22 03:12:${n % 60} - backend - INFO - "GET /api/v1/things/${n * 7919}" 200 ${n % 97} ms\n`;
  for (let file = 0; file < fileMegabytes / 5; file += 1) {
    const handle = openSync(join(path, `${file}.log`), 'w');
    let text = '';
    for (let n = 0; text.length < 5 * mega; n += 1) text += line(n + file * 1_000_003);
    writeSync(handle, text);
    closeSync(handle);
  }
}

/** The most that the bot, and any one program it has at work on the host, held at once; looked at five times a second. */
function watchMemory(): { end(): { readonly bot: number; readonly host: number } } {
  const begun = process.memoryUsage.rss();
  let [bot, host] = [0, 0];
  const timer = setInterval(() => {
    bot = Math.max(bot, process.memoryUsage.rss() - begun);
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        if (!words.includes(folder) || Number(pid) === process.pid) continue;
        host = Math.max(
          host,
          Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1_024,
        );
      } catch {
        // it ended in the meantime
      }
    }
  }, 200);
  return {
    end() {
      clearInterval(timer);
      return { bot, host };
    },
  };
}

interface Pair {
  readonly name: string;
  readonly bytes: number;
  byHand(): void | Promise<void>;
  byZhiban(): Promise<void>;
  before?(): void;
}

try {
  printMachine();
  const database = at('live.db');
  makeDatabase(database);
  makeFiles(at('files'));
  mkdirSync(at('backup'));
  const databaseBytes = statSync(database).size;
  const filesBytes = fileMegabytes * mega;
  const owner = execFileSync('stat', ['-c', '%U:%G %a', database], { encoding: 'utf8' }).trim();
  const ownerOfFiles = execFileSync('stat', ['-c', '%U:%G %a', at('files')], { encoding: 'utf8' }).trim();
  const limitMs = 3_600_000;
  const stamp = planId.slice(0, 6);
  const sha256Of = (path: string): string => execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64);
  let hashes: { readonly database: string; readonly files: string } | undefined;
  const taken = () => {
    hashes ??= { database: sha256Of(at('backup/main.db')), files: sha256Of(at('backup/files.tar.zst')) };
    return hashes;
  };
  const pairs: readonly Pair[] = [
    {
      name: 'database: copy',
      bytes: databaseBytes,
      before: () => sh('rm -f backup/main.db hand.db'),
      byHand: () => sh('sqlite3 -readonly "$1" ".backup hand.db"', database),
      byZhiban: () => perform('snapshot-database', { folder: at('backup'), file: 'main.db', path: database, limitMs }),
    },
    {
      name: 'files: tar | zstd',
      bytes: filesBytes,
      before: () => sh('rm -f backup/files.tar.zst hand.tar.zst'),
      byHand: () => sh('tar --create --file=- --directory=/ -- "$1" | zstd -q -c >hand.tar.zst', at('files').slice(1)),
      byZhiban: () =>
        perform('archive', {
          folder: at('backup'),
          file: 'files.tar.zst',
          paths: [at('files')],
          growing: false,
          limitMs,
        }),
    },
    {
      name: 'database: back',
      bytes: databaseBytes,
      before: () => sh('rm -f back.db hand-back.db'),
      byHand: () => sh('sqlite3 hand-back.db ".restore backup/main.db" && sync'),
      byZhiban: () =>
        perform('put-in-place', {
          paths: [at('back.db')],
          stamp,
          folder: at('backup'),
          file: 'main.db',
          sha256: taken().database,
          holds: 'database',
          owners: [owner],
          limitMs,
        }),
    },
    {
      name: 'files: back',
      bytes: filesBytes,
      before: () => {
        taken();
        sh('rm -rf hand-files files; mkdir hand-files');
      },
      byHand: () => sh('zstd -dqc backup/files.tar.zst | tar --extract --file=- --directory=hand-files && sync'),
      byZhiban: () =>
        perform('put-in-place', {
          paths: [at('files')],
          stamp,
          folder: at('backup'),
          file: 'files.tar.zst',
          sha256: taken().files,
          holds: 'archive',
          owners: [ownerOfFiles],
          limitMs,
        }),
    },
  ];
  const rows: string[][] = [];
  for (const { name, bytes, before, byHand, byZhiban } of pairs) {
    const [hand, ours]: [number[], number[]] = [[], []];
    let memory = { bot: 0, host: 0 };
    // Once unmeasured, so that both read from the same caches.
    for (let round = -1; round < rounds; round += 1) {
      before?.();
      const turns = [
        async () => {
          sh('sync');
          const begun = performance.now();
          await byHand();
          if (round >= 0) hand.push(performance.now() - begun);
        },
        async () => {
          sh('sync');
          const watch = watchMemory();
          const begun = performance.now();
          await byZhiban();
          if (round >= 0) ours.push(performance.now() - begun);
          const held = watch.end();
          memory = { bot: Math.max(memory.bot, held.bot), host: Math.max(memory.host, held.host) };
        },
      ];
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    const [byHandMs, oursMs] = [median(hand), median(ours)];
    const speed = (ms: number) => `${(bytes / mega / (ms / 1_000)).toFixed(0)} MB/s`;
    rows.push([
      name,
      `${(bytes / mega).toFixed(0)} MB`,
      `${(byHandMs / 1_000).toFixed(2)} s`,
      `${(oursMs / 1_000).toFixed(2)} s`,
      speed(oursMs),
      `${(oursMs / byHandMs).toFixed(2)} ×`,
      `${(memory.bot / mega).toFixed(0)} MB`,
      `${(memory.host / mega).toFixed(0)} MB`,
    ]);
  }
  printTable([['what', 'size', 'by hand', 'zhiban', '', 'ratio', 'bot grew by', 'one program held'], ...rows]);
  const begun = performance.now();
  const copy = { name: 'main', kind: 'sqlite' as const, file: 'main.db', paths: [] };
  const options = { signal: new AbortController().signal, timeoutMs: limitMs };
  const { failure } = await inspectCopy(jobsOf(context(), {}), 'h1', at('backup'), copy, options);
  if (failure !== undefined) throw new Error(JSON.stringify(failure));
  console.log(
    `\nverifying the copy of the database (hash, integrity, rows): ${((performance.now() - begun) / 1_000).toFixed(2)} s`,
  );
} finally {
  for (let number = 1; number <= step; number += 1)
    await endJobs(hosts, 'h1', `${planId}.${number}`, { signal: AbortSignal.timeout(20_000) });
  await hosts.close();
  await sshd.stop();
  rmSync(folder, { recursive: true, force: true });
  execFileSync('sh', ['-c', 'rm -rf "$1"/.zhiban/jobs/"$2".*', 'sh', userInfo().homedir, planId]);
}
