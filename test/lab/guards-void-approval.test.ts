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

test('B2: room that is gone by the time of the yes voids it too, with what was free and what is', async () => {
  await backUp(it, 'talentlens');
  const asked = await it.say('alice', '/restore talentlens latest');
  expect(asked.code, said(asked)).toBe('needs-approval');
  const [before, data] = [pid(), dataOf(place)];
  onHost(
    'h1',
    'mount -t tmpfs -o size=1m,mode=755,uid=33,gid=33 tmpfs /mnt && cp -a /opt/HR人事/backend/. /mnt && dd if=/dev/zero of=/mnt/ballast bs=64k status=none 2>/dev/null; mount --bind /mnt /opt/HR人事/backend',
  );
  const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
  onHost('h1', 'umount -l /opt/HR人事/backend; umount -l /mnt');
  expect(answer.code, said(answer)).toBe('stale');
  expect(said(answer)).toMatch(/Not enough room on h1 at .*: .* needed, .* free/);
  expect(said(answer)).toMatch(/only .* free/);
  const again = await it.say('chenwei', `/approve ${asked.approvalId}`);
  expect(again.code, said(again)).not.toBe('ok');
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
