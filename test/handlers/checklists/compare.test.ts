import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/actions/report.ts';
import { outside } from '../../../src/actions/text.ts';
import { differences } from '../../../src/handlers/checklists/compare.ts';
import type { ItemSeen } from '../../../src/handlers/store/checklists.ts';

const finding = (mark: Finding['mark'], label: string, text: string): Finding => ({
  mark,
  label: outside(label),
  text: outside(text),
});
const item = (findings: readonly Finding[], verdict: ItemSeen['verdict'] = 'warning'): ItemSeen => ({
  item: 'errors',
  title: 'Errors',
  verdict,
  headline: outside('errors'),
  findings,
});

describe('an item with many findings', () => {
  test('is told by its three worst, and the rest is counted', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((label) => finding('warning', label, 'x'));
    const told = differences([item([...many, finding('critical', 'worst', 'x')], 'critical')], []);
    expect(told.map(({ finding: each, more }) => each?.label ?? more)).toEqual([
      outside('worst'),
      outside('a'),
      outside('b'),
      3,
    ]);
  });

  test('compares with yesterday only what is told apart by its label', () => {
    const before = item([finding('warning', 'app', 'one'), finding('warning', 'journal', 'two')]);
    const now = item([
      finding('warning', 'app', 'another'),
      finding('warning', 'journal', 'three'),
      finding('warning', 'journal', 'four'),
    ]);
    expect(differences([now], [before]).map((each) => each.before)).toEqual([outside('one'), undefined, undefined]);
  });
});
