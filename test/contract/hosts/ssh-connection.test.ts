import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HostSpec } from '../../../src/bot/hosts/host-spec.ts';
import type { HostsOptions, OpenHosts } from '../../../src/bot/hosts/hosts.ts';
import { hostsOf, until, within } from './ssh-fixture.ts';
import { freePort, makeKey, type Sshd, type SshdOptions, startSshd } from './sshd.ts';

describe('an SSH connection', () => {
  let sshd: Sshd;
  const owned: { close(): Promise<void> }[] = [];
  const open = (specs: Readonly<Record<string, HostSpec>>, more: Partial<HostsOptions> = {}): OpenHosts => {
    const hosts = hostsOf(specs, more);
    owned.push(hosts);
    return hosts;
  };
  const start = async (options: SshdOptions): Promise<Sshd> => {
    const started = await startSshd(options);
    owned.unshift({ close: () => started.stop() });
    return started;
  };
  const logins = (of: Sshd): number => of.log().split('Accepted publickey').length - 1;

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterEach(async () => {
    for (const each of owned.splice(0).toReversed()) await each.close();
  });
  afterAll(() => sshd.stop());

  test('is made once, however many want it at the same time', async () => {
    const before = logins(sshd);
    const hosts = open({ h1: sshd.spec() });
    const done = await Promise.all(Array.from({ length: 30 }, () => hosts.exec('h1', ['true'], within(20_000))));
    expect(done.every((each) => each.ok)).toBe(true);
    expect(logins(sshd) - before).toBe(1);
  });

  test('is counted while it is open', async () => {
    const hosts = open({ h1: sshd.spec(), h2: sshd.spec() }, { idleMs: 300 });
    expect(hosts.connections()).toBe(0);
    await hosts.exec('h1', ['true'], within(20_000));
    expect(hosts.connections()).toBe(1);
    expect(await until(() => hosts.connections() === 0)).toBe(true);
  });

  test('carries more commands at once than sshd has sessions for', async () => {
    const hosts = open({ h1: sshd.spec() });
    const words = Array.from({ length: 20 }, (_, i) => `${i}`);
    const done = await Promise.all(
      words.map((word) => hosts.exec('h1', ['sh', '-c', 'sleep 0.2; echo "$1"', 'sh', word], within(20_000))),
    );
    expect(done.map((each) => each.ok && each.value.stdout)).toEqual(words.map((word) => `${word}\n`));
  });

  test('adapts to a host that allows fewer sessions than its configuration says', async () => {
    const strict = await start({ config: ['MaxSessions 2'] });
    const hosts = open({ h1: strict.spec() });
    const words = Array.from({ length: 12 }, (_, i) => `${i}`);
    const done = await Promise.all(
      words.map((word) => hosts.exec('h1', ['sh', '-c', 'sleep 0.1; echo "$1"', 'sh', word], within(20_000))),
    );
    expect(done.map((each) => each.ok && each.value.stdout)).toEqual(words.map((word) => `${word}\n`));
    expect(logins(strict)).toBe(1);
  });

  test('says so when a host opens no session at all', async () => {
    const closed = await start({ config: ['MaxSessions 0'] });
    const hosts = open({ h1: closed.spec() });
    expect(await hosts.exec('h1', ['true'], within(5_000))).toMatchObject({
      failure: { code: 'unreachable', message: { key: 'hosts.noChannel' } },
    });
  });

  test('still asks addresses when all its sessions are at work', async () => {
    const hosts = open({ h1: sshd.spec({ maxChannels: 1 }) });
    const controller = new AbortController();
    const working = hosts.exec('h1', ['sleep', '60'], within(20_000, { signal: controller.signal }));
    const answer = await hosts.request('h1', { url: `http://127.0.0.1:${sshd.port}/`, ...within(5_000) });
    expect(answer).toMatchObject({ failure: { message: { key: 'hosts.notHttp' } } });
    controller.abort();
    expect(await working).toMatchObject({ failure: { code: 'cancelled' } });
  });

  test('who waits for a free session waits within their own limit', async () => {
    const hosts = open({ h1: sshd.spec({ maxChannels: 1 }) });
    const controller = new AbortController();
    const working = hosts.exec('h1', ['sleep', '60'], within(20_000, { signal: controller.signal }));
    expect(await hosts.exec('h1', ['true'], within(400))).toMatchObject({
      failure: { code: 'timed-out', message: { key: 'hosts.busy' } },
    });
    controller.abort();
    await working;
    expect(await hosts.exec('h1', ['true'], within(5_000))).toMatchObject({ ok: true });
  });

  test('that is cut in the middle of a command leaves its outcome unknown, and the next use connects anew', async () => {
    const hosts = open({ h1: sshd.spec() });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    const ready = join(sshd.folder, 'ready');
    const working = hosts.exec('h1', ['sh', '-c', `echo x > '${ready}'; sleep 60`], within(20_000));
    await hosts.exec('h1', ['sh', '-c', `while ! [ -s '${ready}' ]; do sleep 0.05; done`], within(10_000));
    sshd.cutConnections();
    expect(await working).toMatchObject({ failure: { code: 'unknown-outcome', message: { key: 'hosts.lost' } } });
    expect(await hosts.exec('h1', ['echo', 'back'], within(10_000))).toMatchObject({ value: { stdout: 'back\n' } });
  });

  test('that went while nobody used it is replaced unnoticed', async () => {
    const own = await start({});
    const hosts = open({ h1: own.spec() });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    own.cutConnections();
    await until(() => false, 200);
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    expect(logins(own)).toBe(2);
  });

  test('that nobody uses is closed after a while', async () => {
    const own = await start({});
    const hosts = open({ h1: own.spec() }, { idleMs: 300 });
    await hosts.exec('h1', ['true'], within(10_000));
    expect(await until(() => own.log().includes('Disconnected from user'))).toBe(true);
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
  });

  test('is not closed as unused while a command is at work', async () => {
    const hosts = open({ h1: sshd.spec() }, { idleMs: 200 });
    expect(await hosts.exec('h1', ['sleep', '1'], within(10_000))).toMatchObject({ value: { exitCode: 0 } });
  });

  test('is kept over a new configuration that does not change its host, and closed with a host that goes', async () => {
    const own = await start({});
    const hosts = open({ h1: own.spec(), h2: own.spec() });
    await hosts.exec('h1', ['true'], within(10_000));
    await hosts.exec('h2', ['true'], within(10_000));
    await hosts.replace({ h1: own.spec() });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    expect(await hosts.exec('h2', ['true'], within(10_000))).toMatchObject({ failure: { code: 'not-found' } });
    expect(logins(own)).toBe(2);
    expect(await until(() => own.log().split('Disconnected from user').length === 2)).toBe(true);
  });

  test('of a host that changes in a new configuration is closed only when what runs over it is through', async () => {
    const hosts = open({ h1: sshd.spec() });
    const working = hosts.exec('h1', ['sh', '-c', 'sleep 0.7; echo through'], within(10_000));
    await hosts.exec('h1', ['true'], within(10_000));
    await hosts.replace({ h1: sshd.spec({ maxChannels: 2 }) });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    expect(await working).toMatchObject({ value: { stdout: 'through\n' } });
  });

  test('is tried again and again where sshd turns away too many at once', async () => {
    const strict = await start({ config: ['MaxStartups 2:100:2'] });
    const ids = Array.from({ length: 12 }, (_, i) => `h${i}`);
    const hosts = open(Object.fromEntries(ids.map((id) => [id, strict.spec({ connectTimeout: '20s' })])));
    const done = await Promise.all(ids.map((id) => hosts.exec(id, ['true'], within(30_000))));
    expect(done.map((each) => (each.ok ? 'ok' : each.failure))).toEqual(ids.map(() => 'ok'));
  });

  test('keeps below the logins at which a stock sshd turns people away', async () => {
    const stock = await start({ config: ['MaxStartups 10:100:10'] });
    const ids = Array.from({ length: 40 }, (_, i) => `h${i}`);
    const hosts = open(Object.fromEntries(ids.map((id) => [id, stock.spec()])));
    const done = await Promise.all(ids.map((id) => hosts.exec(id, ['true'], within(30_000))));
    expect(done.map((each) => (each.ok ? 'ok' : each.failure))).toEqual(ids.map(() => 'ok'));
    expect(stock.log()).not.toMatch(/MaxStartups throttling|drop connection/);
  });

  test.each<readonly [string, () => Promise<HostSpec> | HostSpec, string]>([
    ['nothing listens', async () => sshd.spec({ port: await freePort() }), 'hosts.refused'],
    ['the name is not known', () => sshd.spec({ address: 'no-such-host.invalid' }), 'hosts.nameUnknown'],
    ['the user is not let in', () => sshd.spec({ user: 'nobody' }), 'hosts.loginRefused'],
    ['the key is not known', () => sshd.spec({ key: { file: strangerKey() } }), 'hosts.loginRefused'],
    ['the key is no key', () => sshd.spec({ key: { file: join(sshd.folder, 'config') } }), 'hosts.keyUnusable'],
    ['the key is not there', () => sshd.spec({ key: { file: join(sshd.folder, 'nothing') } }), 'hosts.keyUnusable'],
    [
      'the variable of the key is not set',
      () => sshd.spec({ key: { env: 'ZHIBAN_NO_SUCH_KEY' } }),
      'hosts.keyUnusable',
    ],
  ])('says in its own words that %s', async (_, spec, key) => {
    const hosts = open({ h1: await spec() });
    const asked = await hosts.exec('h1', ['true'], within(10_000));
    expect(asked).toMatchObject({ ok: false, failure: { message: { key } } });
    expect(asked.ok || ['unreachable', 'faulty-configuration'].includes(asked.failure.code)).toBe(true);
  });
  const strangerKey = (): string => {
    const file = join(sshd.folder, `stranger-${logins(sshd)}`);
    makeKey(file, 'ed25519');
    return file;
  };

  test('is not tried again when the login was refused', async () => {
    const own = await start({});
    writeFileSync(join(own.folder, 'authorized_keys'), '');
    const hosts = open({ h1: own.spec() });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ failure: { code: 'unreachable' } });
    expect(own.log().split('Connection from').length - 1 - 1).toBe(1); // one more came from the start of the fixture
  });

  test('remembers a failure for a moment instead of knocking at every call', async () => {
    const port = await freePort();
    const hosts = open({ h1: sshd.spec({ port }) });
    await hosts.exec('h1', ['true'], within(10_000));
    const own = await start({ port });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({
      failure: { message: { key: 'hosts.refused' } },
    });
    const spec = own.spec();
    await hosts.replace({ h1: spec });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
  });

  test('can log in with a key from the environment', async () => {
    const key = execFileSync('cat', [sshd.keyFile], { encoding: 'utf8' });
    const hosts = open({ h1: sshd.spec({ key: { env: 'DEPLOY_KEY' } }) }, { env: { DEPLOY_KEY: key } });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
  });

  test('keeps the words of a chatty login shell out of the answer', async () => {
    const chatty = await start({ bashrc: 'echo welcome; echo motd >&2' });
    const hosts = open({ h1: chatty.spec() });
    expect(await hosts.exec('h1', ['sh', '-c', 'echo a; echo b >&2'], within(10_000))).toMatchObject({
      value: { stdout: 'a\n', stderr: 'b\n' },
    });
    expect(await hosts.batch('h1', [['echo', 'a']], within(10_000))).toMatchObject({
      value: [{ stdout: 'a\n', stderr: '' }],
    });
  });

  test('says so when the login shell ends without running the command', async () => {
    const shut = await start({ bashrc: 'echo this account is closed; exit 5' });
    const hosts = open({ h1: shut.spec() });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({
      failure: {
        code: 'unreachable',
        message: { key: 'hosts.shellSilent', params: { exitCode: 5 } },
        evidence: [{ type: 'code', text: 'this account is closed' }],
      },
    });
  });

  test('starts no command after its caller was told that the time is over', async () => {
    const slow = await start({ bashrc: 'sleep 2' });
    const hosts = open({ h1: slow.spec() });
    const file = join(slow.folder, 'started');
    const asked = await hosts.exec('h1', ['touch', file], within(1_000));
    expect(asked).toMatchObject({ failure: { code: 'unknown-outcome', message: { key: 'hosts.timedOutUnseen' } } });
    expect(await until(() => !execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(file), 8_000)).toBe(
      true,
    );
    expect(() => execFileSync('test', ['-e', file])).toThrow();
  });

  test('refuses a command too long to be sent', async () => {
    const hosts = open({ h1: sshd.spec() });
    expect(await hosts.exec('h1', ['echo', 'x'.repeat(200_000)], within(10_000))).toMatchObject({
      failure: { code: 'bad-input' },
    });
    const long = 'x'.repeat(100_000);
    expect(await hosts.exec('h1', ['printf', '%s', long], within(10_000))).toMatchObject({ value: { stdout: long } });
  });
});
