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

test('B2: a backup that is pruned or found damaged between the question and the yes voids the approval', async () => {
  const id = await backUp(it, 'talentlens');
  const first = await it.say('alice', '/restore talentlens latest');
  await it.desk.backups.checked(id, { sound: false, atMs: 5 });
  const [before, data] = [pid(), dataOf(place)];
  const damaged = await it.say('chenwei', `/approve ${first.approvalId}`);
  expect(damaged.code).toBe('stale');
  expect(said(damaged)).toContain(`backup ${id}, verified`);
  expect(said(damaged)).toContain('it was found damaged');
  await it.desk.backups.checked(id, { sound: true, atMs: 6 });
  const second = await it.say('alice', '/restore talentlens latest');
  await it.desk.backups.pruned(id, 7);
  const pruned = await it.say('chenwei', `/approve ${second.approvalId}`);
  expect(pruned.code).toBe('stale');
  expect(said(pruned)).toContain('it was deleted');
  expect(pid()).toBe(before);
  expect(dataOf(place)).toBe(data);
});

test('B2: `latest` is the backup that was newest when it was asked, not when it was approved', async () => {
  const id = await backUp(it, 'talentlens');
  const asked = await it.say('alice', '/restore talentlens latest');
  expect(said(asked)).toContain(`from backup ${id}`);
  const newer = await backUp(it, 'talentlens');
  expect(newer).not.toBe(id);
  const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
  expect(answer.code, said(answer)).toBe('ok');
  const run = await it.desk.store.runs.get(answer.runId ?? 0);
  expect(JSON.stringify(run?.plan.steps)).toContain(id);
  expect(JSON.stringify(run?.plan.steps)).not.toContain(newer);
});
