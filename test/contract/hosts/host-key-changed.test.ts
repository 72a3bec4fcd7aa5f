import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { hostsOf, within } from './ssh-fixture.ts';
import { fingerprintOf, makeKey, type Sshd, startSshd } from './sshd.ts';

describe('host keys', () => {
  let sshd: Sshd;
  let other: string;
  let logins: number;

  beforeAll(async () => {
    sshd = await startSshd({ hostKeys: ['ed25519', 'rsa', 'ecdsa'] });
    makeKey(join(sshd.folder, 'other'), 'ed25519');
    other = fingerprintOf(join(sshd.folder, 'other.pub'));
  });
  afterAll(() => sshd.stop());

  const loginsSoFar = (): number => sshd.log().split('Accepted publickey').length;
  const connect = async (spec: HostSpec, more: Readonly<Record<string, HostSpec>> = {}) => {
    logins = loginsSoFar();
    const hosts = hostsOf({ h1: spec, ...more });
    const asked = await Promise.all(['h1', ...Object.keys(more)].map((id) => hosts.exec(id, ['true'], within(20_000))));
    await hosts.close();
    return asked;
  };
  const publicKey = (name: string): string =>
    readFileSync(join(sshd.folder, name), 'utf8').split(' ').slice(0, 2).join(' ');
  const knownHosts = (...lines: string[]): HostSpec => {
    const file = join(sshd.folder, `known-${randomBytes(4).toString('hex')}`);
    writeFileSync(file, `# a comment\n\n${lines.join('\n')}\n`);
    return sshd.spec({ hostKeys: { knownHostsFile: file } });
  };
  const name = (): string => `[127.0.0.1]:${sshd.port}`;
  const hashed = (): string => {
    const salt = randomBytes(20);
    const hash = createHmac('sha1', salt).update(name()).digest('base64');
    return `|1|${salt.toString('base64')}|${hash}`;
  };

  test('a changed key is a hard stop that shows both fingerprints, and other hosts go on', async () => {
    const [changed, well] = await connect(sshd.spec({ hostKeys: { fingerprints: [other] } }), { h2: sshd.spec() });
    expect(changed).toMatchObject({
      ok: false,
      failure: {
        code: 'unreachable',
        message: { key: 'hosts.hostKeyChanged', params: { pinned: { list: [other] }, presented: sshd.fingerprint } },
      },
    });
    expect(well).toMatchObject({ ok: true });
    expect(loginsSoFar()).toBe(logins + 1);
  });

  test('a changed key is not accepted the second time either', async () => {
    const hosts = hostsOf({ h1: sshd.spec({ hostKeys: { fingerprints: [other] } }) });
    for (let i = 0; i < 3; i += 1)
      expect(await hosts.exec('h1', ['true'], within(20_000))).toMatchObject({
        failure: { message: { key: 'hosts.hostKeyChanged' } },
      });
    await hosts.close();
  });

  test.each(['ed25519', 'rsa', 'ecdsa'])(
    'a pinned %s fingerprint is found among the keys of the host',
    async (kind) => {
      const fingerprint = fingerprintOf(join(sshd.folder, `host_${kind}.pub`));
      expect(await connect(sshd.spec({ hostKeys: { fingerprints: [other, fingerprint] } }))).toMatchObject([
        { ok: true },
      ]);
    },
  );

  test.each<readonly [string, () => HostSpec]>([
    ['by name and port', () => knownHosts(`${name()} ${publicKey('host_ed25519.pub')}`)],
    ['by another kind of key than the host prefers', () => knownHosts(`${name()} ${publicKey('host_rsa.pub')}`)],
    [
      'in a list with wildcards',
      () => knownHosts(`example.org,[127.0.0.*]:${sshd.port} ${publicKey('host_ecdsa.pub')}`),
    ],
    ['hashed', () => knownHosts(`${hashed()} ${publicKey('host_ed25519.pub')}`)],
    [
      'beside a key that is out of use',
      () => knownHosts(`${name()} ${publicKey('other.pub')}`, `${name()} ${publicKey('host_ed25519.pub')}`),
    ],
  ])('a host in the known hosts file is trusted %s', async (_, spec) => {
    expect(await connect(spec())).toMatchObject([{ ok: true }]);
  });

  test.each<readonly [string, () => HostSpec, string]>([
    ['an unknown host', () => knownHosts(`example.org ${publicKey('host_ed25519.pub')}`), 'hosts.hostKeyUnknown'],
    ['another port', () => knownHosts(`127.0.0.1 ${publicKey('host_ed25519.pub')}`), 'hosts.hostKeyUnknown'],
    [
      'a host excepted from a pattern',
      () => knownHosts(`!${name()},* ${publicKey('host_ed25519.pub')}`),
      'hosts.hostKeyUnknown',
    ],
    ['an empty file', () => knownHosts(), 'hosts.hostKeyUnknown'],
    [
      'a line of a certificate authority',
      () => knownHosts(`@cert-authority * ${publicKey('host_ed25519.pub')}`),
      'hosts.hostKeyUnknown',
    ],
    ['another key', () => knownHosts(`${name()} ${publicKey('other.pub')}`), 'hosts.hostKeyChanged'],
    [
      'a revoked key, even when it is pinned',
      () =>
        knownHosts(
          `${name()} ${publicKey('host_ed25519.pub')}`,
          `@revoked * ${publicKey('host_ed25519.pub')}`,
          `${name()} ${publicKey('other.pub')}`,
        ),
      'hosts.hostKeyRevoked',
    ],
  ])('%s is refused', async (_, spec, key) => {
    expect(await connect(spec())).toMatchObject([{ ok: false, failure: { code: 'unreachable', message: { key } } }]);
    expect(loginsSoFar()).toBe(logins);
  });

  test('a known hosts file that is not there is a fault of the configuration', async () => {
    const spec = sshd.spec({ hostKeys: { knownHostsFile: join(sshd.folder, 'nothing') } });
    expect(await connect(spec)).toMatchObject([{ failure: { code: 'faulty-configuration' } }]);
  });
});
