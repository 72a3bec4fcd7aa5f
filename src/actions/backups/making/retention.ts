import type { Backup } from '../../ports.ts';

/**
 * Which backups may go once a new one is verified: those older than `keepMs` that are no longer being made. The newest
 * verified one of today stays all the same: should the new one turn out bad, there is still another.
 */
export function oldBackups(known: readonly Backup[], keepMs: number, nowMs: number): readonly Backup[] {
  const newest = known.find(({ state }) => state === 'verified');
  return known.filter(
    (backup) =>
      backup !== newest &&
      backup.state !== 'making' &&
      backup.state !== 'pruned' &&
      nowMs - backup.startedAtMs > keepMs,
  );
}

/** Copies in this place that may go once a newer one is sound: the newest sound one of today stays. */
export function oldCopies(
  known: readonly Backup[],
  { host, folder, keep }: { readonly host: string; readonly folder: string; readonly keep: number },
  nowMs: number,
): readonly { readonly id: string; readonly folder: string }[] {
  const here = known.flatMap(({ id, startedAtMs, copies }) =>
    copies
      .filter((copy) => copy.host === host && copy.folder.startsWith(`${folder}/`) && copy.state !== 'pruned')
      .map((copy) => ({ id, startedAtMs, state: copy.state, folder: copy.folder.slice(folder.length + 1) })),
  );
  const newest = here.find(({ state }) => state === 'sound');
  return here
    .filter((copy) => copy !== newest && nowMs - copy.startedAtMs > keep)
    .map(({ id, folder: name }) => ({ id, folder: name }));
}
