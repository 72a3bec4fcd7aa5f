import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { backUp, dataOf, places, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { lineOf, said } from './said.ts';

const place = places.talentlens;
let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
  tidy(place);
});
afterEach(() => tidy(place));
afterAll(() => it.close());

/** Other bytes over one page of the file, under the running service. */
const damage = (page: number): string =>
  onHost('h1', `dd if=/dev/urandom of=${place.database} bs=4096 seek=${page} count=1 conv=notrunc status=none`);
/** SQLite's own word for it. */
const isSound = (): boolean => onHost('h1', `sqlite3 ${place.database} 'PRAGMA integrity_check' 2>&1 || true`) === 'ok';

test('T12: a damaged page of the live database is found, and the newest verified backup offered', async () => {
  const id = await backUp(it, 'talentlens');
  damage(2);
  expect(isSound()).toBe(false);
  const data = dataOf(place);
  const checked = await it.say('carol', '/db check talentlens');
  expect(checked.verdict).toBe('critical');
  expect(said(checked)).toContain(`${place.database} is damaged`);
  expect(said(checked)).toContain(`newest verified backup ${id}`);
  expect(said(checked)).toContain('/recover talentlens');
  expect(said(checked)).toContain('/restore talentlens latest');
  expect(said(await it.say('carol', '/检查数据库 talentlens'), 'zh')).toMatch(/已损坏:.*最近的有效备份/);

  const health = await it.say('carol', '/health talentlens');
  expect(health.verdict).toBe('critical');
  expect(lineOf(said(health), 'database main')).toContain(`${place.database} is damaged`);
  expect(said(health)).toContain('/recover talentlens');

  const optimize = await it.say('alice', '/db optimize talentlens', true);
  expect(optimize.code).toBe('unhealthy');
  expect(dataOf(place)).toBe(data);
});

test('T12: one that the service itself does not notice is found too', async () => {
  // A page of the users, whom its health page does not read.
  const pages = onHost('h1', `sqlite3 ${place.database} "SELECT pageno FROM dbstat WHERE name = 'users'"`);
  damage(Number(pages.split('\n')[0]) - 1);
  expect(isSound()).toBe(false);
  expect(onHost('h1', 'curl -s -m 3 http://localhost:9000/health')).toContain('"status":"healthy"');
  const health = await it.say('carol', '/health talentlens');
  expect(health.verdict, said(health)).toBe('critical');
  expect(said(health)).toContain('is damaged');
  expect(said(await it.say('carol', '/db check talentlens'))).toContain('is damaged');
});

test('T12: what is no database at all, an empty file, or nothing is called so; without a backup nothing is promised', async () => {
  for (const [how, words] of [
    [`head -c 20000 /dev/urandom >${place.database}`, 'is damaged: '],
    [`: >${place.database}`, 'is an empty file'],
    [`rm ${place.database}`, 'is not there'],
  ] as const) {
    onHost('h1', `systemctl stop talentlens; ${how}`);
    const answer = await it.say('carol', '/db check talentlens');
    expect(answer.verdict, how).toBe('critical');
    expect(said(answer)).toContain(words);
  }
  for (const backup of await it.desk.backups.list({ system: 'talentlens', limit: 10 }))
    await it.desk.backups.checked(backup.id, { sound: false, atMs: 1 });
  const answer = await it.say('carol', '/db check talentlens');
  expect(said(answer)).toContain('there is no verified backup');
  expect(said(answer)).not.toContain('/restore');
});

test('T12: a copy of it is no backup: a backup of a damaged database fails, and is not verified', async () => {
  damage(2);
  const answer = await it.say('bob', '/backup now talentlens', true);
  expect(answer.code, said(answer)).toBe('command-failed');
  expect((await it.desk.backups.list({ system: 'talentlens', limit: 1 }))[0]?.state).toBe('failed');
});
