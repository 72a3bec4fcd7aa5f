import { createHmac, timingSafeEqual } from 'node:crypto';

export interface KnownHost {
  /** The key as sent on the wire, base64. */
  readonly key: string;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa` … */
  readonly type: string;
  readonly revoked: boolean;
}

/**
 * Lines of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT) that speak of an address: plain, with wildcards and
 * negations, or hashed. Lines of certificate authorities are passed over: certificates are not understood here.
 */
export function knownHostsOf(file: string, address: string, port: number): readonly KnownHost[] {
  const name = (port === 22 ? address : `[${address}]:${port}`).toLowerCase();
  return file.split(/\r?\n/).flatMap((line) => {
    const fields = line.trim().split(/[ \t]+/);
    const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined;
    const [hosts, type, key] = fields;
    if (hosts === undefined || type === undefined || key === undefined || hosts.startsWith('#')) return [];
    if (marker !== undefined && marker !== '@revoked') return [];
    return matches(hosts, name) ? [{ key, type, revoked: marker === '@revoked' }] : [];
  });
}

function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return matchesHashed(hosts, name);
  const patterns = hosts.toLowerCase().split(',');
  const negated = patterns.some((pattern) => pattern.startsWith('!') && matchesPattern(pattern.slice(1), name));
  return !negated && patterns.some((pattern) => !pattern.startsWith('!') && matchesPattern(pattern, name));
}

function matchesHashed(hosts: string, name: string): boolean {
  const [, method, salt, hash] = hosts.split('|');
  if (method !== '1' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === found.length && timingSafeEqual(expected, found);
}

function matchesPattern(pattern: string, name: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
}
