import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SshHostSpec } from '../host-spec.ts';
import { type KnownHost, knownHostsOf } from './known-hosts.ts';

export type HostKeyVerdict = 'pinned' | 'other' | 'unknown' | 'revoked';

/** The host keys a host may show. */
export interface PinnedKeys {
  judge(key: Uint8Array): HostKeyVerdict;
  /** Of what is pinned, for people to compare. */
  readonly fingerprints: readonly string[];
  /** The kinds of key worth asking for, best first; each a list of algorithms for the handshake. */
  readonly families: readonly (readonly string[])[];
}

/** Ed25519, ECDSA, RSA with SHA-2. A server shows one key; which one, the client's order decides. */
export const keyFamilies: readonly (readonly string[])[] = [
  ['ssh-ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  ['rsa-sha2-512', 'rsa-sha2-256'],
];

/** As `ssh-keygen -l` shows it. */
export const fingerprintOf = (key: Uint8Array): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** Rejects when the known hosts file cannot be read. Read anew for each connection, so that a mended file counts. */
export async function readPinnedKeys(spec: Pick<SshHostSpec, 'address' | 'port' | 'hostKeys'>): Promise<PinnedKeys> {
  if ('fingerprints' in spec.hostKeys) return pinnedByFingerprint(spec.hostKeys.fingerprints);
  const file = await readFile(spec.hostKeys.knownHostsFile, 'utf8');
  return pinnedByKey(knownHostsOf(file, spec.address, spec.port));
}

function pinnedByFingerprint(fingerprints: readonly string[]): PinnedKeys {
  return {
    judge: (key) => (fingerprints.includes(fingerprintOf(key)) ? 'pinned' : 'other'),
    fingerprints,
    families: keyFamilies, // a fingerprint does not say its kind
  };
}

function pinnedByKey(known: readonly KnownHost[]): PinnedKeys {
  const revoked = new Set(known.filter((entry) => entry.revoked).map((entry) => entry.key));
  const pinned = known.filter((entry) => !entry.revoked && !revoked.has(entry.key));
  const algorithmOf = (type: string): string => (type === 'ssh-rsa' ? 'rsa-sha2-512' : type);
  const families = keyFamilies.filter((family) => pinned.some(({ type }) => family.includes(algorithmOf(type))));
  return {
    judge(key) {
      const shown = Buffer.from(key).toString('base64');
      if (revoked.has(shown)) return 'revoked';
      if (pinned.some((entry) => entry.key === shown)) return 'pinned';
      return pinned.length === 0 ? 'unknown' : 'other';
    },
    fingerprints: pinned.map(({ key }) => fingerprintOf(Buffer.from(key, 'base64'))),
    families: families.length === 0 ? keyFamilies : families,
  };
}
