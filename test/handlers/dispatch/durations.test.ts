import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenDuration } from '../../../src/handlers/dispatch/durations.ts';
import { examples } from '../../examples.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test.each([
  ['500ms', 500],
  ['5s', 5 * second],
  ['2m', 2 * minute],
  ['1h', hour],
  ['3d', 3 * day],
  ['2w', 14 * day],
  ['1.5h', 90 * minute],
  ['1h30m', 90 * minute],
  ['1d2h3m4s', day + 2 * hour + 3 * minute + 4 * second],
  ['90sec', 90 * second],
  ['10mins', 10 * minute],
  ['2hours', 2 * hour],
  ['0s', 0],
  ['5秒', 5 * second],
  ['5秒钟', 5 * second],
  ['2分钟', 2 * minute],
  ['2分', 2 * minute],
  ['1小时', hour],
  ['1个小时', hour],
  ['3天', 3 * day],
  ['1周', 7 * day],
  ['1小时30分', 90 * minute],
  ['半小时', 30 * minute],
  ['半个小时', 30 * minute],
  ['一小时', hour],
  ['两分钟', 2 * minute],
  ['十分钟', 10 * minute],
  ['十五分钟', 15 * minute],
  ['三十秒', 30 * second],
  ['二十五分钟', 25 * minute],
])('%s is a duration', (word, ms) => {
  expect(spokenDuration(word)).toBe(ms);
});

test.each([
  '',
  '5',
  's',
  '5x',
  '5s5s',
  '30m1h',
  '-5s',
  '+5s',
  '1e3s',
  '.5h',
  '5s ',
  '分钟',
  '十',
  '一二分钟',
  '半半小时',
  '错误1小时',
  '1小时错误',
  '1234567890s',
  `1h${'0'.repeat(40)}m`,
])('%j is none', (word) => {
  expect(spokenDuration(word)).toBeUndefined();
});

test('any parts from large to small add up', () => {
  const amount = fc.nat({ max: 999 });
  fc.assert(
    fc.property(amount, amount, amount, amount, (d, h, m, s) => {
      const ms = d * day + h * hour + m * minute + s * second;
      expect(spokenDuration(`${d}d${h}h${m}m${s}s`)).toBe(ms);
      expect(spokenDuration(`${d}天${h}小时${m}分${s}秒`)).toBe(ms);
    }),
  );
});

test('any word is a duration that is a whole number of milliseconds, or none', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789.smhdw一两十半秒分钟小时天个 '), maxLength: 12 }),
      (word) => {
        const ms = spokenDuration(word);
        expect(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0)).toBe(true);
      },
    ),
    { numRuns: examples(2_000) },
  );
});
