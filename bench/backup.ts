// What a backup and a restore take beside doing the same by hand: SQLite's own `.backup`, `tar | zstd`, and the way back.
// A real sshd of our own on this machine; by hand and by Zhiban turn and turn about, in the same run; the median counts.
//   npm run bench -- backup [megabytes of the database] [megabytes of files] [rounds]     2000, 500 and 3 unless told
// Goal: at most 1.1 × by hand, memory flat: what bot and host hold does not grow with the database. Each is compared with
// the plain command and, where ours checks and flushes, with the same done by hand as well.
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
import { type Copy, inspectCopy } from '../src/actions/backups/inspect-copy.ts';
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

interface Peer {
  readonly name: string;
  run(): void;
}
interface Job {
  readonly name: string;
  readonly bytes: number;
  /** The same by hand: as one does it, and with the checks and the flushing that ours does too. */
  readonly peers: readonly Peer[];
  byZhiban(): Promise<void>;
  before?(): void;
}
const peer = (name: string, script: string, ...args: readonly string[]): Peer => ({
  name,
  run: () => sh(script, ...args),
});

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
  const options = { signal: new AbortController().signal, timeoutMs: limitMs };
  const inspect = async (copy: Copy): Promise<void> => {
    const { failure } = await inspectCopy(jobsOf(context(), {}), 'h1', at('backup'), copy, options);
    if (failure !== undefined) throw new Error(JSON.stringify(failure));
  };
  const snapshot = () =>
    perform('snapshot-database', { folder: at('backup'), file: 'main.db', path: database, limitMs });
  const pack = () =>
    perform('archive', {
      folder: at('backup'),
      file: 'files.tar.zst',
      paths: [at('files')],
      growing: false,
      limitMs,
    });
  const below = at('files').slice(1);
  const copyIt = 'sqlite3 -readonly "$1" ".backup hand.db"';
  const packIt = 'tar --create --file=- --directory=/ -- "$1" | zstd -q -c >hand.tar.zst';
  const unpackIt = 'zstd -dqc backup/files.tar.zst | tar --extract --file=- --directory=hand-files';
  const jobs: readonly Job[] = [
    {
      name: 'database: copy',
      bytes: databaseBytes,
      before: () => sh('rm -f backup/main.db hand.db'),
      peers: [peer('sqlite3 .backup', copyIt, database)],
      byZhiban: snapshot,
    },
    {
      name: 'database: copy and verify',
      bytes: databaseBytes,
      before: () => sh('rm -f backup/main.db hand.db'),
      peers: [
        peer(
          '.backup, integrity_check, sha256sum, one after another',
          `${copyIt} && [ "$(sqlite3 -readonly hand.db 'PRAGMA integrity_check; SELECT count(*) FROM notes' | head -n 1)" = ok ] && sha256sum hand.db`,
          database,
        ),
      ],
      byZhiban: async () => {
        await snapshot();
        await inspect({ name: 'main', kind: 'sqlite', file: 'main.db', paths: [] });
      },
    },
    {
      name: 'files: tar | zstd',
      bytes: filesBytes,
      before: () => sh('rm -f backup/files.tar.zst hand.tar.zst'),
      peers: [peer('tar | zstd', packIt, below)],
      byZhiban: pack,
    },
    {
      name: 'files: pack and verify',
      bytes: filesBytes,
      before: () => sh('rm -f backup/files.tar.zst hand.tar.zst'),
      peers: [
        peer(
          'tar | zstd, tar --list, sha256sum',
          `${packIt} && zstd -dqc hand.tar.zst | tar --list --file=- | wc -l && sha256sum hand.tar.zst`,
          below,
        ),
      ],
      byZhiban: async () => {
        await pack();
        await inspect({ name: 'files', kind: 'files', file: 'files.tar.zst', paths: [at('files')] });
      },
    },
    {
      name: 'database: back',
      bytes: databaseBytes,
      before: () => sh('rm -f back.db hand-back.db'),
      peers: [
        peer('sqlite3 .restore', 'sqlite3 hand-back.db ".restore backup/main.db" && sync -- hand-back.db'),
        peer('cp', 'rm -f hand-back.db; cp -- backup/main.db hand-back.db && sync -- hand-back.db'),
        peer(
          'sha256sum, cp',
          'rm -f hand-back.db; sha256sum backup/main.db && cp -- backup/main.db hand-back.db && sync -- hand-back.db',
        ),
      ],
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
      peers: [
        peer('zstd -d | tar', `${unpackIt} && sync -f hand-files`),
        peer(
          'sha256sum, zstd -d | tar',
          `rm -rf hand-files; mkdir hand-files; sha256sum backup/files.tar.zst && ${unpackIt} && sync -f hand-files`,
        ),
      ],
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
  for (const { name, bytes, before, peers, byZhiban } of jobs) {
    const ours: number[] = [];
    const theirs = peers.map((): number[] => []);
    let memory = { bot: 0, host: 0 };
    const timed = async (into: number[], act: () => void | Promise<void>, counts: boolean): Promise<void> => {
      sh('sync -f .');
      const begun = performance.now();
      await act();
      if (counts) into.push(performance.now() - begun);
    };
    // Once unmeasured, so that all read from the same caches.
    for (let round = -1; round < rounds; round += 1) {
      before?.();
      const turns = [
        ...peers.map((each, index) => () => timed(theirs[index] ?? [], () => each.run(), round >= 0)),
        async () => {
          const watch = watchMemory();
          await timed(ours, byZhiban, round >= 0);
          const held = watch.end();
          memory = { bot: Math.max(memory.bot, held.bot), host: Math.max(memory.host, held.host) };
        },
      ];
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    const oursMs = median(ours);
    peers.forEach(({ name: how }, index) => {
      const byHandMs = median(theirs[index] ?? []);
      rows.push([
        index === 0 ? name : '',
        index === 0 ? `${(bytes / mega).toFixed(0)} MB` : '',
        how,
        `${(byHandMs / 1_000).toFixed(2)} s`,
        `${(oursMs / 1_000).toFixed(2)} s`,
        `${(bytes / mega / (oursMs / 1_000)).toFixed(0)} MB/s`,
        `${(oursMs / byHandMs).toFixed(2)} ×`,
        `${(memory.bot / mega).toFixed(0)} MB`,
        `${(memory.host / mega).toFixed(0)} MB`,
      ]);
    });
  }
  printTable([['what', 'size', 'by hand', '', 'zhiban', '', 'ratio', 'bot grew by', 'one program held'], ...rows]);
} finally {
  for (let number = 1; number <= step; number += 1)
    await endJobs(hosts, 'h1', `${planId}.${number}`, { signal: AbortSignal.timeout(20_000) });
  await hosts.close();
  await sshd.stop();
  rmSync(folder, { recursive: true, force: true });
  execFileSync('sh', ['-c', 'rm -rf "$1"/.zhiban/jobs/"$2".*', 'sh', userInfo().homedir, planId]);
}
