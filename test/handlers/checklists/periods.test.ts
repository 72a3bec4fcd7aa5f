import { expect, test } from 'vitest';
import { isDayBefore, periodOf } from '../../../src/handlers/checklists/periods.ts';

test.each([
  ['2026-11-20T15:59:59Z', 'Asia/Shanghai', '2026-11-20', '2026-W47', '2026-11', '2026-Q4'],
  ['2026-11-20T16:00:00Z', 'Asia/Shanghai', '2026-11-21', '2026-W47', '2026-11', '2026-Q4'],
  ['2026-11-22T16:00:00Z', 'Asia/Shanghai', '2026-11-23', '2026-W48', '2026-11', '2026-Q4'],
  ['2026-12-31T12:00:00Z', 'UTC', '2026-12-31', '2026-W53', '2026-12', '2026-Q4'],
  ['2027-01-03T12:00:00Z', 'UTC', '2027-01-03', '2026-W53', '2027-01', '2027-Q1'],
  ['2027-01-04T12:00:00Z', 'UTC', '2027-01-04', '2027-W01', '2027-01', '2027-Q1'],
  // Its clock goes back at midnight: 23:30 comes twice, on the same day.
  ['2027-04-04T02:30:00Z', 'America/Santiago', '2027-04-03', '2027-W13', '2027-04', '2027-Q2'],
  ['2027-04-04T03:30:00Z', 'America/Santiago', '2027-04-03', '2027-W13', '2027-04', '2027-Q2'],
] as const)(
  '%s in %s is the day %s, the week %s, the month %s, the quarter %s',
  (at, zone, day, week, month, quarter) => {
    const periods = (['daily', 'weekly', 'monthly', 'quarterly'] as const).map((kind) =>
      periodOf(kind, Date.parse(at), zone),
    );
    expect(periods).toEqual([day, week, month, quarter]);
  },
);

test('periods sort as they follow one another, so that the one before is found', () => {
  const hours = Array.from({ length: 800 }, (_, at) => Date.UTC(2026, 11, 10) + at * 3_600_000);
  for (const kind of ['daily', 'weekly', 'monthly', 'quarterly'] as const) {
    const periods = hours.map((at) => periodOf(kind, at, 'Asia/Shanghai'));
    expect(periods).toEqual(periods.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
  }
});

test('the day before, over the end of a month', () => {
  expect(isDayBefore('2026-11-30', '2026-12-01')).toBe(true);
  expect(isDayBefore('2026-11-29', '2026-12-01')).toBe(false);
  expect(isDayBefore('2026-12-01', '2026-12-01')).toBe(false);
});
