import { describe, expect, test } from 'vitest';
import { type Held, hold, levelOf } from '../../../src/actions/monitors/level.ts';
import type { Verdict } from '../../../src/actions/report.ts';

describe('a value against its limits', () => {
  const limits = { warning: 80, critical: 90, clears: 4 };
  test.each<[number | undefined, Verdict, Verdict]>([
    [80, 'ok', 'ok'],
    [80.1, 'ok', 'warning'],
    [90.1, 'ok', 'critical'],
    [77, 'warning', 'warning'],
    [76, 'warning', 'ok'],
    [87, 'critical', 'critical'],
    [86, 'critical', 'warning'],
    [70, 'critical', 'ok'],
    [undefined, 'ok', 'unknown'],
    [Number.NaN, 'ok', 'unknown'],
  ])('%s after %s is %s', (value, before, level) => {
    expect(levelOf({ ...(value === undefined ? {} : { value }) }, limits, before)).toBe(level);
  });

  test('a kind that judges by itself is not judged again', () => {
    expect(levelOf({ value: 99, verdict: 'ok' }, limits, 'ok')).toBe('ok');
  });
});

/** Each look is `level@seconds`; what is said after it. */
const said = (looks: string, forMs: number, times: number): string =>
  looks
    .split(' ')
    .reduce<{ held: Held | undefined; out: string[] }>(
      ({ held, out }, look) => {
        const [level = '', seconds] = look.split('@');
        const next = hold(held, level as Verdict, Number(seconds) * 1_000, { forMs, times });
        return { held: next, out: [...out, next.level] };
      },
      { held: undefined, out: [] },
    )
    .out.join(' ');

test.each([
  ['critical@0', 0, 1, 'critical'],
  ['critical@0 critical@30 critical@60', 60_000, 1, 'ok ok critical'],
  ['critical@0 ok@30 critical@60 critical@90', 60_000, 1, 'ok ok ok ok'],
  ['critical@0 critical@30 critical@60', 0, 3, 'ok ok critical'],
  // Bad is bad: a warning that grows does not begin anew.
  ['warning@0 critical@30 critical@60', 60_000, 1, 'ok ok critical'],
  ['critical@0 warning@30 ok@60', 0, 1, 'critical warning ok'],
  ['warning@0 critical@30', 0, 1, 'warning critical'],
])('%s held for %s ms and %s times says %s', (looks, forMs, times, out) => {
  expect(said(looks, forMs, times)).toBe(out);
});
