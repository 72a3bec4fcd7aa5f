import { describe, expect, test } from 'vitest';
import { oldBackups, oldCopies } from '../../../../src/actions/backups/making/retention.ts';
import type { Backup, BackupCopy, BackupState } from '../../../../src/actions/ports.ts';

const day = 86_400_000;
const nowMs = 100 * day;
const backup = (id: string, ageDays: number, state: BackupState = 'verified'): Backup => ({
  id,
  system: 'talentlens',
  host: 'h1',
  folder: `/backup/talentlens/20260101T000000Z-${id}`,
  runId: 1,
  state,
  startedAtMs: nowMs - ageDays * day,
  parts: [],
  encrypted: false,
  checkedBy: 'opened',
  copies: [],
});
const ids = (known: readonly Backup[]) => oldBackups(known, 7 * day, nowMs).map(({ id }) => id);

describe('T10: what may go once a new backup is verified', () => {
  test.each<readonly [string, readonly Backup[], readonly string[]]>([
    ['nothing within the week', [backup('A', 1), backup('B', 6)], []],
    ['what is older', [backup('A', 1), backup('B', 8), backup('C', 9)], ['B', 'C']],
    ['never the newest verified one, however old', [backup('A', 30), backup('B', 31)], ['B']],
    [
      'after a bad week the last good one stays, the old failures go',
      [backup('F', 1, 'failed'), backup('G', 9, 'failed'), backup('A', 10), backup('B', 11)],
      ['G', 'B'],
    ],
    ['a damaged one does not count as good', [backup('D', 1, 'damaged'), backup('A', 9), backup('B', 10)], ['B']],
    ['one being made is left alone', [backup('M', 20, 'making'), backup('A', 1)], []],
  ])('%s', (_, known, wanted) => {
    expect(ids(known)).toEqual(wanted);
  });
});

describe('T10: which copies on another host may go once a newer one is sound', () => {
  const place = { host: 'h3', folder: '/far', keep: 7 * day };
  const copied = (id: string, ageDays: number, state: BackupCopy['state'], more: Partial<BackupCopy> = {}): Backup => ({
    ...backup(id, ageDays, 'pruned'),
    copies: [{ host: 'h3', folder: `/far/${id}`, state, atMs: 1, ...more }],
  });
  test.each<readonly [string, readonly Backup[], readonly string[]]>([
    ['what is older', [copied('A', 1, 'sound'), copied('B', 8, 'sound')], ['B']],
    ['never the newest sound one, however old', [copied('A', 30, 'sound'), copied('B', 31, 'sound')], ['B']],
    ['after failures the last sound one stays', [copied('F', 9, 'failed'), copied('A', 10, 'sound')], ['F']],
    ['nothing of another place', [copied('A', 1, 'sound'), copied('B', 9, 'sound', { folder: '/other/B' })], []],
  ])('%s', (_, known, wanted) => {
    expect(oldCopies(known, place, nowMs).map(({ id }) => id)).toEqual(wanted);
  });
});
