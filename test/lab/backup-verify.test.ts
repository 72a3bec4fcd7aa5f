import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../src/handlers/store/runs.ts';
import { backUp, places, tidy } from './backup-lab.ts';
import { labEnv, onHost, stateFolder } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said, until } from './said.ts';

const root = join(import.meta.dirname, '../roots/desk-killed-at-a-write.ts');
const place = places.talentlens;
const held = '/run/lab-held';
const slow = '/usr/local/bin/sqlite3';

/** While it is held sqlite3 waits before it begins, so that opening a copy takes as long as a test wants. */
const hold = () =>
  onHost(
    place.host,
    `touch ${held}; printf '#!/bin/sh\\nwhile [ -e ${held} ]; do sleep 0.05; done\\nexec /usr/bin/sqlite3 "$@"\\n' >${slow}; chmod 755 ${slow}`,
  );
const release = () => onHost(place.host, `rm -f ${held} ${slow}`);
const opening = () => onHost(place.host, `pgrep -u ops -f '${slow} ' || true`);

const state = stateFolder();
let it: LabDesk;
let id = '';
const newest = async (desk: LabDesk): Promise<Run | undefined> => (await desk.desk.store.runs.list({ limit: 1 }))[0];
const backup = () => it.desk.backups.get(id);

beforeAll(async () => {
  tidy(place);
  it = await labDesk(undefined, { state: state.path });
});
beforeEach(async () => {
  id = await backUp(it, 'talentlens');
});
afterEach(() => release());
afterAll(async () => {
  await it.close();
  state.remove();
  tidy(place);
});

test('B1: /backup verify is asked of nobody, goes on under a freeze, and is no change of the system', async () => {
  const before = await it.desk.history.lastChange('talentlens');
  await it.say('alice', '/freeze "the chat may be compromised"');
  const answer = await it.say('carol', '/backup verify talentlens latest');
  const refused = await it.say('bob', '/backup now talentlens', true);
  await it.say('alice', '/thaw');
  expect(answer.code, said(answer)).toBe('ok');
  expect(said(answer)).toMatch(new RegExp(`backup ${id} is sound · 2 parts, \\d+ rows`));
  expect(refused.code).toBe('frozen');
  expect(await it.desk.history.lastChange('talentlens')).toEqual(before);
  expect((await backup())?.checkedAtMs).toBeGreaterThan((await backup())?.endedAtMs ?? 0);
});

test('B1: every part is looked at and named, and a damaged backup counts as verified no more', async () => {
  onHost(place.host, `truncate -s +1 ${(await backup())?.folder}/env.tar.zst`);
  const answer = await it.say('carol', `/backup verify talentlens ${id}`);
  expect(answer.code, said(answer)).toBe('unhealthy');
  expect(answer.verdict).toBe('critical');
  expect(said(answer)).toMatch(/● main +\d+ rows/);
  expect(said(answer)).toMatch(/■ env +/);
  expect(said(answer)).toContain(`Backup ${id} is damaged and no longer counts as verified`);
  expect((await backup())?.state).toBe('damaged');
});

test('B1: a bot killed with -9 while the host reads finds the work again, and says how it ended', async () => {
  const own = stateFolder();
  const env = { ...process.env, ...labEnv, ZHIBAN_LAB_STATE: own.path, ZHIBAN_KIND: 'bot' };
  const first = await labDesk(undefined, { state: own.path });
  const made = await backUp(first, 'talentlens');
  await first.close();
  hold();
  const child = spawn(process.execPath, [root, '0', 'carol', `/backup verify talentlens ${made}`], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  await until('the copy is being opened', () => opening() !== '', 60_000);
  child.kill('SIGKILL');
  await ended;
  expect(opening()).not.toBe('');
  const interrupted: Run[] = [];
  const other = await labDesk(undefined, {
    state: own.path,
    kind: 'bot',
    interrupted: (runs) => interrupted.push(...runs),
  });
  try {
    const before = (await other.desk.backups.get(made))?.checkedAtMs;
    await until('the run goes on', async () => (await newest(other))?.state === 'running', 60_000);
    release();
    await until('the run ends', async () => (await newest(other))?.state === 'succeeded', 60_000);
    expect(interrupted).toEqual([]);
    expect((await other.desk.backups.get(made))?.checkedAtMs).not.toBe(before);
    // Read once.
    expect(onHost(place.host, 'ls -d ~ops/.zhiban/jobs/*.before 2>/dev/null | wc -l')).toBe('0');
  } finally {
    await other.close();
    own.remove();
  }
});

test('B1: /cancel ends the reading on the host, which itself shows it gone, and says nothing of the backup', async () => {
  hold();
  const before = await backup();
  const going = it.say('carol', `/backup verify talentlens ${id}`);
  await until('the copy is being opened', () => opening() !== '', 60_000);
  const cancelled = await it.say('carol', `/cancel ${(await newest(it))?.runId}`);
  expect(cancelled.code, said(cancelled)).toBe('ok');
  expect((await going).code).toBe('cancelled');
  expect(opening()).toBe('');
  expect(await backup()).toEqual(before);
});

test('B1: the weekly list has it done, as a run of its own', async () => {
  const answer = await it.say('carol', '/checklist weekly talentlens');
  expect(answer.code, said(answer)).toBe('ok');
  expect((await newest(it))?.plan.action).toBe('backup verify');
  expect((await backup())?.checkedAtMs).toBeGreaterThan((await backup())?.endedAtMs ?? 0);
  onHost(place.host, `truncate -s +1 ${(await backup())?.folder}/env.tar.zst`);
  const found = said(await it.say('carol', '/checklist weekly talentlens'));
  expect(found).toMatch(/■ 备份完整性 · env .*its hash differs/);
});
