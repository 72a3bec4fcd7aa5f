import { describe, expect, test } from 'vitest';
import { hostSpec } from '../../../src/bot/hosts/host-spec.ts';

const fingerprint = `SHA256:${'A'.repeat(43)}`;
const ssh = {
  transport: 'ssh',
  address: '10.0.0.1',
  user: 'ops',
  key: { file: '/etc/zhiban/key' },
  hostKeys: { fingerprints: [fingerprint] },
};

describe('hosts in the configuration', () => {
  test('have sensible defaults', () => {
    expect(hostSpec.parse(ssh)).toEqual({ ...ssh, port: 22, connectTimeout: 10_000, maxChannels: 8 });
  });

  test.each<readonly [string, unknown]>([
    ['a key from the environment', { ...ssh, key: { env: 'DEPLOY_KEY' } }],
    ['a known hosts file', { ...ssh, hostKeys: { knownHostsFile: 'known_hosts' } }],
    ['a name and a port', { ...ssh, address: 'db-1.example.org', port: 2222 }],
    ['an IPv6 address', { ...ssh, address: '2001:db8::1' }],
    ['a local folder', { transport: 'local', folder: '/opt/HR人事' }],
  ])('may say %s', (_, spec) => {
    expect(hostSpec.safeParse(spec).success).toBe(true);
  });

  test.each<readonly [string, unknown]>([
    ['no host key', { ...ssh, hostKeys: undefined }],
    ['an empty list of fingerprints', { ...ssh, hostKeys: { fingerprints: [] } }],
    ['an MD5 fingerprint', { ...ssh, hostKeys: { fingerprints: ['MD5:aa:bb'] } }],
    ['both kinds of pinning', { ...ssh, hostKeys: { fingerprints: [fingerprint], knownHostsFile: 'x' } }],
    ['a key in the clear', { ...ssh, key: '-----BEGIN OPENSSH PRIVATE KEY-----' }],
    ['a password', { ...ssh, password: 'x' }],
    ['an address that is an option', { ...ssh, address: '-oProxyCommand=id' }],
    ['a user with a command', { ...ssh, user: 'a;b' }],
    ['a port out of range', { ...ssh, port: 70_000 }],
    ['no limit to connect', { ...ssh, connectTimeout: 'never' }],
    ['an unknown transport', { ...ssh, transport: 'telnet' }],
    ['a relative folder', { transport: 'local', folder: 'data' }],
  ])('may not say %s', (_, spec) => {
    expect(hostSpec.safeParse(spec).success).toBe(false);
  });
});
