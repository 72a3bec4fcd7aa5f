import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deleteFiles, deleteFilesParams } from '../../src/actions/steps/logs/delete-files.ts';
import { PidfileWorld } from './pidfile-world.ts';

describe.runIf(process.platform === 'linux')('setting files aside', () => {
  let folder = '';
  const world = new PidfileWorld();
  const context = world.context();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiban-临时 '));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const aside = '.zhiban-aside-7F3KQ2';
  const params = (...names: [string, ...string[]]) => deleteFilesParams.parse({ folder, aside, names });
  const put = (name: string, text = name): void => writeFileSync(join(folder, name), text);
  const perform = (what: ReturnType<typeof params>) => deleteFiles.perform(what, {}, context);

  test('moves exactly the named files', async () => {
    for (const name of ['a.tmp', '上传 1', '-n', 'kept.tmp']) put(name);
    const what = params('a.tmp', '上传 1', '-n');
    expect(await deleteFiles.readBack(what, {}, context)).toBe('not-done');
    expect(await perform(what)).toEqual({ ok: true, value: { moved: 3, bytes: 15, open: 0 } });
    expect(readdirSync(folder).toSorted()).toEqual([aside, 'kept.tmp']);
    expect(await deleteFiles.readBack(what, {}, context)).toBe('done');
    expect(await deleteFiles.recall?.(what, {}, context)).toEqual({
      ok: true,
      value: { moved: 3, bytes: 15, open: 0 },
    });
  });

  test('leaves a file alone that a process has open', async () => {
    put('a.tmp');
    put('b.tmp');
    const open = openSync(join(folder, 'a.tmp'), 'r');
    expect(await perform(params('a.tmp', 'b.tmp'))).toMatchObject({ ok: true, value: { moved: 1, open: 1 } });
    expect(existsSync(join(folder, 'a.tmp'))).toBe(true);
    closeSync(open);
  });

  test('takes no folder and follows no link', async () => {
    const elsewhere = join(world.folder, 'precious');
    writeFileSync(elsewhere, 'precious');
    symlinkSync(elsewhere, join(folder, 'link.tmp'));
    mkdirSync(join(folder, 'dir.tmp'));
    expect(await perform(params('link.tmp', 'dir.tmp'))).toMatchObject({ ok: true, value: { moved: 0 } });
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious');
    expect(readdirSync(folder)).toContain('link.tmp');
  });

  test.each(['../up', 'a/b', '.', '..', ''])('refuses the name %j', (name) => {
    expect(deleteFilesParams.safeParse({ folder, aside, names: [name] }).success).toBe(false);
  });

  test('can be done again: what is moved stays moved', async () => {
    put('a.tmp');
    await perform(params('a.tmp', 'b.tmp'));
    put('b.tmp');
    expect(await perform(params('a.tmp', 'b.tmp'))).toMatchObject({ ok: true, value: { moved: 1 } });
    expect(readdirSync(join(folder, aside)).toSorted()).toEqual(['a.tmp', 'b.tmp']);
  });

  test('is undone completely', async () => {
    put('a.tmp', 'first');
    const what = params('a.tmp', 'never-there');
    await perform(what);
    expect(await deleteFiles.undo?.(what, {}, context)).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual(['a.tmp']);
    expect(readFileSync(join(folder, 'a.tmp'), 'utf8')).toBe('first');
    expect(await deleteFiles.undo?.(what, {}, context)).toMatchObject({ ok: true });
  });

  test('is not undone over a newer file', async () => {
    put('a.tmp', 'old');
    const what = params('a.tmp');
    await perform(what);
    put('a.tmp', 'new');
    expect(await deleteFiles.undo?.(what, {}, context)).toMatchObject({ ok: false });
    expect(readFileSync(join(folder, 'a.tmp'), 'utf8')).toBe('new');
    expect(readFileSync(join(folder, aside, 'a.tmp'), 'utf8')).toBe('old');
  });
});
