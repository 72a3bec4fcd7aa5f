import { expect, test } from 'vitest';
import { age } from '../../../src/handlers/language/age.ts';
import { bytes, duration } from '../../../src/handlers/language/amounts.ts';
import { moment, zoneName } from '../../../src/handlers/language/times.ts';

test.each([
  [0, '0 ms', '0 毫秒'],
  [0.2, '<1 ms', '<1 毫秒'],
  [41.3, '41 ms', '41 毫秒'],
  [999.4, '999 ms', '999 毫秒'],
  [999.5, '1 s', '1 秒'],
  [7_234, '7.2 s', '7.2 秒'],
  [11_400, '11.4 s', '11.4 秒'],
  [59_949, '59.9 s', '59.9 秒'],
  [59_950, '60 s', '60 秒'],
  [60_000, '60 s', '60 秒'],
  [89_499, '89 s', '89 秒'],
  [89_500, '1 min 30 s', '1 分 30 秒'],
  [130_000, '2 min 10 s', '2 分 10 秒'],
  [900_000, '15 min', '15 分钟'],
  [3_599_499, '59 min 59 s', '59 分 59 秒'],
  [3_599_500, '1 h', '1 小时'],
  [7_500_000, '2 h 5 min', '2 小时 5 分'],
  [86_400_000, '1 d', '1 天'],
  [266_400_000, '3 d 2 h', '3 天 2 小时'],
  [45.4 * 86_400_000, '45 d', '45 天'],
  [-5_000, '-5 s', '-5 秒'],
  [Number.NaN, '?', '?'],
  [Number.POSITIVE_INFINITY, '?', '?'],
])('%d ms is said as %s, %s', (ms, english, chinese) => {
  expect([duration(ms, { language: 'en' }), duration(ms, { language: 'zh' })]).toEqual([english, chinese]);
});

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_024, '1 KB'],
  [1_536, '1.5 KB'],
  [10 * 1_024 - 10, '10 KB'],
  [1_048_575, '1 MB'],
  [39_845_888, '38 MB'],
  [2_254_857_830, '2.1 GB'],
  [42_949_672_960, '40 GB'],
  [1e18, '888 PB'],
  [-1_536, '-1.5 KB'],
  [Number.NaN, '?'],
])('%d bytes are %s', (count, expected) => {
  expect(bytes(count)).toBe(expected);
});

const nowMs = Date.parse('2025-11-21T03:12:08+08:00');
const reader = { language: 'en', timeZone: 'Asia/Shanghai', nowMs } as const;

test.each([
  [0, 'just now', '刚刚'],
  [999, 'just now', '刚刚'],
  [59_999, '59 s ago', '59 秒前'],
  [75_000, '1 min ago', '1 分钟前'],
  [3_599_999, '59 min ago', '59 分钟前'],
  [7_200_000, '2 h ago', '2 小时前'],
  [90 * 3_600_000, '3 d ago', '3 天前'],
  [-7_300_000, 'in 2 h', '2 小时后'],
])('what was %d ms ago was %s, %s', (agoMs, english, chinese) => {
  expect([age(nowMs - agoMs, reader), age(nowMs - agoMs, { ...reader, language: 'zh' })]).toEqual([english, chinese]);
});

test('without a now, ages are moments and moments have dates', () => {
  const { nowMs: _, ...timeless } = reader;
  expect(age(nowMs, timeless)).toBe('21 Nov 2025 03:12:08 CST');
  expect(moment(nowMs, timeless)).toBe('21 Nov 2025 03:12:08 CST');
});

test('today is the reader’s today, not that of UTC', () => {
  const lateYesterday = Date.parse('2025-11-20T23:59:59+08:00');
  expect(moment(lateYesterday, reader)).toBe('20 Nov 23:59:59 CST');
  expect(moment(lateYesterday, { ...reader, timeZone: 'UTC' })).toBe('15:59:59 UTC');
});

test.each([
  ['Asia/Shanghai', '2025-07-01T00:00:00Z', 'CST'],
  ['Europe/Berlin', '2025-07-01T00:00:00Z', 'CEST'],
  ['Europe/Berlin', '2025-12-01T00:00:00Z', 'CET'],
  ['America/New_York', '2025-07-01T00:00:00Z', 'EDT'],
  ['Australia/Sydney', '2025-12-01T00:00:00Z', 'AEDT'],
  ['Asia/Singapore', '2025-07-01T00:00:00Z', 'GMT+8'],
  ['UTC', '2025-07-01T00:00:00Z', 'UTC'],
])('%s at %s is called %s', (timeZone, at, name) => {
  expect(zoneName(Date.parse(at), timeZone)).toBe(name);
});

test('a time no calendar has is shown as unknown', () => {
  for (const atMs of [Number.NaN, 9e15]) expect(moment(atMs, reader)).toBe('? ? CST');
});
