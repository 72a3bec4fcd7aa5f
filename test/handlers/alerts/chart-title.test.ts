import { expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { chartTitle } from '../../../src/handlers/alerts/chart-title.ts';
import { translate } from '../../../src/handlers/language/translate.ts';

const title = (more: Partial<Parameters<typeof chartTitle>[0]>, language: 'en' | 'zh') => {
  const points = [
    [0, 12.34],
    [1, 4],
    [2, 96.04],
  ] as const;
  const of = { kind: 'service', subject: outside('llm'), unit: 'ms', windowMs: 3_600_000, points } as const;
  return translate(chartTitle({ ...of, ...more }), { language, timeZone: 'UTC' });
};

test('a chart says what was measured, of what, over which time, in which unit and between which values', () => {
  expect(title({}, 'en')).toBe('response time of llm, last 1 h: 4–96 ms');
  expect(title({}, 'zh')).toBe('llm 响应时间,最近 1 小时:4–96 ms');
  expect(title({ kind: 'load', subject: outside('h1'), unit: '' }, 'en')).toBe('load per core of h1, last 1 h: 4–96');
});
