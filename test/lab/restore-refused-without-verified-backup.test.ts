import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp, dataOf, places, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const place = places.talentlens;
const pid = () => onHost('h1', 'systemctl show -P MainPID talentlens');
let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
  tidy(place);
});
afterAll(async () => {
  await it.close();
  tidy(place);
});

test('B2: without any verified backup nothing is planned and nothing stops, whatever files lie in the folder', async () => {
  onHost(
    'h1',
    `mkdir -p ${place.backups}/20260101T000000Z-AAAAAA && cp ${place.database} ${place.backups}/20260101T000000Z-AAAAAA/main.db`,
  );
  const before = pid();
  const refused = await it.say('alice', '/restore talentlens latest');
  expect(refused.code).toBe('not-found');
  expect(said(refused)).toContain('has no verified backup');
  expect(said(refused)).toContain('/backup now talentlens');
  expect((await it.say('alice', '/restore talentlens AAAAAA')).code).toBe('not-found');
  expect(pid()).toBe(before);
});

test('B2: a backup that failed, or one of another system, is no backup to restore', async () => {
  await it.desk.backups.begin({
    id: 'FA2LED',
    system: 'talentlens',
    host: 'h1',
    folder: '/x',
    runId: 1,
    startedAtMs: 1,
  });
  await it.desk.backups.failed('FA2LED', 2);
  const failed = await it.say('alice', '/restore talentlens FA2LED');
  expect(failed.code).toBe('stale');
  expect(said(failed)).toContain('not verified');
  const id = await backUp(it, 'talentlens');
  expect((await it.say('alice', `/restore teaching ${id}`)).code).toBe('not-found');
});

test('corrupt backups are found before anything stops, and count as verified no more', async () => {
  const id = await backUp(it, 'talentlens');
  const folder = (await it.desk.backups.get(id))?.folder;
  const asked = await it.say('alice', `/restore talentlens ${id}`);
  onHost('h1', `printf 'xxxxxxxx' | dd of=${folder}/main.db bs=1 seek=5000 conv=notrunc status=none`);
  const [before, data] = [pid(), dataOf(place)];
  const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
  expect(answer.code, said(answer)).toBe('stale');
  expect(said(answer)).toContain('is damaged');
  expect(pid()).toBe(before);
  expect(dataOf(place)).toBe(data);
  expect((await it.desk.backups.get(id))?.state).toBe('damaged');
  expect((await it.say('alice', `/restore talentlens ${id}`)).code).toBe('stale');
  expect(said(await it.say('carol', '/backup list talentlens'))).toContain('found damaged');
});

test('who may not restore is told so before anything is looked at', async () => {
  const id = await backUp(it, 'talentlens');
  expect((await it.say('bob', `/restore talentlens ${id}`)).code).toBe('denied');
  expect((await it.say('carol', '/backup now talentlens')).code).toBe('denied');
});
