import { describe, expect, test } from 'vitest';
import { alarmsOf } from '../../../src/actions/backups/alarms.ts';
import type { Backup } from '../../../src/actions/ports.ts';
import { plain } from '../plain-text.ts';

const hour = 3_600_000;
const nowMs = 1_000 * hour;
const rules = { every: 26 * hour, keep: 7 * 24 * hour };
const backup = (id: string, ageHours: number, more: Partial<Backup> = {}): Backup => ({
  id,
  system: 'talentlens',
  host: 'h1',
  folder: `/backup/${id}`,
  runId: 1,
  state: 'verified',
  startedAtMs: nowMs - ageHours * hour,
  bytes: 1_000_000,
  sha256: id,
  parts: [{ name: 'main', kind: 'sqlite', file: 'main.db', sources: [], bytes: 1, sha256: id, counts: {} }],
  encrypted: false,
  ...more,
});
const same = { parts: backup('X', 0).parts };
const said = (known: readonly Backup[]) =>
  alarmsOf(rules, known, nowMs).map(({ mark, text }) => `${mark}: ${plain(text)}`);

describe('B1: alarms of the backups', () => {
  test('all well is silence', () => {
    expect(said([backup('A', 3), backup('B', 27)])).toEqual([]);
  });

  test.each<readonly [string, readonly Backup[], RegExp]>([
    ['none at all', [], /^critical: there is no verified backup/],
    ['only failed ones', [backup('A', 3, { state: 'failed' })], /^critical: there is no verified backup/],
    ['none in time', [backup('A', 30)], /^warning: newest verified/],
    ['none for far too long', [backup('A', 60)], /^critical: newest verified/],
    ['the last one failed', [backup('B', 1, { state: 'failed' }), backup('A', 20)], /^warning: backup B failed/],
    [
      'one found damaged',
      [backup('B', 1, { state: 'damaged' }), backup('A', 20)],
      /^critical: backup B was found damaged/,
    ],
    ['one never finished', [backup('B', 3, { state: 'making' }), backup('A', 20)], /^warning: backup B was begun/],
    ['much smaller', [backup('B', 1, { bytes: 400_000 }), backup('A', 20)], /^warning: B is much smaller/],
    ['the same data twice', [backup('B', 1, same), backup('A', 20, same)], /^warning: B holds exactly the same/],
    ['retention stuck', [backup('A', 1), backup('B', 20), backup('C', 300)], /^warning: .*older than is kept/],
  ])('%s', (_, known, wanted) => {
    expect(said(known)).toEqual(expect.arrayContaining([expect.stringMatching(wanted)]));
  });
});
