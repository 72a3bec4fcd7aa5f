import { describe, expect, test } from 'vitest';
import type { Argv, Exec, ExecOptions } from '../../../src/actions/ports.ts';
import { type HostsInTest, markOfProcesses, processesOf, valueIn } from './hosts-in-test.ts';

export function describeBatch(it: HostsInTest): void {
  describe('batch', () => {
    const batch = async (commands: readonly Argv[], more: Partial<ExecOptions> = {}): Promise<readonly Exec[]> =>
      valueIn(await it.hosts.batch(it.host, commands, it.options(more)));

    test('gives each command its own stdout, stderr and exit code, in order', async () => {
      const done = await batch([
        ['echo', 'one'],
        ['sh', '-c', 'echo two; echo err >&2; exit 4'],
        ['no-such-program-here'],
        ['printf', 'no newline'],
        ['true'],
      ]);
      expect(done).toMatchObject([
        { exitCode: 0, stdout: 'one\n', stderr: '' },
        { exitCode: 4, stdout: 'two\n', stderr: 'err\n' },
        { exitCode: 127, stdout: '' },
        { exitCode: 0, stdout: 'no newline', stderr: '' },
        { exitCode: 0, stdout: '', stderr: '' },
      ]);
    });

    test('is nothing for no commands', async () => {
      expect(await batch([])).toEqual([]);
    });

    test('hands over words as they are', async () => {
      const words = ["it's", '$(id)', 'a\nb', '人事', '; exit 9', ''];
      const [done] = await batch([['printf', '%s|', ...words]]);
      expect(done?.stdout).toBe(words.map((word) => `${word}|`).join(''));
    });

    test('runs programs, not builtins of the shell that could end it', async () => {
      const done = await batch([
        ['exit', '7'],
        ['exec', 'true'],
        ['set', '-e'],
        ['echo', 'still here'],
      ]);
      expect(done.map((each) => each.exitCode)).toEqual([127, 127, 127, 0]);
    });

    test('keeps a command from reading the commands after it', async () => {
      expect(await batch([['cat'], ['echo', 'second']])).toMatchObject([{ stdout: '' }, { stdout: 'second\n' }]);
    });

    test('caps each command by itself', async () => {
      const done = await batch(
        [
          ['seq', '1', '50000'],
          ['echo', 'short'],
        ],
        { maxBytes: 200 },
      );
      expect(done[0]?.stdout.length).toBeLessThan(260);
      expect(done[0]?.droppedBytes).toBeGreaterThan(100_000);
      expect(done[1]).toMatchObject({ stdout: 'short\n', droppedBytes: 0 });
    });

    test('gives what was answered when a later command takes too long', async () => {
      const mark = markOfProcesses();
      const done = await batch(
        [
          ['echo', 'first'],
          ['sleep', mark],
          ['echo', 'third'],
        ],
        { timeoutMs: 700 },
      );
      expect(done).toMatchObject([
        { exitCode: 0, stdout: 'first\n' },
        { exitCode: null },
        { exitCode: null, stdout: '' },
      ]);
      expect(await processesOf(it.run, mark)).toBe('');
    });

    test('fails when nothing was answered in time', async () => {
      const asked = await it.hosts.batch(it.host, [['sleep', '600']], it.options({ timeoutMs: 400 }));
      expect(asked).toMatchObject({ ok: false, failure: { code: 'timed-out' } });
    });
  });
}
