import { describe, expect, test } from 'vitest';
import { alarmsOf } from '../../../../src/actions/backups/judging/alarms.ts';
import type { BackupFacts } from '../../../../src/actions/backups/judging/backup-facts.ts';
import { copiesThere } from '../../../../src/actions/backups/judging/copy-alarms.ts';
import type { Backup } from '../../../../src/actions/ports.ts';
import { fail, ok } from '../../../../src/actions/result.ts';
import { outside } from '../../../../src/actions/text.ts';
import { plain } from '../../plain-text.ts';

const hour = 3_600_000;
const nowMs = 1_000 * hour;
const rules = { every: 26 * hour, keep: 7 * 24 * hour, host: 'h1', folder: '/backup' };
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
  checkedBy: 'opened',
  copies: [],
  ...more,
});
const same = { parts: backup('X', 0).parts };
const whole: BackupFacts = { folder: 'there', present: new Set(['A', 'B', 'C', 'X']) };
const said = (known: readonly Backup[], facts?: BackupFacts) =>
  alarmsOf(rules, known, nowMs, facts).map(({ mark, text }) => `${mark}: ${plain(text)}`);

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
    ['retention stuck', [backup('A', 1), backup('B', 20), backup('C', 300)], /^warning: .*older than is kept/],
  ])('%s', (_, known, wanted) => {
    expect(said(known)).toEqual(expect.arrayContaining([expect.stringMatching(wanted)]));
  });

  const twice = [backup('B', 1, same), backup('A', 20, same)];
  test.each<readonly [string, readonly Backup[], Partial<BackupFacts>, RegExp]>([
    ['the same data twice though it changed', twice, { writtenAtMs: nowMs - 5 * hour }, /^warning: B holds exactly/],
    [
      'a folder that is not there',
      twice,
      { folder: 'missing', present: new Set() },
      /^critical: \/backup on h1 is not/,
    ],
    [
      'a folder that may not be written',
      twice,
      { folder: 'unwritable' },
      /^critical: \/backup on h1 may not be written/,
    ],
    ['one that is gone', twice, { present: new Set(['A']) }, /^critical: backup B is verified .* and gone/],
    ['all that count are gone', twice, { present: new Set() }, /^critical: there is no verified backup/],
  ])('%s, as the host tells it', (_, known, facts, wanted) => {
    expect(said(known, { ...whole, ...facts })).toEqual(expect.arrayContaining([expect.stringMatching(wanted)]));
  });

  test.each<readonly [string, Partial<BackupFacts>]>([
    ['nothing was written between the two', { writtenAtMs: nowMs - 30 * hour }],
    ['something was written after the second', { writtenAtMs: nowMs - hour / 2 }],
    ['nobody knows when it was written', {}],
  ])('the same data twice is no alarm where %s', (_, facts) => {
    expect(said(twice, { ...whole, ...facts })).toEqual([]);
  });

  test('what only the host knows is not judged where it does not answer', () => {
    expect(said(twice)).toEqual([]);
  });
});

describe('T10: a second copy that is not there', () => {
  const copyTo = [{ host: 'h3', folder: '/far', keep: 30 * 24 * hour }];
  const alarms = (newest: Backup) => alarmsOf({ ...rules, copyTo }, [newest, backup('B', 27)], nowMs);
  const copy = { host: 'h3', folder: '/far/A', atMs: nowMs };

  test('is a warning, whether it failed or was never made; a sound one is silence', () => {
    expect(alarms(backup('A', 3, { copies: [{ ...copy, state: 'sound' }] }))).toEqual([]);
    expect(alarms(backup('A', 3)).map(({ mark, text }) => `${mark}: ${plain(text)}`)).toEqual([
      'warning: backup A has no copy on h3',
    ]);
    const [failed] = alarms(backup('A', 3, { copies: [{ ...copy, state: 'failed' }] }));
    expect(plain(failed?.text ?? { outside: '' })).toContain('could not be copied to h3');
  });

  const place = { host: 'h3', folder: '/far' };
  const known = [backup('A', 3, { copies: [{ ...copy, state: 'sound' }] }), backup('B', 27)];
  test.each<readonly [string, BackupFacts, readonly string[]]>([
    ['there', { folder: 'there', present: new Set(['A']) }, []],
    ['gone', { folder: 'there', present: new Set() }, ['warning: the copy of backup A is gone from /far on h3']],
    ['without its folder', { folder: 'missing', present: new Set() }, ['warning: /far on h3 is not there']],
    [
      'in a folder that may not be written',
      { folder: 'unwritable', present: new Set(['A']) },
      ['warning: /far on h3 may not be written'],
    ],
  ])('is told by its own host: %s', (_, facts, wanted) => {
    expect(copiesThere(place, known, ok(facts)).map(({ mark, text }) => `${mark}: ${plain(text)}`)).toEqual(wanted);
  });

  test('is unknown where that host does not answer', () => {
    const [silent] = copiesThere(place, known, fail('unreachable', outside('no route')));
    expect(`${silent?.mark}: ${plain(silent?.text ?? { outside: '' })}`).toBe(
      'unknown: h3 cannot be looked at: no route',
    );
  });
});
