import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasTurn } from '../rotating-third.ts';
import { approved, backUp, dataOf, type Faults, faultyDesk, healthy, places, rowsOf, tidy } from './backup-lab.ts';
import { breakService, onHost } from './lab.ts';
import type { LabDesk } from './lab-desk.ts';
import { said } from './said.ts';

const place = places.talentlens;
const faults: Faults = {};
let it: LabDesk;
let id = '';
beforeAll(async () => {
  it = await faultyDesk(faults);
  for (const each of Object.values(places)) tidy(each);
  id = await backUp(it, 'talentlens');
});
afterEach(() => {
  delete faults.afterStep;
  onHost('h1', `find ${place.root} -name '*.zhiban-*' -prune -exec rm -rf {} +`);
  onHost(
    'h1',
    'umount -l /opt/HR人事/backend 2>/dev/null || true; systemctl reset-failed talentlens 2>/dev/null || true',
  );
});
afterAll(async () => {
  await it.close();
  for (const each of Object.values(places)) tidy(each);
});
const damaged: readonly [string, string] = [
  'a damaged database',
  `dd if=/dev/urandom of=${place.database} bs=4096 seek=2 count=1 conv=notrunc status=none`,
];
const took = /is back after (\d+ ms|[\d.]+ s|\d+ min)/;

describe('B4: /recover talentlens', () => {
  test('a service that died is only restarted, by two persons: data and environment stay the files they were', async () => {
    const data = dataOf(place);
    const inodes = onHost('h1', `stat -c %i ${place.files.join(' ')}`);
    breakService('h1', 'talentlens', 'crash');
    expect((await it.say('bob', '/recover talentlens')).code).toBe('denied');
    const asked = await it.say('alice', '/recover talentlens');
    expect(asked.code, said(asked)).toBe('needs-approval');
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('denied');
    expect(said(asked)).toContain('restart api');
    expect(said(asked)).toContain('data and environment are sound');
    const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
    expect(answer.code, said(answer)).toBe('ok');
    await healthy('talentlens');
    expect(said(answer)).toMatch(took);
    expect(said(answer)).toContain('by a restart, data untouched · 202 rows');
    expect(dataOf(place)).toBe(data);
    expect(onHost('h1', `stat -c %i ${place.files.join(' ')}`)).toBe(inodes);
  });

  test.runIf(hasTurn(2))('nothing wrong is nothing done', async () => {
    const answer = await it.say('alice', '/recover talentlens');
    expect(answer.code).toBe('not-found');
    expect(said(answer)).toContain('needs no recovery');
  });

  test.each<readonly [string, string]>([
    ...(hasTurn(1) ? [damaged] : []),
    ['a database and an environment that are gone', `systemctl stop talentlens; rm ${place.files.join(' ')}`],
  ])('%s comes back from the newest verified backup, whose folder is the catalogue’s', async (_, how) => {
    const wanted = (await it.desk.backups.get(id))?.parts[0]?.sha256;
    const owners = onHost('h1', `stat -c '%U:%G %a' ${place.files.join(' ')}`);
    const env = onHost('h1', `sha256sum <${place.files[1]}`);
    onHost('h1', how);
    const asked = await it.say('alice', '/recover talentlens');
    expect(asked.code, said(asked)).toBe('needs-approval');
    expect(said(asked)).toContain(`restore the newest verified backup ${id}`);
    const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
    expect(answer.code, said(answer)).toBe('ok');
    await healthy('talentlens');
    expect(said(answer)).toMatch(took);
    expect(said(answer)).toContain(`from backup ${id}`);
    expect(onHost('h1', `sha256sum <${place.database}`).split(' ')[0]).toBe(wanted);
    expect(rowsOf(place)).toBe(200);
    expect(onHost('h1', `stat -c '%U:%G %a' ${place.files.join(' ')}`)).toBe(owners);
    expect(onHost('h1', `sha256sum <${place.files[1]}`)).toBe(env);
  });

  test.runIf(hasTurn(3))('only the environment gone: the data stays what it is', async () => {
    const database = onHost('h1', `sha256sum ${place.database}; stat -c %i ${place.database}`);
    onHost('h1', `rm ${place.files[1]}`);
    const answer = await approved(it, '/recover talentlens');
    expect(answer.code, said(answer)).toBe('ok');
    await healthy('talentlens');
    expect(onHost('h1', `sha256sum ${place.database}; stat -c %i ${place.database}`)).toBe(database);
  });

  test.runIf(hasTurn(1))('lost data is not restarted over: it would begin with an empty database', async () => {
    onHost('h1', `systemctl stop talentlens; mv ${place.database} /root/hr.db`);
    const refused = await it.say('alice', '/recover talentlens restart');
    const there = onHost('h1', `ls ${place.database} 2>/dev/null || echo none`);
    onHost('h1', `mv /root/hr.db ${place.database}; systemctl start talentlens`);
    await healthy('talentlens');
    expect(refused.code).toBe('unhealthy');
    expect(said(refused)).toContain('might begin with an empty database');
    expect(there).toBe('none');
  });

  test.runIf(hasTurn(2))('an empty database that a restart made is told, with the backup that has more', async () => {
    onHost('h1', `systemctl stop talentlens; mv ${place.database} /root/hr.db; systemctl start talentlens`);
    await healthy('talentlens');
    const answer = await it.say('alice', '/recover talentlens');
    onHost('h1', `systemctl stop talentlens; mv /root/hr.db ${place.database}; systemctl start talentlens`);
    await healthy('talentlens');
    expect(answer.code).toBe('not-found');
    expect(said(answer)).toContain(`hold 0 rows and backup ${id} has 202`);
    expect(said(answer)).toContain('/recover talentlens restore');
  });

  test.runIf(hasTurn(3))('a newest backup that is gone from the host is passed over for the one before', async () => {
    const newer = await backUp(it, 'talentlens');
    onHost('h1', `rm -rf ${(await it.desk.backups.get(newer))?.folder}`);
    onHost('h1', `: >${place.database}`);
    const asked = await it.say('alice', '/recover talentlens');
    expect(said(asked)).toContain(`restore the newest verified backup ${id}`);
    const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
    expect(answer.code, said(answer)).toBe('ok');
    await healthy('talentlens');
  });

  test.runIf(hasTurn(2))('with a fault on its way the broken data is as it was, for whoever looks next', async () => {
    onHost('h1', `printf 'not a database at all, whatever' >${place.database}`);
    const before = dataOf(place);
    // Check, stop, set aside twice, put in place.
    faults.afterStep = 5;
    const answer = await approved(it, '/recover talentlens');
    expect(answer.code, said(answer)).toBe('command-failed');
    expect(dataOf(place)).toBe(before);
    delete faults.afterStep;
    const again = await approved(it, '/recover talentlens');
    expect(again.code, said(again)).toBe('ok');
    await healthy('talentlens');
  });

  test.runIf(hasTurn(1))('without any verified backup lost data is told so, and nothing stops', async () => {
    for (const backup of await it.desk.backups.list({ system: 'talentlens', limit: 20 }))
      await it.desk.backups.checked(backup.id, { sound: false, atMs: 1 });
    onHost('h1', `: >${place.database}`);
    const pid = onHost('h1', 'systemctl show -P MainPID talentlens');
    const answer = await it.say('alice', '/recover talentlens');
    expect(answer.code).toBe('not-found');
    expect(said(answer)).toContain('no verified backup to go back to');
    expect(onHost('h1', 'systemctl show -P MainPID talentlens')).toBe(pid);
  });
});

test.runIf(hasTurn(3))('B4: /recover teaching restarts what is down and waits for what needs it', async () => {
  breakService('h3', 'llm', 'crash');
  const asked = await it.say('alice', '/recover teaching');
  expect(said(asked)).toContain('restart llm');
  expect(said(asked)).not.toContain('stop frontend');
  const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
  expect(answer.code, said(answer)).toBe('ok');
  await healthy('teaching');
});
