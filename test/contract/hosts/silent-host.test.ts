import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenHosts } from '../../../src/bot/hosts/hosts.ts';
import { hostsOf, within } from './ssh-fixture.ts';
import { type Sshd, startSshd } from './sshd.ts';

describe('a host that accepts connections and never speaks', () => {
  let silent: Sshd;
  let well: Sshd;
  let hosts: OpenHosts;

  beforeAll(async () => {
    [silent, well] = await Promise.all([startSshd(), startSshd()]);
    silent.signal('SIGSTOP');
    hosts = hostsOf({ silent: silent.spec({ connectTimeout: '1500ms' }), well: well.spec() });
  });
  afterAll(async () => {
    await hosts.close();
    silent.signal('SIGCONT');
    await Promise.all([silent.stop(), well.stop()]);
  });

  test('is called unreachable when its time to connect is over, while others are undisturbed', async () => {
    const startedAt = performance.now();
    const waiting = Promise.all([
      hosts.exec('silent', ['true'], within(20_000)),
      hosts.batch('silent', [['true']], within(20_000)),
      hosts.request('silent', { url: 'http://127.0.0.1/', ...within(20_000) }),
    ]);
    for (let i = 0; i < 5; i += 1) {
      const done = await hosts.exec('well', ['echo', 'here'], within(20_000));
      expect(done).toMatchObject({ ok: true, value: { stdout: 'here\n' } });
    }
    expect(performance.now() - startedAt).toBeLessThan(1_400);
    for (const answer of await waiting)
      expect(answer).toMatchObject({
        ok: false,
        failure: { code: 'unreachable', message: { key: 'hosts.connectTimedOut', params: { host: 'silent' } } },
      });
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(1_400);
    expect(tookMs).toBeLessThan(3_500);
  });

  test('is waited for no longer than the caller wants', async () => {
    const other = hostsOf({ silent: silent.spec({ connectTimeout: '30s' }) });
    const answer = await other.exec('silent', ['true'], within(300));
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
    const signal = AbortSignal.abort();
    expect(await other.exec('silent', ['true'], within(300, { signal }))).toMatchObject({
      failure: { code: 'cancelled' },
    });
    await other.close();
  });

  test('is reached as soon as it speaks again', async () => {
    silent.signal('SIGCONT');
    const other = hostsOf({ silent: silent.spec() });
    expect(await other.exec('silent', ['echo', 'back'], within(20_000))).toMatchObject({ value: { stdout: 'back\n' } });
    await other.close();
  });
});

describe('a host that falls silent while a command is at work', () => {
  test('ends as an unknown outcome, found by the keepalive', async () => {
    const sshd = await startSshd();
    const relay = await relayTo(sshd);
    const hosts = hostsOf({ h1: sshd.spec({ port: relay.port }) }, { keepaliveMs: 200 });
    expect(await hosts.exec('h1', ['true'], within(20_000))).toMatchObject({ value: { exitCode: 0 } });
    const working = hosts.exec('h1', ['sleep', '300'], within(60_000));
    relay.swallow();
    expect(await working).toMatchObject({
      ok: false,
      failure: { code: 'unknown-outcome', message: { key: 'hosts.lost', params: { host: 'h1', program: 'sleep' } } },
    });
    relay.server.close();
    await hosts.close();
    await sshd.stop();
  });
});

/** A cable that can be pulled: after `swallow` nothing passes and nobody is told. */
async function relayTo(sshd: Sshd): Promise<{ port: number; swallow: () => void; server: Server }> {
  const { connect } = await import('node:net');
  let swallowing = false;
  const server = createServer((near) => {
    const far = connect({ host: sshd.address, port: sshd.port });
    near.on('data', (chunk) => swallowing || far.write(chunk));
    far.on('data', (chunk) => swallowing || near.write(chunk));
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    server,
    swallow: () => {
      swallowing = true;
    },
  };
}
