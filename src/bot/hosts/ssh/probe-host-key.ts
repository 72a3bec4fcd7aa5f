import { dial, type Problem } from './dial.ts';
import { fingerprintOf, keyFamilies } from './host-keys.ts';

export interface ShownHostKey {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa` … */
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

/**
 * Every host key an address shows, for a person to compare with the host itself. Nothing is trusted and nobody is logged
 * in. `problem` when it shows none.
 */
export async function probeHostKeys(
  target: { readonly address: string; readonly port: number },
  limit: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<{ readonly keys: readonly ShownHostKey[]; readonly problem?: Problem }> {
  const keys: ShownHostKey[] = [];
  for (const family of keyFamilies) {
    const dialed = await dial({
      ...target,
      ...limit,
      user: 'nobody',
      privateKey: '',
      hostKeyAlgorithms: family,
      keepaliveMs: 0,
      accepts(key) {
        keys.push({ type: typeOf(key), fingerprint: fingerprintOf(key) });
        return false;
      },
    });
    if ('client' in dialed) dialed.client.end();
    else if (dialed.problem !== 'host-key' && dialed.problem !== 'no-common-algorithm')
      return keys.length > 0 ? { keys } : { keys, problem: dialed.problem };
  }
  return { keys };
}

/** RFC 4253 6.6: a key begins with the length and the name of its kind. */
function typeOf(key: Uint8Array): string {
  const bytes = Buffer.from(key);
  return bytes.toString('latin1', 4, 4 + bytes.readUInt32BE(0));
}
