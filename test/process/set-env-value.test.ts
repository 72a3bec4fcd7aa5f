import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Argv, ExecOptions } from '../../src/actions/ports.ts';
import { ok } from '../../src/actions/result.ts';
import type { StepContext } from '../../src/actions/step.ts';
import { setEnvValue } from '../../src/actions/steps/env-values/set-env-value.ts';
import { fakeBackups } from '../fakes/fake-backups.ts';
import { ThisMachine } from './this-machine.ts';

const value = 'sk-new/Key+with=all.of~it&more';
let folder: string;
let path: string;
let asked: Argv[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiban-env 人事-'));
  path = join(folder, '.env');
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

class Listening extends ThisMachine {
  override exec(host: string, argv: Argv, options: ExecOptions) {
    asked.push(argv);
    return super.exec(host, argv, options);
  }
}
const context = (given = value): StepContext => ({
  hosts: new Listening(),
  pipes: { pipe: () => Promise.reject(new Error('no test here copies between hosts')) },
  inventory: { systems: () => [], system: () => undefined, service: () => undefined, environment: () => undefined },
  backups: fakeBackups(),
  secrets: { reveal: async () => ok(given) },
  host: 'here',
  runId: 1,
  planId: '7F3KQ2',
  step: 1,
  now: Date.now,
  sleep: async () => {},
  signal: new AbortController().signal,
  progress: () => undefined,
});
const params = () => ({ path, variable: 'OPENAI_API_KEY', value: { secret: 'abcdefabcdef' }, stamp: '7F3KQ2' });
const memo = { whose: '' };
const read = () => readFileSync(path, 'utf8');
const env = (text: string, mode = 0o600) => {
  writeFileSync(path, text);
  chmodSync(path, mode);
};

describe.each([
  [
    'in its place among others',
    'A=1\nOPENAI_API_KEY=old\n# 注释\nB=2\n',
    `A=1\nOPENAI_API_KEY=${value}\n# 注释\nB=2\n`,
  ],
  [
    'wherever it stands twice',
    'OPENAI_API_KEY=a\nOPENAI_API_KEY=b\n',
    `OPENAI_API_KEY=${value}\nOPENAI_API_KEY=${value}\n`,
  ],
  ['with its export', '  export OPENAI_API_KEY="old"\n', `  export OPENAI_API_KEY=${value}\n`],
  [
    'at the end when it was not there',
    'A=1\nOPENAI_API_KEY_2=x\n#OPENAI_API_KEY=y\n',
    `A=1\nOPENAI_API_KEY_2=x\n#OPENAI_API_KEY=y\nOPENAI_API_KEY=${value}\n`,
  ],
  ['after a last line without its end', 'A=1', `A=1\nOPENAI_API_KEY=${value}\n`],
  ['in an empty file', '', `OPENAI_API_KEY=${value}\n`],
])('sets the variable %s', (_how, before, after) => {
  test('and puts the file back as it was', async () => {
    env(before, 0o640);
    if (process.geteuid?.() === 0) chownSync(path, 33, 33);
    const was = statSync(path);
    expect(await setEnvValue.perform(params(), memo, context())).toMatchObject({ ok: true });
    expect(read()).toBe(after);
    const now = statSync(path);
    expect([now.mode, now.uid, now.gid]).toEqual([was.mode, was.uid, was.gid]);
    expect(now.ino).not.toBe(was.ino);
    const former = `${path}.zhiban-7F3KQ2`;
    expect(readFileSync(former, 'utf8')).toBe(before);
    expect(statSync(former).mode & 0o777).toBe(0o600);
    expect(await setEnvValue.readBack(params(), memo, context())).toBe('done');
    expect(await setEnvValue.readBack(params(), memo, context('another-value'))).toBe('not-done');
    expect(await setEnvValue.undo?.(params(), memo, context())).toMatchObject({ ok: true });
    expect(read()).toBe(before);
    expect(statSync(path).mode).toBe(was.mode);
    expect(readdirSync(folder).sort()).toEqual(['.env', '.env.zhiban-7F3KQ2']);
  });
});

test('done twice, as after a crash, it still keeps the file as it was before the first', async () => {
  env('OPENAI_API_KEY=old\n');
  await setEnvValue.perform(params(), memo, context());
  await setEnvValue.perform(params(), memo, context());
  expect(read()).toBe(`OPENAI_API_KEY=${value}\n`);
  await setEnvValue.undo?.(params(), memo, context());
  expect(read()).toBe('OPENAI_API_KEY=old\n');
});

test('the value is in no argument, and in nothing that is shown', async () => {
  env('OPENAI_API_KEY=old\n');
  await setEnvValue.prepare(params(), context());
  await setEnvValue.perform(params(), memo, context());
  await setEnvValue.readBack(params(), memo, context());
  expect(asked.length).toBeGreaterThan(3);
  expect(JSON.stringify(asked)).not.toContain(value);
  expect(setEnvValue.describe(params()).join('\n')).not.toContain(value);
});

test('a link, a file that is not there, and one nobody may read are refused and left alone', async () => {
  expect((await setEnvValue.prepare(params(), context())).ok).toBe(false);
  const elsewhere = join(folder, 'elsewhere');
  writeFileSync(elsewhere, 'A=1\n');
  symlinkSync(elsewhere, path);
  expect((await setEnvValue.prepare(params(), context())).ok).toBe(false);
  expect((await setEnvValue.perform(params(), memo, context())).ok).toBe(false);
  expect(readFileSync(elsewhere, 'utf8')).toBe('A=1\n');
});

test('a value that is gone changes nothing', async () => {
  env('OPENAI_API_KEY=old\n');
  const gone = { ok: false as const, failure: { code: 'stale' as const, message: { outside: 'gone' } } };
  const without = { ...context(), secrets: { reveal: async () => gone } };
  expect(await setEnvValue.perform(params(), memo, without)).toEqual(gone);
  expect(await setEnvValue.readBack(params(), memo, without)).toBe('unknown');
  expect(read()).toBe('OPENAI_API_KEY=old\n');
});
