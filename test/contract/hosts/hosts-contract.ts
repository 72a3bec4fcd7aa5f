import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Argv, Exec, ExecOptions, Hosts } from '../../../src/actions/ports.ts';
import type { Result } from '../../../src/actions/result.ts';
import { certificate, certificateKey } from './certificate.ts';
import { freePort } from './sshd.ts';

export interface OpenedHosts {
  readonly hosts: Hosts;
  /** The id of a host that is this very machine, whichever way it is reached. */
  readonly host: string;
  close(): Promise<void>;
}

/** A secret the hosts under test must have been told to mask, as `[masked:canary]`. */
export const canary = { name: 'canary', value: 'Kr7-pelican-Tq93-orchard' };

/** What every implementation of the port promises. `open` is given a folder in which all files of the tests lie. */
export function describeHosts(name: string, open: (folder: string) => Promise<OpenedHosts>): void {
  describe(`hosts: ${name}`, () => {
    let folder: string;
    let opened: OpenedHosts;
    const options = (more: Partial<ExecOptions> = {}): ExecOptions => ({
      signal: new AbortController().signal,
      timeoutMs: 20_000,
      ...more,
    });
    const run = async (argv: Argv, more: Partial<ExecOptions> = {}): Promise<Exec> =>
      valueIn(await opened.hosts.exec(opened.host, argv, options(more)));

    beforeAll(async () => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-hosts-')));
      opened = await open(folder);
    });
    afterAll(async () => {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    });

    describe('exec', () => {
      test('gives stdout, stderr and the exit code, each by itself', async () => {
        const done = await run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
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
        const done = await run(['printf', '%s|', 'first', ...words]);
        expect(done.stdout).toBe(['first', ...words].map((word) => `${word}|`).join(''));
      });

      test('hands over a NUL to nobody', async () => {
        await expect(run(['printf', '%s', 'a\0b'])).rejects.toThrow(/NUL|null bytes/i);
      });

      test('feeds stdin, and closes it when there is none', async () => {
        expect((await run(['cat'], { stdin: 'héllo\n人事' })).stdout).toBe('héllo\n人事');
        expect((await run(['cat'])).stdout).toBe('');
        const large = 'x'.repeat(3_000_000);
        expect((await run(['wc', '-c'], { stdin: large })).stdout.trim()).toBe('3000000');
      });

      test('does not mind a program that leaves its stdin unread', async () => {
        expect(await run(['true'], { stdin: 'x'.repeat(3_000_000) })).toMatchObject({ exitCode: 0 });
      });

      test('says 127 for a program that is not there, as a shell does', async () => {
        const done = await run(['no-such-program-here']);
        expect(done.exitCode).toBe(127);
        expect(done.stderr).toContain('no-such-program-here');
      });

      test('names the signal that ended a program', async () => {
        expect(await run(['sh', '-c', 'kill -s TERM $$'])).toMatchObject({ exitCode: null, signal: 'SIGTERM' });
      });

      test('keeps head and tail of long output, counts the rest, and says so where it is missing', async () => {
        const done = await run(['seq', '1', '100000'], { maxBytes: 1_000 });
        const whole = Array.from({ length: 100_000 }, (_, i) => `${i + 1}\n`).join('');
        const [head, tail] = done.stdout.split(/\n\[… \d+ B …\]\n/);
        expect(head).toBe(whole.slice(0, 500));
        expect(tail).toBe(whole.slice(-500));
        expect(done.droppedBytes).toBe(whole.length - 1_000);
        expect(done.stdout).toContain(`[… ${done.droppedBytes} B …]`);
      });

      test('caps each of stdout and stderr by itself', async () => {
        const done = await run(['sh', '-c', 'seq 1 10000 >&2; echo short'], { maxBytes: 100 });
        expect(done.stdout).toBe('short\n');
        expect(done.stderr.length).toBeLessThan(150);
        expect(done.droppedBytes).toBeGreaterThan(40_000);
      });

      test('decodes what is no text safely, and lets no NUL through', async () => {
        const done = await run(['printf', 'a\\377b\\000c\\303']);
        expect(done.stdout).toBe('a\uFFFDb\uFFFDc\uFFFD');
      });

      test('masks a secret even where the cap cuts through it', async () => {
        writeFileSync(join(folder, 'secret'), `${'a'.repeat(90)}${canary.value}${'b'.repeat(5_000)}`);
        const done = await run(['cat', join(folder, 'secret')], { maxBytes: 200 });
        expect(done.stdout.slice(0, 100)).toBe(`${'a'.repeat(90)}[masked:ca`);
        expect(done.stdout).not.toContain(canary.value.slice(0, 5));
      });

      test('masks a secret that colours cut in two: it is shown without them', async () => {
        const [start, end] = [canary.value.slice(0, 8), canary.value.slice(8)];
        const done = await run(['printf', '%b', `key ${start}\\033[1m${end}\\033[0m`]);
        expect(done.stdout).toBe('key [masked:canary]');
      });

      test('ends a program at its time limit, with all its children, and tells so', async () => {
        const mark = markOfProcesses();
        const program = `sh -c 'sleep ${mark}' & timeout ${mark} sleep ${mark} & trap '' TERM; sleep ${mark}`;
        const ended = await opened.hosts.exec(opened.host, ['sh', '-c', program], options({ timeoutMs: 700 }));
        expect(ended).toMatchObject({ ok: false, failure: { code: 'timed-out', message: { key: 'hosts.timedOut' } } });
        expect(await processesOf(run, mark)).toBe('');
      });

      test('shows the last words of a program that was ended', async () => {
        const argv: Argv = ['sh', '-c', 'echo waiting for the database; sleep 600'];
        const ended = await opened.hosts.exec(opened.host, argv, options({ timeoutMs: 500 }));
        expect(ended).toMatchObject({ failure: { evidence: [{ type: 'code', text: 'waiting for the database' }] } });
      });

      test('ends a program when it is cancelled', async () => {
        const mark = markOfProcesses();
        const controller = new AbortController();
        const ready = join(folder, `ready-${mark}`);
        const program = `: > '${ready}'; sleep ${mark}`;
        const pending = opened.hosts.exec(opened.host, ['sh', '-c', program], options({ signal: controller.signal }));
        await run(['sh', '-c', `while ! [ -e '${ready}' ]; do sleep 0.05; done`]);
        controller.abort();
        expect(await pending).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
        expect(await processesOf(run, mark)).toBe('');
      });

      test('starts nothing for somebody who has already cancelled', async () => {
        const signal = AbortSignal.abort();
        const file = join(folder, 'never');
        const ended = await opened.hosts.exec(opened.host, ['touch', file], options({ signal }));
        expect(ended).toMatchObject({
          ok: false,
          failure: { code: 'cancelled', message: { key: 'hosts.cancelledBefore' } },
        });
        expect(await run(['test', '-e', file])).toMatchObject({ exitCode: 1 });
      });

      test('does not wait for what a program left behind', async () => {
        const startedAt = performance.now();
        const done = await run(['sh', '-c', 'setsid sleep 30 & echo started']);
        expect(done).toMatchObject({ exitCode: 0, stdout: 'started\n' });
        expect(performance.now() - startedAt).toBeLessThan(10_000);
      });

      test('knows no host but those of the configuration', async () => {
        const asked = await opened.hosts.exec('nowhere', ['true'], options());
        expect(asked).toMatchObject({ ok: false, failure: { code: 'not-found' } });
      });
    });

    describe('batch', () => {
      const batch = async (commands: readonly Argv[], more: Partial<ExecOptions> = {}): Promise<readonly Exec[]> =>
        valueIn(await opened.hosts.batch(opened.host, commands, options(more)));

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
        expect(await processesOf(run, mark)).toBe('');
      });

      test('fails when nothing was answered in time', async () => {
        const asked = await opened.hosts.batch(opened.host, [['sleep', '600']], options({ timeoutMs: 400 }));
        expect(asked).toMatchObject({ ok: false, failure: { code: 'timed-out' } });
      });
    });

    describe('request', () => {
      const servers: (Server | TcpServer)[] = [];
      afterAll(() => {
        for (const server of servers) server.close();
      });
      const serve = async (listener: RequestListener): Promise<string> => listening(servers, createServer(listener));
      const request = (url: string, more: object = {}) =>
        opened.hosts.request(opened.host, { url, timeoutMs: 10_000, signal: new AbortController().signal, ...more });

      test('gives status, headers and body', async () => {
        const url = await serve((_, response) => {
          response.writeHead(503, { 'content-type': 'application/json', 'x-two': ['a', 'b'] });
          response.end('{"status":"降级"}');
        });
        const answer = valueIn(await request(`${url}/health?deep=1`));
        expect(answer).toMatchObject({ status: 503, body: '{"status":"降级"}', droppedBytes: 0 });
        expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-two': 'a, b' });
        expect(answer.tookMs).toBeGreaterThan(0);
      });

      test('sends method, path, headers and body', async () => {
        const url = await serve((incoming, response) => {
          incoming.setEncoding('utf8');
          let body = '';
          incoming.on('data', (chunk: string) => {
            body += chunk;
          });
          incoming.on('end', () => {
            const { method, url: path, headers } = incoming;
            response.end(JSON.stringify({ method, path, host: headers.host, extra: headers['x-a'], body }));
          });
        });
        const answer = valueIn(
          await request(`${url}/a?b=c`, { method: 'POST', headers: { 'x-a': '1' }, body: '人事' }),
        );
        expect(JSON.parse(answer.body)).toEqual({
          method: 'POST',
          path: '/a?b=c',
          host: new URL(url).host,
          extra: '1',
          body: '人事',
        });
      });

      test('asks `localhost` too', async () => {
        const url = await serve((_, response) => response.end('here'));
        expect(valueIn(await request(url.replace('127.0.0.1', 'localhost'))).body).toBe('here');
      });

      test('caps the body and counts the rest', async () => {
        const url = await serve((_, response) => response.end('x'.repeat(200_000)));
        const answer = valueIn(await request(url, { maxBytes: 1_000 }));
        expect(answer.body).toBe('x'.repeat(1_000));
        expect(answer.droppedBytes).toBe(199_000);
      });

      test('reads an endless body no further than it must', async () => {
        const url = await serve((_, response) => {
          const block = 'x'.repeat(1_000_000);
          const more = (): void => {
            if (!response.destroyed && response.write(block)) setImmediate(more);
          };
          response.on('drain', more);
          more();
        });
        const answer = valueIn(await request(url, { maxBytes: 100 }));
        expect(answer.body).toBe('x'.repeat(100));
        expect(answer.droppedBytes).toBeGreaterThan(10_000_000);
      });

      test('masks secrets in body and headers', async () => {
        const url = await serve((_, response) => {
          response.setHeader('x-debug', `key ${canary.value}`);
          response.end(`key ${canary.value}`);
        });
        const answer = valueIn(await request(url));
        expect(answer.body).toBe('key [masked:canary]');
        expect(JSON.stringify(answer)).not.toContain(canary.value);
      });

      test('tells a refused connection, a silent address, a hang-up and a stranger apart', async () => {
        const silent = await listening(
          servers,
          createTcpServer(() => {}),
        );
        const rude = await listening(
          servers,
          createTcpServer((socket) => socket.once('data', () => socket.destroy())),
        );
        const stranger = await listening(
          servers,
          createTcpServer((socket) => socket.end('220 mail ready\r\n')),
        );
        const nobody = `http://127.0.0.1:${await freePort()}`;
        const failures = [
          await request(nobody),
          await request(silent, { timeoutMs: 500 }),
          await request(rude),
          await request(stranger),
        ].map((answer) => (answer.ok ? 'answered' : [answer.failure.code, answer.failure.message]));
        expect(failures).toMatchObject([
          ['unhealthy', { key: 'hosts.portRefused' }],
          ['timed-out', { key: 'hosts.noAnswer' }],
          ['unhealthy', { key: 'hosts.hungUp' }],
          ['unhealthy', { key: 'hosts.notHttp' }],
        ]);
      });

      test('asks over TLS, whatever name the certificate of a service on the host itself is for', async () => {
        const server = createTlsServer({ cert: certificate, key: certificateKey }, (_, response) =>
          response.end('sealed'),
        );
        const url = (await listening(servers, server)).replace('http:', 'https:');
        expect(valueIn(await request(url)).body).toBe('sealed');
        expect(valueIn(await request(url.replace('127.0.0.1', 'localhost'))).body).toBe('sealed');
        const plain = await serve((_, response) => response.end());
        expect(await request(plain.replace('http:', 'https:'))).toMatchObject({ failure: { code: 'unhealthy' } });
      });

      test('stops asking when it is cancelled', async () => {
        const controller = new AbortController();
        const url = await serve(() => controller.abort());
        const answer = await request(url, { signal: controller.signal });
        expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
      });
    });
  });
}

/** Seconds to sleep that nobody else sleeps: finds the processes of one test again. */
export function markOfProcesses(): string {
  return `${500 + Math.floor(Math.random() * 400)}.${Math.floor(Math.random() * 1e9)}`;
}

/** Looks on the machine itself for processes whose command line holds a mark; the looking one is left out. */
async function processesOf(run: (argv: Argv) => Promise<Exec>, mark: string): Promise<string> {
  const half = Math.floor(mark.length / 2);
  const pattern = `${mark.slice(0, half)}[${mark[half]}]${mark.slice(half + 1)}`;
  return (await run(['sh', '-c', `ps -eo pid=,args= | grep -F -- sleep | grep -e '${pattern}' || true`])).stdout;
}

export function valueIn<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${JSON.stringify(result.failure)}`);
  return result.value;
}

async function listening(servers: (Server | TcpServer)[], server: Server | TcpServer): Promise<string> {
  servers.push(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
