import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Argv } from '../../../src/actions/ports.ts';
import { canary, type HostsInTest, markOfProcesses, processesOf } from './hosts-in-test.ts';

export function describeExec(it: HostsInTest): void {
  describe('exec', () => {
    test('gives stdout, stderr and the exit code, each by itself', async () => {
      const done = await it.run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
      expect(done).toMatchObject({ exitCode: 3, stdout: 'out\n', stderr: 'err\n', droppedBytes: 0 });
      expect(done.tookMs).toBeGreaterThan(0);
    });

    test.each([
      ['blanks and quotes', ["it's", 'a "b"', '  two  blanks ', '']],
      ['what a shell would expand', ['$HOME', '`id`', '$(id)', '*', '~', '{a,b}', '!!', '\\n', '#']],
      ['what a shell would run', ['; echo x', '&& echo x', '| cat', '> /dev/null', 'a\necho x', '&']],
      ['options', ['-n', '--', '-e']],
      ['Chinese letters, symbols and control characters', ['HR人事', '🙂', '\u0001\u001b[31m\u007f', '\r\n\t']],
    ])('hands over %s as they are', async (_, words) => {
      const done = await it.run(['printf', '%s|', 'first', ...words]);
      expect(done.stdout).toBe(['first', ...words].map((word) => `${word}|`).join(''));
    });

    test('hands over a NUL to nobody', async () => {
      await expect(it.run(['printf', '%s', 'a\0b'])).rejects.toThrow(/NUL|null bytes/i);
    });

    test('feeds stdin, and closes it when there is none', async () => {
      expect((await it.run(['cat'], { stdin: 'héllo\n人事' })).stdout).toBe('héllo\n人事');
      expect((await it.run(['cat'])).stdout).toBe('');
      const large = 'x'.repeat(3_000_000);
      expect((await it.run(['wc', '-c'], { stdin: large })).stdout.trim()).toBe('3000000');
    });

    test('does not mind a program that leaves its stdin unread', async () => {
      expect(await it.run(['true'], { stdin: 'x'.repeat(3_000_000) })).toMatchObject({ exitCode: 0 });
    });

    test('says 127 for a program that is not there, as a shell does', async () => {
      const done = await it.run(['no-such-program-here']);
      expect(done.exitCode).toBe(127);
      expect(done.stderr).toContain('no-such-program-here');
    });

    test('names the signal that ended a program', async () => {
      expect(await it.run(['sh', '-c', 'kill -s TERM $$'])).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
    });

    test('keeps head and tail of long output, counts the rest, and says so where it is missing', async () => {
      const done = await it.run(['seq', '1', '100000'], { maxBytes: 1_000 });
      const whole = Array.from({ length: 100_000 }, (_, i) => `${i + 1}\n`).join('');
      const [head, tail] = done.stdout.split(/\n\[… \d+ B …\]\n/);
      expect(head).toBe(whole.slice(0, 500));
      expect(tail).toBe(whole.slice(-500));
      expect(done.droppedBytes).toBe(whole.length - 1_000);
      expect(done.stdout).toContain(`[… ${done.droppedBytes} B …]`);
    });

    test('caps each of stdout and stderr by itself', async () => {
      const done = await it.run(['sh', '-c', 'seq 1 10000 >&2; echo short'], { maxBytes: 100 });
      expect(done.stdout).toBe('short\n');
      expect(done.stderr.length).toBeLessThan(150);
      expect(done.droppedBytes).toBeGreaterThan(40_000);
    });

    test('decodes what is no text safely, and lets no NUL through', async () => {
      const done = await it.run(['printf', 'a\\377b\\000c\\303']);
      expect(done.stdout).toBe('a\uFFFDb\uFFFDc\uFFFD');
    });

    test('masks a secret even where the cap cuts through it', async () => {
      writeFileSync(join(it.folder, 'secret'), `${'a'.repeat(90)}${canary.value}${'b'.repeat(5_000)}`);
      const done = await it.run(['cat', join(it.folder, 'secret')], { maxBytes: 200 });
      expect(done.stdout.slice(0, 100)).toBe(`${'a'.repeat(90)}[masked:ca`);
      expect(done.stdout).not.toContain(canary.value.slice(0, 5));
    });

    test('masks a secret that colours cut in two: it is shown without them', async () => {
      const [start, end] = [canary.value.slice(0, 8), canary.value.slice(8)];
      const done = await it.run(['printf', '%b', `key ${start}\\033[1m${end}\\033[0m`]);
      expect(done.stdout).toBe('key [masked:canary]');
    });

    test('ends a program at its time limit, with all its children, and tells so', async () => {
      const mark = markOfProcesses();
      const program = `sh -c 'sleep ${mark}' & timeout ${mark} sleep ${mark} & trap '' TERM; sleep ${mark}`;
      const ended = await it.hosts.exec(it.host, ['sh', '-c', program], it.options({ timeoutMs: 700 }));
      expect(ended).toMatchObject({ ok: false, failure: { code: 'timed-out', message: { key: 'hosts.timedOut' } } });
      expect(await processesOf(it.run, mark)).toBe('');
    });

    test('shows the last words of a program that was ended', async () => {
      const argv: Argv = ['sh', '-c', 'echo waiting for the database; sleep 600'];
      const ended = await it.hosts.exec(it.host, argv, it.options({ timeoutMs: 500 }));
      expect(ended).toMatchObject({ failure: { evidence: [{ type: 'code', text: 'waiting for the database' }] } });
    });

    test('ends a program when it is cancelled', async () => {
      const mark = markOfProcesses();
      const controller = new AbortController();
      const ready = join(it.folder, `ready-${mark}`);
      const program = `: > '${ready}'; sleep ${mark}`;
      const pending = it.hosts.exec(it.host, ['sh', '-c', program], it.options({ signal: controller.signal }));
      await it.run(['sh', '-c', `while ! [ -e '${ready}' ]; do sleep 0.05; done`]);
      controller.abort();
      expect(await pending).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
      expect(await processesOf(it.run, mark)).toBe('');
    });

    test('starts nothing for somebody who has already cancelled', async () => {
      const signal = AbortSignal.abort();
      const file = join(it.folder, 'never');
      const ended = await it.hosts.exec(it.host, ['touch', file], it.options({ signal }));
      expect(ended).toMatchObject({
        ok: false,
        failure: { code: 'cancelled', message: { key: 'hosts.cancelledBefore' } },
      });
      expect(await it.run(['test', '-e', file])).toMatchObject({ exitCode: 1 });
    });

    test('does not wait for what a program left behind', async () => {
      const startedAt = performance.now();
      const done = await it.run(['sh', '-c', 'setsid sleep 30 & echo started']);
      expect(done).toMatchObject({ exitCode: 0, stdout: 'started\n' });
      expect(performance.now() - startedAt).toBeLessThan(10_000);
    });

    test('knows no host but those of the configuration', async () => {
      const asked = await it.hosts.exec('nowhere', ['true'], it.options());
      expect(asked).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    });
  });
}
