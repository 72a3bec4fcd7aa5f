import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backUpState } from '../../../src/bot/state-backup/back-up-state.ts';
import { restoreState } from '../../../src/bot/state-backup/restore-state.ts';
import { openStore } from '../../../src/bot/storage/open-store.ts';
import { entry } from '../../contract/storage/rows.ts';
import { deadPid } from '../../contract/storage/state-in-test.ts';
import { tempFolder } from '../../contract/storage/temp-folder.ts';

const madeAt = Date.UTC(2026, 10, 22, 3);
const opening = async (folder: string) => {
  const opened = await openStore({ folder, now: () => madeAt });
  let open = true;
  const close = async () => {
    if (open) await opened.close();
    open = false;
  };
  onTestFinished(close);
  return { ...opened, close };
};

/** A state with three audit rows, its backup, and a fourth row written afterwards. */
async function backedUp() {
  const root = tempFolder();
  const state = join(root, 'state');
  const opened = await opening(state);
  for (let at = 0; at < 3; at += 1) await opened.store.audit.append(entry());
  const { path, manifest } = await backUpState(state, join(root, 'backups'), madeAt);
  await opened.store.audit.append(entry({ command: '/stop llm' }));
  return { root, state, path, manifest, opened };
}
const rowsOf = async (state: string) => {
  const { store, close } = await opening(state);
  const verdict = await store.audit.verify();
  await close();
  return verdict;
};

describe('a backup of the state', () => {
  test('is made while others write, holds database and keys, and is for its owner alone', async () => {
    const { path, manifest } = await backedUp();
    expect(path).toMatch(/zhiban-state-20261122T030000Z$/);
    expect(readdirSync(path).toSorted()).toEqual(['audit.head', 'audit.key', 'manifest.json', 'zhiban.db']);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(path)) expect([name, statSync(join(path, name)).mode & 0o077]).toEqual([name, 0]);
    expect(manifest).toMatchObject({ auditRows: 3, madeAtMs: madeAt });
  });

  test('of what is no database fails and leaves nothing behind', async () => {
    const root = tempFolder();
    writeFileSync(join(root, 'zhiban.db'), 'not a database at all, but long enough to look at');
    await expect(backUpState(root, join(root, 'backups'), madeAt)).rejects.toThrow('file is not a database');
    expect(readdirSync(join(root, 'backups'))).toEqual([]);
  });
});

describe('restoring the state', () => {
  test('puts the copy in its place, sets the former state aside whole, and the trail holds', async () => {
    const { state, path, opened } = await backedUp();
    await opened.close();
    const result = await restoreState(path, state, madeAt + 60_000);
    if (!result.restored) throw new Error(result.why);
    expect(await rowsOf(state)).toMatchObject({ rows: 3, faults: [] });
    expect(await rowsOf(result.setAside ?? '')).toMatchObject({ rows: 4, faults: [] });
  });

  test('works where no state is left', async () => {
    const { state, path, opened } = await backedUp();
    await opened.close();
    rmSync(state, { recursive: true });
    expect(await restoreState(path, state, madeAt)).toMatchObject({ restored: true });
    expect((await rowsOf(state)).rows).toBe(3);
  });

  test('is refused while a process works on the state, not because of one that died', async () => {
    const { state, path, opened } = await backedUp();
    const { instances } = opened.store;
    await instances.register({ id: 'dead', kind: 'cli', pid: deadPid, atMs: madeAt });
    await instances.register({ id: 'alive', kind: 'bot', pid: process.pid, atMs: madeAt });
    const refused = await restoreState(path, state, madeAt);
    expect(refused).toEqual({ restored: false, why: `pid ${process.pid} works on ${state}: stop it first` });
    await instances.leave('alive');
    await opened.close();
    expect(await restoreState(path, state, madeAt)).toMatchObject({ restored: true });
  });

  const damages: readonly [string, (path: string) => void, RegExp][] = [
    ['a changed byte', (path) => appendFileSync(join(path, 'zhiban.db'), 'x'), /its hash differs/],
    ['a missing key', (path) => rmSync(join(path, 'audit.key')), /audit\.key is missing/],
    ['no manifest', (path) => rmSync(join(path, 'manifest.json')), /no backup of a state/],
    ['a newer schema', (path) => edit(path, /"schema": \d+/, '"schema": 999'), /use the newer version/],
    ['a name that leads elsewhere', (path) => edit(path, 'audit.key', '../audit.key'), /cannot be understood/],
  ];
  test.each(damages)('from a backup with %s changes nothing', async (_, damage, why) => {
    const { root, state, path, opened } = await backedUp();
    await opened.close();
    damage(path);
    const result = await restoreState(path, state, madeAt);
    expect(result).toMatchObject({ restored: false });
    expect('why' in result && result.why).toMatch(why);
    expect((await rowsOf(state)).rows).toBe(4);
    expect(readdirSync(root).toSorted()).toEqual(['backups', 'state']);
    expect(existsSync(join(path, 'zhiban.db'))).toBe(true);
  });
});

function edit(path: string, from: string | RegExp, to: string): void {
  const file = join(path, 'manifest.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}
