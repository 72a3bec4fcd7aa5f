import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { entry } from './rows.ts';
import { append, faultsOf, tamper, trail, using, verify } from './tampered-trail.ts';
import { tempFolder } from './temp-folder.ts';

describe('what was changed in the trail is found', () => {
  test.each([
    ['nothing at all', 'SELECT 1', []],
    ['one word of a row', `UPDATE audit SET entry = replace(entry, 'row 7', 'row 8') WHERE seq = 7`, ['7 changed']],
    ['a space in a row', `UPDATE audit SET entry = entry || ' ' WHERE seq = 7`, ['7 changed']],
    ['a row emptied', `UPDATE audit SET entry = '{}' WHERE seq = 7`, ['7 changed']],
    ['a mac', `UPDATE audit SET mac = hmac('guess', entry) WHERE seq = 7`, ['7 changed', '8 changed']],
    ['a row cut out of the middle', 'DELETE FROM audit WHERE seq = 7', ['7 missing']],
    ['the beginning cut off', 'DELETE FROM audit WHERE seq < 7', ['1 missing']],
    [
      'a row cut out and the others moved up',
      'DELETE FROM audit WHERE seq = 7; UPDATE audit SET seq = -seq WHERE seq > 7; UPDATE audit SET seq = -seq - 1 WHERE seq < 0',
      [...Array.from({ length: 13 }, (_, at) => `${at + 7} out-of-order`), '20 cut'],
    ],
    [
      'two rows swapped',
      'UPDATE audit SET seq = -1 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = 8; UPDATE audit SET seq = 8 WHERE seq = -1',
      ['7 out-of-order', '8 out-of-order'],
    ],
    [
      'two rows swapped and renumbered',
      `UPDATE audit SET seq = -1 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = 8; UPDATE audit SET seq = 8 WHERE seq = -1;
       UPDATE audit SET entry = json_set(entry, '$.seq', seq) WHERE seq IN (7, 8)`,
      ['7 changed', '8 changed', '9 changed'],
    ],
    ['the last row cut off', 'DELETE FROM audit WHERE seq = 20', ['20 cut']],
    ['the tail cut off', 'DELETE FROM audit WHERE seq > 12', ['13 cut']],
    ['all rows cut', 'DELETE FROM audit', ['1 cut']],
    [
      'a row put in at the end',
      `INSERT INTO audit (seq, entry, mac) SELECT 21, json_set(entry, '$.seq', 21), hmac('guess', entry) FROM audit WHERE seq = 20`,
      ['21 changed'],
    ],
  ])('%s', async (_, sql, faults) => {
    const folder = await trail();
    tamper(folder, sql);
    expect(await faultsOf(folder)).toEqual(faults);
  });

  test('all rows rewritten by somebody without the key', async () => {
    const folder = await trail(300);
    const database = new Sqlite(join(folder, 'zhiban.db'));
    database.exec('DROP TRIGGER audit_no_update');
    let mac = '0'.repeat(64);
    for (let seq = 1; seq <= 300; seq++) {
      const text = JSON.stringify({ ...entry({ principal: 'person:bob' }), seq });
      mac = createHmac('sha256', 'a guess').update(mac).update(text).digest('hex');
      database.prepare('UPDATE audit SET entry = ?, mac = ? WHERE seq = ?').run(text, mac, seq);
    }
    database.close();
    const { faults, rows } = await verify(folder);
    expect(rows).toBe(300);
    expect(faults[0]).toEqual({ seq: 1, fault: 'changed' });
    expect(faults).toHaveLength(100);
  });

  test('an older copy of the database put back', async () => {
    const folder = await trail();
    copyFileSync(join(folder, 'zhiban.db'), join(folder, 'old.db'));
    await append(folder, 5);
    copyFileSync(join(folder, 'old.db'), join(folder, 'zhiban.db'));
    expect(await faultsOf(folder)).toEqual(['21 cut']);
  });

  test('an older copy put back, though the bot went on with it', async () => {
    const folder = await trail();
    copyFileSync(join(folder, 'zhiban.db'), join(folder, 'old.db'));
    await append(folder, 5);
    copyFileSync(join(folder, 'old.db'), join(folder, 'zhiban.db'));
    await append(folder, 10);
    expect(await verify(folder)).toEqual({ rows: 30, faults: [{ seq: 21, fault: 'missing' }] });
  });

  test('the database thrown away, though the bot went on with a new one', async () => {
    const folder = await trail();
    rmSync(join(folder, 'zhiban.db'));
    await append(folder);
    expect(await verify(folder)).toEqual({ rows: 1, faults: [{ seq: 1, fault: 'missing' }] });
  });
});

describe('the head file', () => {
  test('is missed', async () => {
    const folder = await trail();
    rmSync(join(folder, 'audit.head'));
    expect(await verify(folder)).toEqual({ rows: 20, faults: [{ seq: 20, fault: 'head-missing' }], unprovenFrom: 1 });
  });

  test('that was gone once is remembered in the trail for good', async () => {
    const folder = await trail();
    rmSync(join(folder, 'audit.head'));
    tamper(folder, 'DELETE FROM audit WHERE seq > 15');
    await append(folder, 3);
    expect(await verify(folder)).toEqual({ rows: 19, faults: [{ seq: 16, fault: 'head-missing' }] });
  });

  test('cannot be set back to an earlier row without the key', async () => {
    const folder = await trail();
    const { mac } = await using(folder, async ({ store }) => (await store.audit.list({ limit: 1, beforeSeq: 16 }))[0]!); // 20 rows are there
    tamper(folder, 'DELETE FROM audit WHERE seq > 15');
    const head: unknown = JSON.parse(readFileSync(join(folder, 'audit.head'), 'utf8'));
    writeFileSync(join(folder, 'audit.head'), JSON.stringify({ ...Object(head), seq: 15, mac }));
    expect(await faultsOf(folder)).toEqual(['15 head-missing']);
  });

  test('that lags, as after a crash, leaves the rows after it unproven', async () => {
    const folder = await trail(18);
    const head = readFileSync(join(folder, 'audit.head'));
    await append(folder, 2);
    writeFileSync(join(folder, 'audit.head'), head);
    expect(await verify(folder)).toEqual({ rows: 20, faults: [], unprovenFrom: 19 });
  });
});

describe('an honest trail', () => {
  test('of two processes writing at once, 1,000 rows, is well', async () => {
    const folder = tempFolder();
    const run = promisify(execFile);
    const child = join(import.meta.dirname, 'appending-child.ts');
    await Promise.all([0, 1].map(() => run(process.execPath, [child, folder, '500'], { timeout: 50_000 })));
    expect(await verify(folder)).toEqual({ rows: 1_000, faults: [] });
  });

  test('is exported as JSON lines that carry the chain', async () => {
    const folder = await trail(3);
    const lines: string[] = [];
    await using(folder, async ({ exportAudit }) => {
      for await (const line of exportAudit()) lines.push(line);
    });
    expect(lines.every((line) => line.endsWith('\n'))).toBe(true);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { seq: 1, reason: 'row 1', mac: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { seq: 2 },
      { seq: 3 },
    ]);
  });

  test('is exported so that what somebody typed does nothing to the terminal that shows it', async () => {
    const folder = tempFolder();
    const command = 'x \u009b2J\u009d0;owned\u0007 \u202egnp.exe \u2028{"seq":99} \u{e0041}';
    await using(folder, ({ store }) => store.audit.append(entry({ command })));
    const lines: string[] = [];
    await using(folder, async ({ exportAudit }) => {
      for await (const line of exportAudit()) lines.push(line);
    });
    expect(lines.join('')).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ seq: 1, command }]);
  });

  test('refuses to be changed through its own table', async () => {
    const folder = await trail(3);
    const database = new Sqlite(join(folder, 'zhiban.db'));
    for (const sql of [
      `UPDATE audit SET mac = 'x' WHERE seq = 1`,
      'DELETE FROM audit WHERE seq = 3',
      `INSERT OR REPLACE INTO audit (seq, entry, mac) VALUES (3, '{}', 'x')`,
    ])
      expect(() => database.exec(sql)).toThrow('append-only');
    database.close();
    expect(await faultsOf(folder)).toEqual([]);
  });
});

describe('the key', () => {
  test('that is gone is asked for: a new one would make every row look changed', async () => {
    const folder = await trail();
    rmSync(join(folder, 'audit.key'));
    await expect(using(folder, async () => {})).rejects.toThrow(
      /audit key .*audit\.key is missing.*put the key file back/,
    );
    expect(() => readFileSync(join(folder, 'audit.key'))).toThrow('ENOENT');
  });

  test('of another length is refused', async () => {
    const folder = await trail();
    writeFileSync(join(folder, 'audit.key'), 'short');
    await expect(using(folder, async () => {})).rejects.toThrow('has 5 bytes, not 32');
  });

  test('that is another one finds every row and the head changed', async () => {
    const folder = await trail(2);
    writeFileSync(join(folder, 'audit.key'), Buffer.alloc(32));
    expect(await faultsOf(folder)).toEqual(['1 changed', '2 changed', '2 head-missing']);
  });
});
