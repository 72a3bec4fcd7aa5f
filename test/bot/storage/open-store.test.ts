import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type OpenStore, openStore } from '../../../src/bot/storage/open-store.ts';
import { entry } from '../../contract/storage/rows.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const opening = async (folder: string, more: Partial<OpenStore> = {}) => {
  const opened = await openStore({ folder, now: () => 0, ...more });
  onTestFinished(() => opened.close());
  return opened;
};

describe('the state folder', () => {
  test('and all in it are for their owner alone', async () => {
    const folder = join(tempFolder(), 'deep', 'state');
    const { store } = await opening(folder);
    await store.audit.append(entry());
    expect(modeOf(folder)).toBe('700');
    const files = readdirSync(folder).toSorted();
    expect(files).toEqual(['audit.head', 'audit.key', 'zhiban.db', 'zhiban.db-shm', 'zhiban.db-wal']);
    expect(files.map((file) => modeOf(join(folder, file)))).toEqual(files.map(() => '600'));
  });

  test.skipIf(process.geteuid?.() !== 0)('stays its owner’s when root works on it', async () => {
    const folder = tempFolder();
    chownSync(folder, 12_345, 12_346);
    const { store } = await opening(folder);
    await store.audit.append(entry());
    rmSync(join(folder, 'audit.head'));
    await store.audit.append(entry());
    for (const file of readdirSync(folder)) {
      const { uid, gid } = statSync(join(folder, file));
      expect({ file, uid, gid }).toEqual({ file, uid: 12_345, gid: 12_346 });
    }
  });
});

describe('the audit key', () => {
  test('is 32 random bytes, made once', async () => {
    const folder = tempFolder();
    await (await openStore({ folder, now: () => 0 })).close();
    const key = readFileSync(join(folder, 'audit.key'));
    expect(key).toHaveLength(32);
    await opening(folder);
    expect(readFileSync(join(folder, 'audit.key'))).toEqual(key);
  });

  test('can lie elsewhere, or be given', async () => {
    const [folder, other] = [tempFolder(), tempFolder()];
    const file = join(other, 'trail.key');
    await (await openStore({ folder, now: () => 0, auditKey: { file } })).close();
    expect(existsSync(join(folder, 'audit.key'))).toBe(false);
    const { store } = await opening(folder, { auditKey: new Uint8Array(readFileSync(file)) });
    await store.audit.append(entry());
    expect(await store.audit.verify()).toEqual({ rows: 1, faults: [] });
  });

  test('is the same for two who open a new state at once', async () => {
    const folder = tempFolder();
    const both = await Promise.all([opening(folder), opening(folder)]);
    for (const { store } of both) await store.audit.append(entry());
    expect(await both[0].store.audit.verify()).toEqual({ rows: 2, faults: [] });
  });
});

describe('a damaged database', () => {
  async function damage(change: (bytes: Buffer) => void): Promise<{ readonly folder: string; readonly bytes: Buffer }> {
    const folder = tempFolder();
    const { store, close } = await openStore({ folder, now: () => 0 });
    for (let row = 0; row < 200; row++) await store.audit.append(entry({ reason: 'x'.repeat(500) }));
    await close();
    const path = join(folder, 'zhiban.db');
    const bytes = readFileSync(path);
    change(bytes);
    writeFileSync(path, bytes);
    return { folder, bytes };
  }

  test.each([
    ['its beginning overwritten', (bytes: Buffer) => bytes.fill(7, 0, 100)],
    ['pages in its middle overwritten', (bytes: Buffer) => bytes.fill(7, 40_960, 90_112)],
  ])('with %s is refused and left as it is', async (_, change) => {
    const { folder, bytes } = await damage(change);
    await expect(openStore({ folder, now: () => 0 })).rejects.toMatchObject({
      name: 'StoreCorrupt',
      message: expect.stringContaining('put a backup in its place'),
    });
    expect(readFileSync(join(folder, 'zhiban.db')).equals(bytes)).toBe(true);
  });
});

test('the database keeps a write-ahead log, so that readers never wait for writers', async () => {
  const folder = tempFolder();
  await opening(folder);
  const database = new Sqlite(join(folder, 'zhiban.db'));
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  database.close();
});

describe('the freeze file', () => {
  const frozen = async (prepare: (path: string) => void) => {
    const folder = tempFolder();
    const { store } = await opening(folder);
    prepare(join(folder, 'freeze'));
    return (await store.freezes.current()).map(({ scope, reason, by }) => ({ scope, reason, by }));
  };

  test.each([
    ['empty', '', [{ scope: '*', reason: '' }]],
    ['a reason', 'stolen phone\n', [{ scope: '*', reason: 'stolen phone' }]],
    ['everything', '*: stolen phone', [{ scope: '*', reason: 'stolen phone' }]],
    [
      'two systems',
      'teaching: exam week\n\nzk:移机\n',
      [
        { scope: 'teaching', reason: 'exam week' },
        { scope: 'zk', reason: '移机' },
      ],
    ],
  ])('saying %s', async (_, text, wanted) => {
    const found = await frozen((path) => writeFileSync(path, text));
    expect(found).toEqual(wanted.map((each) => ({ ...each, by: 'file' })));
  });

  test('that is not there freezes nothing; one that cannot be read freezes everything', async () => {
    expect(await frozen(() => {})).toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), 'zhiban-freeze-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    chmodSync(folder, 0o700);
    const { store } = await opening(tempFolder(), { freezeFile: folder });
    expect(await store.freezes.current()).toMatchObject([
      { scope: '*', by: 'file', reason: expect.stringContaining('EISDIR') },
    ]);
  });
});
