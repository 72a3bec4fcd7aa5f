import { describe, expect, test } from 'vitest';
import { oldBackups } from '../../../src/actions/backups/retention.ts';
import type { Backup, BackupState } from '../../../src/actions/ports.ts';

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
