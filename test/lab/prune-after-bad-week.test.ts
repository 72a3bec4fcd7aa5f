import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { backUp, type Faults, faultyDesk, places, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import type { LabDesk } from './lab-desk.ts';
import { said } from './said.ts';

const { host, backups } = places.talentlens;
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
  await it.close();
  tidy(places.talentlens);
});
const lying = () => onHost(host, `ls -A ${backups}`);

test('T10: failures delete nothing, and a new good one leaves the last good one too', async () => {
  const old = await backUp(it, 'talentlens');
  const older = `${backups}/20260101T000000Z-AAAAAA`;
  onHost(host, `cp -a $(ls -d ${backups}/2*) ${older}`);
  const day = 86_400_000;
  await it.desk.backups.begin({
    id: 'AAAAAA',
    system: 'talentlens',
    host,
    folder: older,
    runId: 1,
    startedAtMs: Date.now() - 30 * day,
  });
  await it.desk.backups.verified('AAAAAA', { parts: [], sha256: 'x', atMs: Date.now() - 30 * day });
  for (let round = 0; round < 3; round += 1) {
    faults.afterStep = 3;
    expect((await it.say('bob', '/backup now talentlens', true)).code).toBe('command-failed');
    expect(lying()).toContain('AAAAAA');
    expect(lying()).toContain(old);
  }
  delete faults.afterStep;
  const made = await it.say('bob', '/backup now talentlens', true);
  expect(made.code, said(made)).toBe('ok');
  expect(said(made)).toContain('1 old pruned');
  expect(lying()).not.toContain('AAAAAA');
  expect(lying()).toContain(old);
  expect((await it.desk.backups.get('AAAAAA'))?.state).toBe('pruned');
});

test('T10: an old one that cannot be deleted is said, stays in the catalogue, and is an alarm', async () => {
  const day = 86_400_000;
  const stuck = `${backups}/20260101T000000Z-BBBBBB`;
  // Of somebody else, who lets nobody in.
  onHost(host, `mkdir -p ${stuck}/deep && touch ${stuck}/manifest.json ${stuck}/deep/file && chmod -R 755 ${stuck}`);
  await it.desk.backups.begin({
    id: 'BBBBBB',
    system: 'talentlens',
    host,
    folder: stuck,
    runId: 1,
    startedAtMs: Date.now() - 30 * day,
  });
  await it.desk.backups.verified('BBBBBB', { parts: [], sha256: 'x', atMs: Date.now() - 30 * day });
  await backUp(it, 'talentlens');
  const made = await it.say('bob', '/backup now talentlens', true);
  expect(made.code, said(made)).toBe('ok');
  expect(said(made)).toContain('1 old could not be deleted');
  expect((await it.desk.backups.get('BBBBBB'))?.state).toBe('verified');
  const listed = await it.say('carol', '/backup list talentlens');
  expect(said(listed)).toMatch(/▲ retention +1 backup is older than is kept/);
});
