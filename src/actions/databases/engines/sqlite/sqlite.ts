import { unpackArgv } from '../../../backups/packing.ts';
import { outside, texts } from '../../../text.ts';
import type { DatabaseEngine } from '../engine.ts';
import { checkDatabase } from './check-database.ts';
import { inspection } from './inspection.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { optimizeArgv } from './optimize-argv.ts';
import { optimizeDatabase } from './optimize-database.ts';
import { rowsNow } from './rows-now.ts';
import { snapshotDatabase } from './snapshot-database.ts';
import type { SqliteSpec } from './spec.ts';

const say = texts('sqlite', {
  snapshot: { en: 'copy the database {part} while it is in use', zh: '在线复制数据库 {part}' },
  lacking: { en: '{host} has neither sqlite3 nor python3', zh: '{host} 上没有 sqlite3 也没有 python3' },
  optimize: { en: 'checkpoint, VACUUM and ANALYZE {name}', zh: '对 {name} 执行 checkpoint、VACUUM、ANALYZE' },
  waits: {
    en: 'services stay up; what they write waits about {took}, and fails as "database is locked" where they wait less',
    zh: '服务不停;写入会等待约 {took},等待时间更短的程序会报 “database is locked”',
  },
});

const withSuffixes = (path: string, suffixes: readonly string[]): readonly string[] =>
  suffixes.map((suffix) => `${path}${suffix}`);
const filesOf = ({ path }: SqliteSpec): readonly string[] => withSuffixes(path, ['', '-wal', '-shm', '-journal']);

const whose = ({ user }: SqliteSpec) => (user === undefined ? {} : { user });
/** Of the steps that move files. */
const moved = (database: SqliteSpec, stamp: string) => ({ paths: filesOf(database), stamp, ...whose(database) });

export const sqlite: DatabaseEngine<SqliteSpec> = {
  steps: [snapshotDatabase, checkDatabase, optimizeDatabase],
  ending: '.db',
  snapshot: ({ path }, { part, ...copy }) => ({
    kind: snapshotDatabase.kind,
    title: say.snapshot({ part: outside(part) }),
    params: { folder: copy.folder, file: copy.file, path, limitMs: copy.limitMs },
  }),
  inspection,
  shownInspection: (file) => ['sqlite3', file, 'PRAGMA integrity_check'],
  sources: ({ path }) => [path],
  files: filesOf,
  written: ({ path }) => withSuffixes(path, ['', '-wal']),
  look: lookAtDatabase,
  rows: rowsNow,
  tools: ['sqlite3', 'python3'],
  lacking: (host) => say.lacking({ host: outside(host) }),
  check: ({ path }, { counts, limitMs }) => ({ kind: checkDatabase.kind, params: { path, counts, limitMs } }),
  checkKind: checkDatabase.kind,
  setAside: (database, stamp) => ({ kind: 'set-aside-data', params: moved(database, stamp) }),
  renew: (database, stamp) => ({ kind: 'renew-data', params: moved(database, stamp) }),
  putBack: (database, stamp, { folder, file, sha256, owners, limitMs }) => ({
    kind: 'put-in-place',
    params: { ...moved(database, stamp), folder, file, sha256, holds: 'database', owners, limitMs },
  }),
  optimizing: {
    kind: optimizeDatabase.kind,
    title: say.optimize,
    work: (database, limitMs) => ({
      kind: optimizeDatabase.kind,
      params: { path: database.path, ...whose(database), limitMs },
    }),
    // A VACUUM writes all of it twice: a copy, and the log to go back by. At 20 MB/s on a slow disk.
    msFor: (bytes) => 1_000 + Math.ceil(bytes / 20_000),
    besideFor: (bytes) => 2 * bytes,
    meanwhile: say.waits,
  },
  privileged: ({ path }) => [unpackArgv([path]), optimizeArgv(path)],
};
