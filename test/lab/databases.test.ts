import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasTurn } from '../rotating-third.ts';
import { addRow, approved, dataOf, type Faults, faultyDesk, healthy, places, rowsOf, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import type { LabDesk } from './lab-desk.ts';
import { said } from './said.ts';

const place = places.talentlens;
const faults: Faults = {};
let it: LabDesk;
beforeAll(async () => {
  it = await faultyDesk(faults);
  for (const each of Object.values(places)) tidy(each);
});
afterEach(() => {
  delete faults.afterStep;
  onHost('h1', 'systemctl reset-failed talentlens 2>/dev/null || true');
});
afterAll(async () => {
  await it.close();
  for (const each of Object.values(places)) tidy(each);
});

const sqlite = (statement: string): string => onHost('h1', `sqlite3 ${place.database} "${statement}"`);
const state = (): string =>
  onHost('h1', `sha256sum ${place.database}; stat -c '%i %Y %Z %s %U:%G %a' ${place.database}*`);

describe('T12: /db check', () => {
  test('says what is sound, and changes nothing', async () => {
    const before = state();
    const answer = await it.say('carol', '/db check talentlens');
    expect(answer.verdict, said(answer)).toBe('ok');
    expect(said(answer)).toMatch(/the database is sound · 202 rows/);
    expect(state()).toBe(before);
    expect(said(await it.say('carol', '/检查数据库 教学'), 'zh')).toContain('1 个数据库完好');
  });

  test.runIf(hasTurn(2))('names rows without their counterpart, and a log that no checkpoint empties', async () => {
    sqlite(
      'CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (of REFERENCES parent(id)); INSERT INTO child VALUES (7)',
    );
    const answer = await it.say('carol', '/db check talentlens');
    sqlite('DROP TABLE child; DROP TABLE parent');
    expect(answer.verdict).toBe('warning');
    expect(said(answer)).toContain('1 row names another that is not there');
  });

  test('does not make a database where there is none', async () => {
    onHost('h1', `systemctl stop talentlens; mv ${place.database} ${place.database}.away`);
    const answers = [
      await it.say('carol', '/db check talentlens'),
      await it.say('carol', '/db size talentlens'),
      await it.say('alice', '/db optimize talentlens', true),
      await it.say('alice', '/db wipe talentlens'),
    ];
    const there = onHost('h1', `ls ${place.database} 2>/dev/null || echo none`);
    onHost('h1', `mv ${place.database}.away ${place.database}; systemctl start talentlens`);
    await healthy('talentlens');
    expect(there).toBe('none');
    for (const answer of answers) expect(said(answer)).toContain(`${place.database} is not there`);
    expect(answers.map(({ code }) => code)).toEqual(['ok', 'ok', 'unhealthy', 'command-failed']);
  });
});

test('/db size shows each table with its rows, as the host itself counts them', async () => {
  const text = said(await it.say('carol', '/db size talentlens'));
  expect(text).toMatch(new RegExp(`people\\s+${rowsOf(place)}\\s`));
  expect(text).toMatch(/users\s+2\s+[\d.]+ KB/);
});

describe('T11: /db optimize', () => {
  test('gives room back, keeps every row, owner and mode, and asks before', async () => {
    sqlite(
      'CREATE TABLE ballast (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) INSERT INTO ballast SELECT hex(randomblob(100)) FROM n; DROP TABLE ballast',
    );
    const [rows, bytes, owner, pid] = [
      sqlite('SELECT * FROM people ORDER BY id'),
      Number(onHost('h1', `stat -c %s ${place.database}`)),
      onHost('h1', `stat -c '%U:%G %a' ${place.database}`),
      onHost('h1', 'systemctl show -P MainPID talentlens'),
    ];
    const asked = await it.say('alice', '/db optimize talentlens');
    expect(asked.code).toBe('needs-confirm');
    expect(said(asked)).toContain('VACUUM');
    expect(said(asked)).toContain('database is locked');
    const answer = await it.say('alice', `/confirm ${asked.approvalId}`);
    expect(answer.code, said(answer)).toBe('ok');
    expect(said(answer)).toMatch(/optimised and sound · .* → .* · 202 rows/);
    expect(Number(onHost('h1', `stat -c %s ${place.database}`))).toBeLessThan(bytes / 10);
    expect(sqlite('SELECT * FROM people ORDER BY id')).toBe(rows);
    expect(Number(sqlite('SELECT count(*) FROM sqlite_stat1'))).toBeGreaterThan(0);
    expect(sqlite('PRAGMA integrity_check; PRAGMA freelist_count')).toBe('ok\n0');
    expect(onHost('h1', `stat -c '%U:%G %a' ${place.database}`)).toBe(owner);
    expect(onHost('h1', 'systemctl show -P MainPID talentlens')).toBe(pid);
  });

  test.runIf(hasTurn(1))('refuses without room, before anything is done', async () => {
    onHost(
      'h1',
      'mount -t tmpfs -o size=12m,mode=755,uid=33,gid=33 tmpfs /mnt && cp -a /opt/HR人事/backend/. /mnt && mount --bind /mnt /opt/HR人事/backend',
    );
    const before = state();
    const answer = await it.say('alice', '/db optimize talentlens', true);
    const after = state();
    onHost('h1', 'umount -l /opt/HR人事/backend; umount -l /mnt; systemctl restart talentlens');
    await healthy('talentlens');
    expect(answer.code, said(answer)).toBe('stale');
    expect(said(answer)).toContain('Not enough room on h1');
    expect(after).toBe(before);
  });

  // SQLite waits 15 s for it.
  test.runIf(process.env.TEST_ALL === '1')('one that stays locked is left as it was, and said to be', async () => {
    onHost(
      'h1',
      `nohup python3 -c "import sqlite3,time; c=sqlite3.connect('${place.database}',isolation_level=None); c.execute('BEGIN EXCLUSIVE'); open('/run/locked','w'); time.sleep(60)" >/dev/null 2>&1 </dev/null & until [ -e /run/locked ]; do sleep 0.05; done`,
    );
    const before = state();
    const asked = await it.say('alice', '/db optimize talentlens', true);
    onHost('h1', "pkill -f '[B]EGIN EXCLUSIVE'; rm -f /run/locked");
    await healthy('talentlens');
    expect(asked.code).not.toBe('ok');
    expect(state()).toBe(before);
  });
});

describe('T13: /db wipe', () => {
  test('needs a second person, and names what goes', async () => {
    expect((await it.say('bob', '/db wipe talentlens')).code).toBe('denied');
    const asked = await it.say('alice', '/db wipe talentlens');
    expect(asked.code).toBe('needs-approval');
    expect(said(asked)).toContain(`${place.database}: 202 rows`);
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('denied');
  });

  // Stop, open, two parts, verify, set aside, renew, start, wait, look.
  test.each([4, 7, 9].filter((_, at) => hasTurn(at + 1)))(
    'with a fault after step %i all is as it was, and healthy',
    async (step) => {
      const before = dataOf(place);
      faults.afterStep = step;
      const answer = await approved(it, '/db wipe talentlens');
      expect(answer.code, said(answer)).toBe('command-failed');
      expect(dataOf(place)).toBe(before);
      await healthy('talentlens');
    },
  );

  test('leaves a new empty database, the old one in a verified backup and set aside, the environment untouched', async () => {
    addRow(place);
    const [rows, env] = [rowsOf(place), onHost('h1', `sha256sum ${place.files[1]}; stat -c '%i %Y' ${place.files[1]}`)];
    const answer = await approved(it, '/db wipe talentlens');
    expect(answer.code, said(answer)).toBe('ok');
    await healthy('talentlens');
    expect(rowsOf(place)).toBe(0);
    expect(said(answer)).toContain('a new database of 0 rows');
    expect(onHost('h1', `sha256sum ${place.files[1]}; stat -c '%i %Y' ${place.files[1]}`)).toBe(env);
    const backup = await it.desk.backups.newestVerified('talentlens');
    expect(onHost('h1', `sqlite3 ${backup?.folder}/main.db 'SELECT count(*) FROM people'`)).toBe(String(rows));
    expect(onHost('h1', `sqlite3 ${place.database}.zhiban-${backup?.id} 'SELECT count(*) FROM people'`)).toBe(
      String(rows),
    );
  });
});
