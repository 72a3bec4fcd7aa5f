import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { freePort } from '../../free-port.ts';
import { logins, sshInTest, until, within } from './ssh-fixture.ts';
import { makeKey } from './sshd.ts';

describe('a login over SSH', () => {
  const ssh = sshInTest();
  const { open, start } = ssh;

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
    ['nothing listens', async () => ssh.sshd.spec({ port: await freePort() }), 'hosts.refused'],
    ['the name is not known', () => ssh.sshd.spec({ address: 'no-such-host.invalid' }), 'hosts.nameUnknown'],
    ['the user is not let in', () => ssh.sshd.spec({ user: 'nobody' }), 'hosts.loginRefused'],
    ['the key is not known', () => ssh.sshd.spec({ key: { file: strangerKey() } }), 'hosts.loginRefused'],
    ['the key is no key', () => ssh.sshd.spec({ key: { file: join(ssh.sshd.folder, 'config') } }), 'hosts.keyUnusable'],
    [
      'the key is not there',
      () => ssh.sshd.spec({ key: { file: join(ssh.sshd.folder, 'nothing') } }),
      'hosts.keyUnusable',
    ],
    [
      'the variable of the key is not set',
      () => ssh.sshd.spec({ key: { env: 'ZHIBAN_NO_SUCH_KEY' } }),
      'hosts.keyUnusable',
    ],
  ])('says in its own words that %s', async (_, spec, key) => {
    const hosts = open({ h1: await spec() });
    const asked = await hosts.exec('h1', ['true'], within(10_000));
    expect(asked).toMatchObject({ ok: false, failure: { message: { key } } });
    expect(asked.ok || ['unreachable', 'faulty-configuration'].includes(asked.failure.code)).toBe(true);
  });
  const strangerKey = (): string => {
    const file = join(ssh.sshd.folder, `stranger-${logins(ssh.sshd)}`);
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
    const hosts = open({ h1: ssh.sshd.spec({ port }) });
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
    const key = execFileSync('cat', [ssh.sshd.keyFile], { encoding: 'utf8' });
    const hosts = open({ h1: ssh.sshd.spec({ key: { env: 'DEPLOY_KEY' } }) }, { env: { DEPLOY_KEY: key } });
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
    const hosts = open({ h1: ssh.sshd.spec() });
    expect(await hosts.exec('h1', ['echo', 'x'.repeat(200_000)], within(10_000))).toMatchObject({
      failure: { code: 'bad-input' },
    });
    const long = 'x'.repeat(100_000);
    expect(await hosts.exec('h1', ['printf', '%s', long], within(10_000))).toMatchObject({ value: { stdout: long } });
  });
});
