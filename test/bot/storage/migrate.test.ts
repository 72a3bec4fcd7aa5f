import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closeBoth, connectBoth } from '../../../src/bot/storage/database.ts';
import { migrate, migrations } from '../../../src/bot/storage/migrate.ts';
import { databaseName, openStore } from '../../../src/bot/storage/open-store.ts';
import { entry } from '../../contract/storage/rows.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

/** A state as this version leaves it, with three audit rows. */
async function existing(): Promise<string> {
  const folder = tempFolder();
  const { store, close } = await openStore({ folder, now: () => 0 });
  for (let row = 0; row < 3; row++) await store.audit.append(entry());
  await close();
  return join(folder, databaseName);
}

const connected = (path: string) => {
  const connections = connectBoth(path, true);
  onTestFinished(() => closeBoth(connections));
  return connections;
};

const versionOf = (path: string): unknown => {
  const database = new Sqlite(path, { readonly: true });
  try {
    return database.pragma('user_version', { simple: true });
  } finally {
    database.close();
  }
};

const next = [...migrations, 'CREATE TABLE later (a TEXT) STRICT'];
const copyName = `before-v${next.length}`;

describe('a schema', () => {
  test('of a newer version is refused, the file left as it is', async () => {
    const path = await existing();
    const newer = new Sqlite(path);
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    const bytes = readFileSync(path);
    await expect(openStore({ folder: join(path, '..'), now: () => 0 })).rejects.toMatchObject({
      name: 'SchemaTooNew',
      message: expect.stringMatching(
        new RegExp(
          `has schema ${migrations.length + 1}, this version knows up to ${migrations.length}: ` +
            `start the newer version, or put back .*before-v${migrations.length + 1}`,
        ),
      ),
    });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('that is new is made without a copy; one that is up to date is left alone', async () => {
    const path = await existing();
    expect(versionOf(path)).toBe(migrations.length);
    expect(migrate(connected(path), (_, fresh) => fresh)).toBe(false);
    expect(existsSync(`${path}.before-v${migrations.length}`)).toBe(false);
  });

  test('that is older is brought up to date, and a complete copy of it kept for its owner alone', async () => {
    const path = await existing();
    const connections = connected(path);
    // Not yet in the database file itself, only in its write-ahead log:
    connections.normal.raw.exec(`INSERT INTO freezes VALUES ('*', 'r', 'person:alice', 1)`);
    migrate(connections, () => {}, next);
    expect(versionOf(path)).toBe(next.length);
    const copy = `${path}.${copyName}`;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(versionOf(copy)).toBe(migrations.length);
    const kept = new Sqlite(copy, { readonly: true });
    expect(kept.prepare('SELECT count(*) FROM audit').pluck().get()).toBe(3);
    expect(kept.prepare('SELECT count(*) FROM freezes').pluck().get()).toBe(1);
    kept.close();
  });

  test('whose migration fails is as it was', async () => {
    const path = await existing();
    const connections = connected(path);
    expect(() =>
      migrate(connections, () => {}, [...migrations, 'CREATE TABLE later (a TEXT); CREATE TABLE audit (a)']),
    ).toThrow('already exists');
    expect(versionOf(path)).toBe(migrations.length);
    expect(connections.full.raw.prepare(`SELECT name FROM sqlite_schema WHERE name = 'later'`).get()).toBeUndefined();
  });
});
