import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logins, sshInTest, until, within } from './ssh-fixture.ts';

describe('an SSH connection', () => {
  const ssh = sshInTest();
  const { open, start } = ssh;

  test('is made once, however many want it at the same time', async () => {
    const before = logins(ssh.sshd);
    const hosts = open({ h1: ssh.sshd.spec() });
    const done = await Promise.all(Array.from({ length: 30 }, () => hosts.exec('h1', ['true'], within(20_000))));
    expect(done.every((each) => each.ok)).toBe(true);
    expect(logins(ssh.sshd) - before).toBe(1);
  });

  test('is counted while it is open', async () => {
    const hosts = open({ h1: ssh.sshd.spec(), h2: ssh.sshd.spec() }, { idleMs: 300 });
    expect(hosts.connections()).toBe(0);
    await hosts.exec('h1', ['true'], within(20_000));
    expect(hosts.connections()).toBe(1);
    expect(await until(() => hosts.connections() === 0)).toBe(true);
  });

  test('carries more commands at once than sshd has sessions for', async () => {
    const hosts = open({ h1: ssh.sshd.spec() });
    const words = Array.from({ length: 20 }, (_, i) => `${i}`);
    const done = await Promise.all(
      words.map((word) => hosts.exec('h1', ['sh', '-c', 'sleep 0.2; echo "$1"', 'sh', word], within(20_000))),
    );
    expect(done.map((each) => (each.ok ? each.value.stdout : each.failure))).toEqual(words.map((word) => `${word}\n`));
  });

  test('adapts to a host that allows fewer sessions than its configuration says', async () => {
    const strict = await start({ config: ['MaxSessions 2'] });
    const hosts = open({ h1: strict.spec() });
    const words = Array.from({ length: 12 }, (_, i) => `${i}`);
    const done = await Promise.all(
      words.map((word) => hosts.exec('h1', ['sh', '-c', 'sleep 0.1; echo "$1"', 'sh', word], within(20_000))),
    );
    expect(done.map((each) => (each.ok ? each.value.stdout : each.failure))).toEqual(words.map((word) => `${word}\n`));
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
    const hosts = open({ h1: ssh.sshd.spec({ maxChannels: 1 }) });
    const controller = new AbortController();
    const working = hosts.exec('h1', ['sleep', '60'], within(20_000, { signal: controller.signal }));
    const answer = await hosts.request('h1', { url: `http://127.0.0.1:${ssh.sshd.port}/`, ...within(5_000) });
    expect(answer).toMatchObject({ failure: { message: { key: 'hosts.notHttp' } } });
    controller.abort();
    expect(await working).toMatchObject({ failure: { code: 'cancelled' } });
  });

  test('who waits for a free session waits within their own limit', async () => {
    const hosts = open({ h1: ssh.sshd.spec({ maxChannels: 1 }) });
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
    const hosts = open({ h1: ssh.sshd.spec() });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    const ready = join(ssh.sshd.folder, 'ready');
    const working = hosts.exec('h1', ['sh', '-c', `echo x > '${ready}'; sleep 60`], within(20_000));
    await hosts.exec('h1', ['sh', '-c', `while ! [ -s '${ready}' ]; do sleep 0.05; done`], within(10_000));
    ssh.sshd.cutConnections();
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
    const hosts = open({ h1: ssh.sshd.spec() }, { idleMs: 200 });
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
    const hosts = open({ h1: ssh.sshd.spec() });
    const working = hosts.exec('h1', ['sh', '-c', 'sleep 0.7; echo through'], within(10_000));
    await hosts.exec('h1', ['true'], within(10_000));
    await hosts.replace({ h1: ssh.sshd.spec({ maxChannels: 2 }) });
    expect(await hosts.exec('h1', ['true'], within(10_000))).toMatchObject({ ok: true });
    expect(await working).toMatchObject({ value: { stdout: 'through\n' } });
  });
});
