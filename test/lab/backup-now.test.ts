import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { places, rowsOf, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
  for (const place of Object.values(places)) tidy(place);
});
afterAll(async () => {
  await it.close();
  for (const place of Object.values(places)) tidy(place);
});

const manifest = (host: string, folder: string) =>
  JSON.parse(onHost(host, `cat ${folder}/manifest.json`)) as {
    parts: { file: string; sha256: string; kind: string }[];
  }; // written by the backup

describe.each([
  ['T10', 'talentlens', ['main.db', 'env.tar.zst']],
  ['S5', 'teaching', ['main.db', 'env.tar.zst', 'config.tar.zst', 'logs.tar.zst', 'redis.rdb']],
] as const)('%s: /backup now %s', (_row, system, files) => {
  const place = places[system];
  let folder = '';

  test('takes every part, and the host itself finds each whole and for its owner alone', async () => {
    const answer = await it.say('bob', `/backup now ${system}`, true);
    expect(answer.code, said(answer)).toBe('ok');
    const backup = await it.desk.backups.newestVerified(system);
    folder = backup?.folder ?? '';
    expect(folder.startsWith(`${place.backups}/`)).toBe(true);
    // What, when, how long, how large, where, how and when it was looked at, encrypted or not.
    expect(backup).toMatchObject({
      ...{ system, host: place.host, runId: answer.runId, state: 'verified', encrypted: false, checkedBy: 'opened' },
      ...{ bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/), checkedAtMs: backup?.endedAtMs },
    });
    expect(backup?.endedAtMs).toBeGreaterThan(backup?.startedAtMs ?? Number.POSITIVE_INFINITY);
    expect(backup?.sha256).toBe(onHost(place.host, `sha256sum ${folder}/manifest.json | cut -d' ' -f1`));
    expect(backup?.parts[0]?.counts[place.table]).toBe(rowsOf(place));
    const parts = manifest(place.host, folder).parts;
    expect(parts.map(({ file }) => file)).toEqual(files);
    for (const { file, sha256 } of parts)
      expect(onHost(place.host, `sha256sum ${folder}/${file} | cut -d' ' -f1`)).toBe(sha256);
    expect(onHost(place.host, `stat -c %a ${folder} ${folder}/* | sort -u`)).toBe('600\n700');
    expect(
      onHost(
        place.host,
        `sqlite3 'file:${folder}/main.db?immutable=1' 'PRAGMA integrity_check; SELECT count(*) FROM ${place.table}'`,
      ),
    ).toBe(`ok\n${rowsOf(place)}`);
    for (const path of place.files.filter((each) => each.endsWith('.env')))
      expect(onHost(place.host, `zstd -dqc ${folder}/env.tar.zst | tar -xOf - ${path.slice(1)} | sha256sum`)).toBe(
        onHost(place.host, `sha256sum <${path}`),
      );
    expect(onHost(place.host, `ls -a ${place.backups} | grep -c part || true`)).toBe('0');
  });

  test('a second one the same day stands beside the first', async () => {
    expect((await it.say('bob', `/backup now ${system}`, true)).code).toBe('ok');
    const all = await it.desk.backups.list({ system, limit: 10 });
    expect(new Set(all.map((backup) => backup.folder)).size).toBe(2);
    expect(all[0]?.parts[0]?.schema).toMatch(/^\d+\/[0-9a-f]{12}$/);
    const listed = await it.say('carol', `/backup list ${system}`);
    expect(said(listed)).toContain('2 backups');
    expect(said(listed)).toMatch(/, took (\d+ ms|[\d.]+ s)/);
  });

  test('B1: /backup verify opens it again', async () => {
    const answer = await it.say('carol', `/backup verify ${system} latest`);
    expect(said(answer)).toContain('is sound');
    expect(answer.verdict).toBe('ok');
  });

  test('never shows what the environment file holds', async () => {
    const secrets = onHost(
      place.host,
      `grep -h KEY= ${place.files.filter((each) => each.endsWith('.env')).join(' ')} | cut -d= -f2`,
    );
    expect(secrets).toMatch(/lab/);
    const all = JSON.stringify([it.progress, await it.desk.backups.list({ system, limit: 10 })]);
    for (const secret of secrets.split('\n')) if (secret.length > 12) expect(all).not.toContain(secret);
  });
});

test('B1: without any backup, without its folder, or with one gone from it, /backup list is an alarm', async () => {
  const { backups, host } = places.teaching;
  const newest = await it.desk.backups.newestVerified('teaching');
  onHost(host, `mv ${newest?.folder} /root/hidden`);
  const gone = await it.say('carol', '/backup list teaching');
  onHost(host, `mv /root/hidden ${newest?.folder}`);
  expect(gone.verdict).toBe('critical');
  expect(said(gone)).toContain(`backup ${newest?.id} is verified in the catalogue and gone`);
  onHost(host, `chmod 550 ${backups}`);
  const unwritable = await it.say('carol', '/backup list teaching');
  const refused = await it.say('bob', '/backup now teaching', true);
  onHost(host, `chmod 750 ${backups}`);
  expect(said(unwritable)).toContain('may not be written');
  expect(refused.code).toBe('command-failed');
  expect(said(refused)).toContain('may not be written');
});

test('what cannot be read is said before anything is done', async () => {
  onHost('h3', 'chown root /opt/smart-teaching/llm/.env');
  const refused = await it.say('bob', '/backup now teaching', true);
  onHost('h3', 'chown teaching /opt/smart-teaching/llm/.env');
  expect(refused.code).toBe('command-failed');
  expect(said(refused)).toContain('/opt/smart-teaching/llm/.env may not be read');
  onHost('h3', 'mv /opt/smart-teaching/llm/.env /opt/smart-teaching/llm/.env.away');
  const missing = await it.say('bob', '/backup now teaching', true);
  onHost('h3', 'mv /opt/smart-teaching/llm/.env.away /opt/smart-teaching/llm/.env');
  expect(said(missing)).toContain('/opt/smart-teaching/llm/.env is not there');
});
