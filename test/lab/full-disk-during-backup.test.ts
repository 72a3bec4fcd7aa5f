import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { backUp, type Faults, faultyDesk, places, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import type { LabDesk } from './lab-desk.ts';
import { said } from './said.ts';

const { host } = places.talentlens;
const filled = '/backup/talentlens';
const faults: Faults = {};
let it: LabDesk;
beforeAll(async () => {
  it = await faultyDesk(faults);
});
beforeEach(() => {
  delete faults.afterStep;
  delete faults.before;
  tidy(places.talentlens);
});
afterAll(async () => {
  onHost(host, `umount ${filled} 2>/dev/null || true`);
  await it.close();
  tidy(places.talentlens);
});
const newestState = async () => (await it.desk.backups.list({ system: 'talentlens', limit: 1 }))[0]?.state;

test('T10: a disk that fills up is told, and no half backup counts', async () => {
  const id = await backUp(it, 'talentlens');
  // A small disk over the folder, full but for a few kilobytes once the guard has looked.
  onHost(
    host,
    `mkdir -p /run/small && mount -t tmpfs -o size=64m,uid=$(id -u ops),gid=$(id -g ops),mode=750 none ${filled}`,
  );
  try {
    faults.before = {
      kind: 'snapshot-database',
      act: () => void onHost(host, `dd if=/dev/zero of=${filled}/ballast bs=4k status=none 2>/dev/null || true`),
    };
    const answer = await it.say('bob', '/backup now talentlens', true);
    expect(answer.code, said(answer)).toBe('command-failed');
    expect(said(answer)).toMatch(/could not be copied/);
    expect(onHost(host, `ls -A ${filled}`)).toBe('ballast');
    expect(await newestState()).toBe('failed');
    delete faults.before;
    const refused = await it.say('bob', '/backup now talentlens', true);
    expect(refused.code).toBe('stale');
    expect(said(refused)).toContain('Not enough room on h1');
  } finally {
    onHost(host, `umount ${filled}`);
  }
  expect((await it.desk.backups.newestVerified('talentlens'))?.id).toBe(id);
  expect((await it.say('carol', '/backup verify talentlens latest')).verdict).toBe('ok');
});
