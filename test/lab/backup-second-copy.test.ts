import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hasTurn } from '../rotating-third.ts';
import { addRow, approved, dataOf, healthy, places, rowsOf, tidy } from './backup-lab.ts';
import { backupsWith } from './inventory-with.ts';
import { net, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const place = places.talentlens;
const other = '/var/backups/of-h1';
let it: LabDesk;
beforeAll(async () => {
  it = await labDesk(backupsWith('talentlens', { copyTo: [{ host: 'h3', folder: other, keep: 3_600_000 }] }));
});
beforeEach(() => {
  tidy(place);
  onHost('h3', `rm -rf ${other}; install -d -m 700 -o teaching ${other}`);
});
afterAll(async () => {
  await it.close();
  tidy(place);
  onHost('h3', `rm -rf ${other}`);
});
const older = { system: 'talentlens', host: 'h1', runId: 1, startedAtMs: Date.UTC(2026, 0, 1) };
const newest = () => it.desk.backups.newestVerified('talentlens');
const hashes = (host: string, folder: string) => onHost(host, `cd ${folder} && sha256sum *`);

test('T10: a second copy stands on another host, file by file the same, for its owner alone', async () => {
  const answer = await it.say('bob', '/backup now talentlens', true);
  expect(answer.code, said(answer)).toBe('ok');
  const backup = await newest();
  const [copy] = backup?.copies ?? [];
  expect(copy).toMatchObject({ host: 'h3', state: 'sound' });
  expect(hashes('h3', copy?.folder ?? '')).toBe(hashes('h1', backup?.folder ?? ''));
  expect(onHost('h3', `stat -c '%U %a' ${copy?.folder} ${copy?.folder}/* | sort -u`)).toBe(
    'teaching 600\nteaching 700',
  );
});

test('T10: it is kept for its own time: an older copy goes when a newer one is sound', async () => {
  await it.say('bob', '/backup now talentlens', true);
  const first = await newest();
  const old = `${other}/20260101T000000Z-AAAAAA`;
  onHost('h3', `cp -a ${first?.copies[0]?.folder} ${old}`);
  await it.desk.backups.begin({ ...older, id: 'AAAAAA', folder: '/backup/talentlens/20260101T000000Z-AAAAAA' });
  await it.desk.backups.copied('AAAAAA', { host: 'h3', folder: old, state: 'sound', atMs: 1 });
  await it.desk.backups.failed('AAAAAA', 2);
  const answer = await it.say('bob', '/backup now talentlens', true);
  expect(answer.code, said(answer)).toBe('ok');
  expect(onHost('h3', `ls ${other}`).split('\n')).toHaveLength(2);
  expect((await it.desk.backups.get('AAAAAA'))?.copies[0]?.state).toBe('pruned');
});

test('T10: when it cannot be made the backup is sound all the same, and the warning is loud', async () => {
  onHost('h3', `chown root ${other}`);
  const answer = await it.say('bob', '/backup now talentlens', true);
  onHost('h3', `chown teaching ${other}`);
  expect(answer.code, said(answer)).toBe('ok');
  expect(said(answer)).toContain('WARNING: not copied to h3');
  const backup = await newest();
  expect(backup?.state).toBe('verified');
  expect(backup?.copies[0]?.state).toBe('failed');
  expect(onHost('h3', `ls -A ${other}`)).toBe('');
});

test.runIf(hasTurn(1))(
  'T10: with the second host down the backup is made, in time, and that it lies on one host only is an alarm',
  async () => {
    net('h3', 'cut');
    try {
      const answer = await it.say('bob', '/backup now talentlens', true);
      expect(answer.code, said(answer)).toBe('ok');
      expect(said(answer)).toContain('WARNING: not copied to h3');
      const listed = await it.say('carol', '/backup list talentlens');
      expect(said(listed)).toMatch(
        new RegExp(`▲ second copy +backup ${(await newest())?.id} could not be copied to h3`),
      );
      expect(said(listed)).toMatch(/\? second copy +h3 cannot be looked at/);
    } finally {
      net('h3', 'heal');
    }
  },
);

test.runIf(hasTurn(2))('T10: a copy that vanished from the second host is an alarm too', async () => {
  await it.say('bob', '/backup now talentlens', true);
  expect(said(await it.say('carol', '/backup list talentlens'))).not.toContain('second copy');
  onHost('h3', `rm -rf ${other}/*`);
  const listed = await it.say('carol', '/backup list talentlens');
  expect(said(listed)).toContain(`the copy of backup ${(await newest())?.id} is gone from ${other} on h3`);
});

test('B2: with the first one lost nothing stops; fetched from the second host it is checked, and restored', async () => {
  await it.say('bob', '/backup now talentlens', true);
  const backup = await newest();
  const id = backup?.id ?? '';
  const hash = hashes('h1', backup?.folder ?? '');
  const rows = rowsOf(place);
  addRow(place);
  onHost('h1', `rm -rf ${backup?.folder}`);
  const listed = await it.say('carol', '/backup list talentlens');
  expect(listed.verdict).toBe('critical');
  expect(said(listed)).toContain(`/backup fetch talentlens ${id}`);
  const before = dataOf(place);
  const refused = await approved(it, '/restore talentlens latest');
  expect(refused.code, said(refused)).toBe('stale');
  expect(said(refused)).toContain(`/backup fetch talentlens ${id}`);
  expect(dataOf(place)).toBe(before);
  expect((await it.desk.backups.get(id))?.state).toBe('damaged');

  const fetched = await it.say('bob', '/backup fetch talentlens', true);
  expect(fetched.code, said(fetched)).toBe('ok');
  expect(said(fetched)).toContain(`backup ${id} is back from h3 and sound`);
  expect(hashes('h1', backup?.folder ?? '')).toBe(hash);
  expect((await newest())?.id).toBe(id);
  const again = await it.say('bob', `/backup fetch talentlens ${id}`, true);
  expect(said(again)).toContain('is where it belongs');
  const restored = await approved(it, '/restore talentlens latest');
  expect(restored.code, said(restored)).toBe('ok');
  expect(rowsOf(place)).toBe(rows);
  await healthy('talentlens');
});

test.runIf(hasTurn(3))('B2: a copy that is no longer what it was is not taken, and nothing of it stays', async () => {
  await it.say('bob', '/backup now talentlens', true);
  const backup = await newest();
  onHost('h1', `rm -rf ${backup?.folder}`);
  onHost('h3', `truncate -s +1 ${backup?.copies[0]?.folder}/env.tar.zst`);
  const fetched = await it.say('bob', '/backup fetch talentlens', true);
  expect(fetched.code, said(fetched)).toBe('command-failed');
  expect(said(fetched)).toContain('its hash differs');
  expect(onHost('h1', `ls -A ${place.backups}`)).toBe('');
});
