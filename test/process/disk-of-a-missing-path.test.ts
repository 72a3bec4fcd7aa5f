import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diskArgv, disksSeen } from '../../src/actions/host/disk-space.ts';
import { ThisMachine } from './this-machine.ts';

test('what is not there yet lies on the file system of the nearest folder above it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const hosts = new ThisMachine();
  const mountOf = async (...paths: readonly string[]) => {
    const options = { signal: new AbortController().signal, timeoutMs: 10_000 };
    const answer = await hosts.exec('here', diskArgv(paths), options);
    if (!answer.ok) throw new Error('df did not run');
    return disksSeen(answer.value).map(({ mount }) => mount);
  };
  const [own] = await mountOf(folder);
  expect(own).toMatch(/^\//);
  expect(await mountOf(join(folder, 'logs/llm 1.log'))).toEqual([own]);
  expect(await mountOf('/nowhere')).toEqual(await mountOf('/'));
});
