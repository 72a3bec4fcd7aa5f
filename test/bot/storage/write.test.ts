import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closeBoth, connectBoth } from '../../../src/bot/storage/database.ts';
import { createWriter, read } from '../../../src/bot/storage/write.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

/** A writer, and a connection of its own that stands for another process. */
function state(limitMs?: number) {
  const path = join(tempFolder(), 'x.db');
  const connections = connectBoth(path, false);
  const other = connectBoth(path, false);
  onTestFinished(() => {
    closeBoth(connections);
    closeBoth(other);
  });
  connections.full.raw.exec('CREATE TABLE words (word TEXT UNIQUE NOT NULL) STRICT');
  let told = 0;
  const writer = createWriter(connections.full, () => void told++, limitMs);
  const insert = (word: string | null) =>
    writer.write((connection) => connection.sql('INSERT INTO words VALUES (?)').run(word).changes);
  const words = () => read(connections.normal, (c) => c.sql('SELECT word FROM words ORDER BY rowid').pluck().all());
  return { connections, other: other.full.raw, writer, insert, words, told: () => told };
}

describe('a write', () => {
  test('that throws takes back itself alone, though it shared its commit', async () => {
    const { insert, words, writer } = state();
    const results = await Promise.allSettled([
      insert('a'),
      writer.write((connection) => {
        connection.sql('INSERT INTO words VALUES (?)').run('half');
        throw new Error('no more');
      }),
      insert('a'),
      insert('b'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await words()).toEqual(['a', 'b']);
    expect(writer.commits()).toBe(1);
  });

  test('may not wait for anything', async () => {
    const { writer, words } = state();
    const waiting = writer.write(async (connection) => {
      connection.sql('INSERT INTO words VALUES (?)').run('late');
    });
    await expect(waiting).rejects.toThrow('nothing may be awaited inside a write');
    expect(await words()).toEqual([]);
  });

  test('waits while another process writes, and holds up nothing meanwhile', async () => {
    const { other, insert, words, told } = state();
    other.exec('BEGIN IMMEDIATE');
    let done = false;
    const both = Promise.all([insert('a'), insert('b')]).finally(() => {
      done = true;
    });
    for (let turns = 0; turns < 50; turns++) await turn();
    expect(done).toBe(false);
    expect(await words()).toEqual([]);
    other.exec('COMMIT');
    await both;
    expect(await words()).toEqual(['a', 'b']);
    expect(told()).toBe(1);
  });

  test('is given up after its limit, says why, and leaves the way free for the next', async () => {
    const { other, insert, words } = state(30);
    other.exec('BEGIN IMMEDIATE');
    await expect(insert('a')).rejects.toMatchObject({ name: 'StoreUnwritable', reason: 'busy' });
    other.exec('COMMIT');
    await insert('b');
    expect(await words()).toEqual(['b']);
  });

  test('asked for before the end is done, one asked for after it refused', async () => {
    const { writer, insert, words } = state();
    const before = insert('a');
    const end = writer.end();
    await expect(insert('b')).rejects.toMatchObject({ reason: 'closed' });
    await Promise.all([before, end]);
    expect(await words()).toEqual(['a']);
  });

  test('is flushed to the disk on one connection, left to the system on the other', () => {
    const { connections } = state();
    expect(connections.full.raw.pragma('synchronous', { simple: true })).toBe(2);
    expect(connections.normal.raw.pragma('synchronous', { simple: true })).toBe(1);
    expect(connections.full.raw.pragma('busy_timeout', { simple: true })).toBe(0);
  });
});
