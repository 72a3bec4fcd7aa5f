import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseSeen, Depth } from '../../src/actions/databases/engines/engine.ts';
import { lookAtDatabase } from '../../src/actions/databases/engines/sqlite/look-at-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhiban-look-'));
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  for (const name of ['plain.db', 'wal.db', "odd ?#%'名.db"]) {
    const database = new Database(path(name));
    if (name === 'wal.db') database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE "per son" (id INTEGER PRIMARY KEY); INSERT INTO "per son" VALUES (1), (2), (3)');
    database.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As somebody who may read and not write, with only one of the two programs where told. */
function look(name: string, depth: Depth, engine?: 'sqlite3' | 'python3'): DatabaseSeen {
  const question = lookAtDatabase({ engine: 'sqlite', host: 'here', path: path(name) }, depth);
  const [[, ...args] = ['sh']] = question.commands;
  const bin = path(`bin-${engine}`);
  if (engine !== undefined && !existsSync(bin))
    execFileSync('sh', [
      '-c',
      `mkdir -m 755 "$1" && for each in sh stat grep tail sed od tr printf ${engine}; do ln -s "$(PATH=/usr/bin:/bin command -v $each)" "$1/"; done 2>/dev/null; true`,
      'sh',
      bin,
    ]);
  const options = {
    encoding: 'utf8' as const,
    env: { PATH: engine === undefined ? process.env.PATH : bin },
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  };
  execFileSync('chmod', ['755', folder]);
  const stdout = execFileSync('/bin/sh', args, options);
  return question.read([{ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 1 }]);
}
const has = (engine: string): boolean => {
  try {
    return execFileSync('sh', ['-c', `PATH=/usr/bin:/bin command -v ${engine}`]).length > 0;
  } catch {
    return false;
  }
};

describe.each(['sqlite3', 'python3'] as const)('T12: a database looked at by %s', (engine) => {
  test.runIf(has(engine)).each(['plain.db', 'wal.db', "odd ?#%'名.db"])(
    '%s is sound, its rows are counted, nothing appears beside it',
    (name) => {
      expect(look(name, 'full', engine)).toMatchObject({ state: 'sound', rows: { 'per son': 3 }, foreignKeyFaults: 0 });
      expect(existsSync(path(`${name}-wal`))).toBe(false);
      expect(existsSync(path(`${name}-shm`))).toBe(false);
    },
  );

  test.runIf(has(engine))('a WAL database in use is read with what its log holds', () => {
    const database = new Database(path('wal.db'));
    database.exec('INSERT INTO "per son" VALUES (4)');
    const seen = look('wal.db', 'full', engine);
    database.exec('DELETE FROM "per son" WHERE id = 4');
    database.close();
    expect(seen).toMatchObject({ state: 'sound', rows: { 'per son': 4 } });
    expect(seen.walBytes).toBeGreaterThan(0);
  });

  test.runIf(has(engine))('one byte of damage in a table is damage, in words of SQLite', () => {
    const bytes = Buffer.from(new Uint8Array(execFileSync('cat', [path('plain.db')])));
    bytes.fill(0xff, 4_096, 4_200);
    writeFileSync(path('bad.db'), bytes);
    expect(look('bad.db', 'quick', engine).state).toBe('damaged');
    const seen = look('bad.db', 'full', engine);
    expect(seen.state).toBe('damaged');
    expect(seen.why).toMatch(/malformed|page|tree|rror/);
  });
});

test.each<readonly [string, () => void, DatabaseSeen['state']]>([
  ['nothing', () => {}, 'missing'],
  ['an empty file', () => writeFileSync(path('none.db'), ''), 'empty'],
  ['another kind of file', () => writeFileSync(path('none.db'), 'x'.repeat(5_000)), 'damaged'],
])('T12: %s is no database, and none is made of it', (_, make, state) => {
  rmSync(path('none.db'), { force: true });
  make();
  const before = existsSync(path('none.db')) ? statSync(path('none.db')).size : undefined;
  expect(look('none.db', 'full').state).toBe(state);
  expect(existsSync(path('none.db')) ? statSync(path('none.db')).size : undefined).toBe(before);
});

test('T12: without sqlite3 and python3 nothing is claimed', () => {
  execFileSync('sh', ['-c', 'mkdir -p "$1" && ln -sf "$(command -v stat)" "$1/"', 'sh', path('bin-neither')]);
  const question = lookAtDatabase({ engine: 'sqlite', host: 'here', path: path('plain.db') }, 'full');
  const [[, ...args] = ['sh']] = question.commands;
  const stdout = execFileSync('/bin/sh', args, { encoding: 'utf8', env: { PATH: path('bin-neither') } });
  expect(question.read([{ exitCode: 0, stdout, stderr: '', droppedBytes: 0, tookMs: 1 }]).state).toBe('no-engine');
});
