import { expect, test } from 'vitest';
import { chineseDay } from '../../src/bot/chinese-days.ts';

test.each([
  ['2026-10-01', 'rest', 'National Day'],
  ['2026-10-10', 'work', 'a Saturday worked in exchange (调休)'],
  ['2026-02-14', 'work', 'the Saturday before Spring Festival, worked'],
  ['2026-02-23', 'rest', 'a Monday off in exchange'],
  ['2026-11-20', 'work', 'an ordinary Friday'],
  ['2026-11-21', 'rest', 'an ordinary Saturday'],
  ['2026-12-28', 'work', 'the last day that next year cannot move'],
  ['2026-12-30', 'unknown', 'next year’s notice may move it'],
  ['2027-02-08', 'unknown', 'no notice is there yet'],
  ['1999-05-01', 'unknown', 'before the data begins'],
] as const)('%s is a day of %s: %s', async (day, kind, _why) => {
  expect(await chineseDay(day)).toBe(kind);
});
