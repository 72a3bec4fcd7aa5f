import { expect, test } from 'vitest';
import { alarmsOf } from '../../../../src/actions/backups/judging/alarms.ts';
import type { Backup } from '../../../../src/actions/ports.ts';

const dayMs = 86_400_000;
const nowMs = 100 * dayMs;
const rules = { every: dayMs, keep: 14 * dayMs, host: 'h1', folder: '/backup' };
const verified = (id: string, startedAtMs: number): Backup => ({
  id,
  system: 'teaching',
  host: 'h1',
  folder: `/backup/${id}`,
  runId: 1,
  state: 'verified',
  startedAtMs,
  endedAtMs: startedAtMs + 1_000,
  encrypted: false,
  bytes: 1_000,
  parts: [],
  copies: [],
  checkedBy: 'opened',
});

test('a backup dated ahead by a wrong clock hides neither itself nor that the newest real one is old', () => {
  const found = JSON.stringify(
    alarmsOf(rules, [verified('AHEAD', nowMs + 300 * dayMs), verified('OLD', nowMs - 40 * dayMs)], nowMs),
  );
  expect(found).toContain('backup-alarm.late');
  expect(found).toContain('AHEAD');
});

test('a clock that is fast by minutes alarms nobody', () => {
  expect(alarmsOf(rules, [verified('NOW', nowMs + 60_000)], nowMs)).toEqual([]);
});
