import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenHosts } from '../../../src/bot/hosts/hosts.ts';
import { inspect } from '../../../src/bot/hosts/inspect.ts';
import { hostsOf } from './ssh-fixture.ts';
import { freePort, type Sshd, startSshd } from './sshd.ts';

describe('inspecting a host', () => {
  let sshd: Sshd;
  let slow: Sshd;
  let hosts: OpenHosts;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    [sshd, slow] = await Promise.all([startSshd(), startSshd({ bashrc: 'sleep 0.3' })]);
    const nobody = sshd.spec({ port: await freePort() });
    hosts = hostsOf({ h1: sshd.spec(), slow: slow.spec(), nobody, here: { transport: 'local', folder: sshd.folder } });
  });
  afterAll(async () => {
    await hosts.close();
    await Promise.all([sshd.stop(), slow.stop()]);
  });

  test.each(['h1', 'here'])('tells times, clock and free space of %s', async (host) => {
    const seen = await inspect(hosts, host, [sshd.folder], { signal, now: () => Date.now() - 60_000 });
    expect(seen).toMatchObject({ ok: true });
    if (!seen.ok) return;
    expect(seen.value.trueMs).toBeLessThan(250);
    expect(seen.value.clockOffsetMs).toBeGreaterThan(59_000);
    expect(seen.value.clockOffsetMs).toBeLessThan(61_000);
    expect(seen.value.freeBytes[sshd.folder]).toBeGreaterThan(1_000_000);
  });

  test('shows a slow login shell', async () => {
    const seen = await inspect(hosts, 'slow', [], { signal, now: Date.now });
    expect(seen.ok && seen.value.trueMs).toBeGreaterThan(290);
  });

  test('fails with the reason when there is nobody', async () => {
    expect(await inspect(hosts, 'nobody', [], { signal, now: Date.now })).toMatchObject({
      ok: false,
      failure: { message: { key: 'hosts.refused' } },
    });
  });
});
