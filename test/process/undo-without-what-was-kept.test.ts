import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail, ok } from '../../src/actions/result.ts';
import type { StepContext } from '../../src/actions/step.ts';
import { setAsideData } from '../../src/actions/steps/data/set-aside-data.ts';
import { setEnvValue } from '../../src/actions/steps/env-values/set-env-value.ts';
import { deleteFiles } from '../../src/actions/steps/logs/delete-files.ts';
import { setAsideLogs } from '../../src/actions/steps/logs/set-aside-logs.ts';
import { outside } from '../../src/actions/text.ts';
import { fakeBackups } from '../fakes/fake-backups.ts';
import { ThisMachine } from './this-machine.ts';

const value = 'sk-new/Key+with=all.of~it&more';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-undo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const context = (given: string | undefined = value): StepContext => ({
  hosts: new ThisMachine(),
  pipes: { pipe: () => Promise.reject(new Error('no test here copies between hosts')) },
  inventory: { systems: () => [], system: () => undefined, service: () => undefined, environment: () => undefined },
  backups: fakeBackups(),
  secrets: { reveal: async () => (given === undefined ? fail('stale', outside('gone')) : ok(given)) },
  host: 'here',
  runId: 1,
  planId: '7F3KQ2',
  step: 1,
  now: Date.now,
  sleep: async () => {},
  signal: new AbortController().signal,
  progress: () => undefined,
});

test('data whose set-aside copy somebody deleted is not said to be put back', async () => {
  const paths = ['app.db', 'app.db-wal'].map((name) => join(folder, name));
  writeFileSync(paths[0] ?? '', 'rows');
  const params = { paths, stamp: '7F3KQ2' };
  const memo = await setAsideData.prepare(params, context());
  if (!memo.ok) throw new Error('not prepared');
  expect(await setAsideData.perform(params, memo.value, context())).toMatchObject({ ok: true });
  rmSync(`${paths[0]}.zhiban-7F3KQ2`);
  const undone = await setAsideData.undo?.(params, memo.value, context());
  expect(undone).toMatchObject({ ok: false });
  expect(JSON.stringify(undone)).toContain(`${paths[0]}.zhiban-7F3KQ2`);
});

test('data that is there, and data that never was, is put back', async () => {
  const paths = ['app.db', 'app.db-wal'].map((name) => join(folder, name));
  writeFileSync(paths[0] ?? '', 'rows');
  const params = { paths, stamp: '7F3KQ2' };
  const memo = { there: [true, false] };
  expect(await setAsideData.undo?.(params, memo, context())).toMatchObject({ ok: true }); // never begun
  await setAsideData.perform(params, memo, context());
  expect(await setAsideData.undo?.(params, memo, context())).toMatchObject({ ok: true });
  expect(readdirSync(folder)).toEqual(['app.db']);
});

test.each([[value], [undefined]])('a key whose former file is gone is not said to be put back', async (given) => {
  const path = join(folder, '.env');
  writeFileSync(path, 'OPENAI_API_KEY=old\n');
  const params = { path, variable: 'OPENAI_API_KEY', value: { secret: 'abcdefabcdef' }, stamp: '7F3KQ2' };
  await setEnvValue.perform(params, { whose: '' }, context());
  rmSync(`${path}.zhiban-7F3KQ2`);
  expect(await setEnvValue.undo?.(params, { whose: '' }, context(given))).toMatchObject({ ok: false });
  expect(readFileSync(path, 'utf8')).toContain(value);
});

test('a key that was never written needs no former file', async () => {
  const path = join(folder, '.env');
  writeFileSync(path, 'OPENAI_API_KEY=old\n');
  const params = { path, variable: 'OPENAI_API_KEY', value: { secret: 'abcdefabcdef' }, stamp: '7F3KQ2' };
  expect(await setEnvValue.undo?.(params, { whose: '' }, context())).toMatchObject({ ok: true });
});

const names: [string, string, string] = ['app.log.1', 'app.log.2', 'never-there'];
const files = [
  {
    kind: 'delete-files',
    kept: (name: string) => join(folder, '.aside', name),
    begin: async () => {
      const params = { folder, aside: '.aside', names };
      const memo = await deleteFiles.prepare(params, context());
      if (!memo.ok) throw new Error('not prepared');
      return {
        perform: () => deleteFiles.perform(params, memo.value, context()),
        undo: async (remembered = memo.value) => deleteFiles.undo?.(params, remembered, context()),
      };
    },
  },
  {
    kind: 'set-aside-logs',
    kept: (name: string) => join(folder, `${name}.zhiban-7F3KQ2`),
    begin: async () => {
      const params = { folder, suffix: '.zhiban-7F3KQ2', names };
      const memo = await setAsideLogs.prepare(params, context());
      if (!memo.ok) throw new Error('not prepared');
      return {
        perform: () => setAsideLogs.perform(params, memo.value, context()),
        undo: async (remembered = memo.value) => setAsideLogs.undo?.(params, remembered, context()),
      };
    },
  },
];

describe.each(files)('undone, $kind', ({ kept, begin }) => {
  const begun = async () => {
    for (const name of names.slice(0, 2)) writeFileSync(join(folder, name), `rows of ${name}`);
    return begin();
  };

  test('says what was set aside and deleted since, and moves nothing', async () => {
    const it = await begun();
    expect(await it.perform()).toMatchObject({ ok: true, value: { moved: 2 } });
    rmSync(kept('app.log.1'));
    const undone = await it.undo();
    expect(undone).toMatchObject({ ok: false });
    expect(JSON.stringify(undone)).toContain('app.log.1');
    expect(readFileSync(kept('app.log.2'), 'utf8')).toBe('rows of app.log.2');
  });

  test('takes no newer file of the same name for the one that was set aside', async () => {
    const it = await begun();
    await it.perform();
    writeFileSync(join(folder, 'app.log.1'), 'of another day');
    rmSync(kept('app.log.1'));
    expect(await it.undo()).toMatchObject({ ok: false });
  });

  test('puts all back, again and again, and by hand before it', async () => {
    const it = await begun();
    expect(await it.undo()).toMatchObject({ ok: true }); // never begun
    await it.perform();
    renameSync(kept('app.log.2'), join(folder, 'app.log.2'));
    for (let times = 0; times < 2; times += 1) expect(await it.undo()).toMatchObject({ ok: true });
    expect(readdirSync(folder).toSorted()).toEqual(['app.log.1', 'app.log.2']);
  });

  test('puts back what a run of an earlier release took, which remembered nothing', async () => {
    const it = await begun();
    await it.perform();
    expect(await it.undo({})).toMatchObject({ ok: true });
    expect(readdirSync(folder).toSorted()).toEqual(['app.log.1', 'app.log.2']);
  });
});
