import type { Backup } from '../ports.ts';

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
