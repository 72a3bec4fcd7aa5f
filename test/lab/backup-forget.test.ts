import { afterAll, beforeAll, expect, test } from 'vitest';
import { approved, backUp, dataOf, places, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const place = places.talentlens;
let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
  tidy(place);
});
afterAll(async () => {
  await it.close();
  tidy(place);
});
const asides = (): string => onHost('h1', `find ${place.root} -name '*.zhiban-*' | sort`);

test('B2: what a restore set aside stays until it is forgotten by a command, and that only with a newer verified backup', async () => {
  await backUp(it, 'talentlens');
  const restored = await approved(it, '/restore talentlens latest all');
  expect(restored.code, said(restored)).toBe('ok');
  const stamp = /zhiban-([0-9A-Z]{6})$/m.exec(asides())?.[1] ?? '';
  expect(asides().split('\n')).toEqual(place.files.map((path) => `${path}.zhiban-${stamp}`).toSorted());

  // Listed where one looks for backups, and where one looks for room.
  for (const command of ['/backup list talentlens', '/disk talentlens']) {
    const listed = said(await it.say('carol', command));
    expect(listed).toMatch(new RegExp(`set aside.*${stamp}|${stamp}.*2 paths`));
    expect(listed).toContain(`/backup forget talentlens ${stamp}`);
  }
  expect(said(await it.say('alice', '/backup forget talentlens'))).toContain(stamp);
  expect(said(await it.say('alice', '/backup forget talentlens AAAAAA'))).toContain(`there is ${stamp}`);
  expect((await it.say('carol', `/backup forget talentlens ${stamp}`)).code).toBe('denied');

  const early = await it.say('alice', `/backup forget talentlens ${stamp}`, true);
  expect(early.code).toBe('stale');
  expect(said(early)).toContain('no verified backup of QZ·TalentLens is newer'.replace('QZ·TalentLens', 'talentlens'));
  expect(asides()).toContain(stamp);

  const newer = await backUp(it, 'talentlens');
  const before = dataOf(place).split('\n').slice(0, 5);
  const asked = await it.say('alice', `/backup forget talentlens ${stamp}`);
  expect(asked.code).toBe('needs-confirm');
  expect(said(asked)).toContain(`sudo -n -u www-data /usr/bin/rm -rf -- ${place.database}.zhiban-${stamp}`);
  // The backup it rests on must still be there when she says yes.
  await it.desk.backups.checked(newer, { sound: false, atMs: 1 });
  const voided = await it.say('alice', `/confirm ${asked.approvalId}`);
  expect(voided.code).toBe('stale');
  expect(asides()).toContain(stamp);
  await it.desk.backups.checked(newer, { sound: true, atMs: 2 });

  const answer = await it.say('alice', `/backup forget talentlens ${stamp}`, true);
  expect(answer.code, said(answer)).toBe('ok');
  expect(said(answer)).toMatch(/deleted for good · 2 paths, .* free again/);
  expect(asides()).toBe('');
  expect(dataOf(place).split('\n').slice(0, 5)).toEqual(before);
  const undone = await it.say('alice', `/undo ${restored.runId}`);
  expect(undone.code, said(undone)).toBe('stale');
  expect(said(await it.say('alice', `/backup forget talentlens ${stamp}`))).toContain(
    'Nothing of talentlens is set aside',
  );
});
