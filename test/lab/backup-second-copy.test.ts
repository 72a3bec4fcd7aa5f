import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { places, tidy } from './backup-lab.ts';
import { backupsWith } from './inventory-with.ts';
import { onHost } from './lab.ts';
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
