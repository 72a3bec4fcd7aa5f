import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { birthOf, lifeOf } from '../../../src/bot/storage/process-life.ts';

function sleeper(): { readonly child: ChildProcess; readonly pid: number } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, pid: child.pid ?? 0 };
}

describe('a process', () => {
  test('is alive until it ends', async () => {
    const { child, pid } = sleeper();
    const birth = birthOf(pid);
    expect(lifeOf(pid, birth)).toBe('alive');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(lifeOf(pid, birth)).toBe('gone');
  });

  test.skipIf(process.platform !== 'linux')('that got the number of an ended one is not taken for it', () => {
    const { pid } = sleeper();
    expect(lifeOf(pid, birthOf(process.pid))).toBe('gone');
  });

  test('from before a restart of the machine is gone', () => {
    expect(lifeOf(process.pid, { ...birthOf(process.pid), boot: 'an earlier one' })).toBe('gone');
  });

  test('of another container cannot be seen', () => {
    expect(lifeOf(process.pid, { ...birthOf(process.pid), pidNamespace: 'pid:[1]' })).toBe('unseen');
  });

  test.skipIf(process.platform !== 'linux')('that ended and was not waited for is gone', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) await new Promise(setImmediate);
    expect(lifeOf(pid, birthOf(pid))).toBe('gone');
  });
});
