import type { Sealed } from '../handlers/store/sealed.ts';

export interface LiveSecrets {
  readonly sealed: Sealed;
  /** Values that went through this process, to be masked wherever they turn up. */
  values(): readonly { readonly name: string; readonly value: string }[];
}

/** No more are remembered at once; who is asked gives few. */
const mostRemembered = 50;

/** Learns each value as it is given or opened, so that hosts, chats and logs that repeat it show a mask. Kept in memory alone. */
export function liveSecrets(sealed: Sealed, changed: () => void): LiveSecrets {
  const known = new Map<string, string>();
  const learn = (ref: string, value: string): void => {
    if (known.get(ref) === value) return;
    known.set(ref, value);
    for (const oldest of known.keys()) if (known.size > mostRemembered) known.delete(oldest);
    changed();
  };
  return {
    values: () => Array.from(known.values(), (value) => ({ name: 'given', value })),
    sealed: {
      ...sealed,
      async give(ref, value, atMs, expiresAtMs) {
        // Before anything is written: an error would tell it otherwise.
        learn(ref, value);
        return sealed.give(ref, value, atMs, expiresAtMs);
      },
      async open(ref, atMs) {
        const value = await sealed.open(ref, atMs);
        if (value !== undefined) learn(ref, value);
        return value;
      },
    },
  };
}
