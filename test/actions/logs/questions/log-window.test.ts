import { describe, expect, test } from 'vitest';
import { type WindowWords, windowOf } from '../../../../src/actions/logs/questions/log-window.ts';

const hour = 3_600_000;
/** 21 November 2026, 03:12:08 in Shanghai. */
const now = Date.UTC(2026, 10, 20, 19, 12, 8);
const zone = 'Asia/Shanghai';
const of = (words: WindowWords, nowMs = now, of = zone) => {
  const window = windowOf(words, { agoMs: hour }, nowMs, of);
  return window.ok ? window.value : window.failure.code;
};

describe('a window as people type it', () => {
  test.each<[string, WindowWords, unknown]>([
    ['nothing: what the question has otherwise', {}, { agoMs: hour }],
    ['30m', { window: hour / 2 }, { agoMs: hour / 2 }],
    ['today', { day: 'today' }, { sinceMs: Date.UTC(2026, 10, 20, 16) }],
    [
      'yesterday',
      { day: 'yesterday' },
      { sinceMs: Date.UTC(2026, 10, 19, 16), untilMs: Date.UTC(2026, 10, 20, 16) - 1 },
    ],
    ['since a day and minute', { since: '2025-12-08T00:00' }, { sinceMs: Date.UTC(2025, 11, 7, 16) }],
    ['since a day', { since: '2025-12-08' }, { sinceMs: Date.UTC(2025, 11, 7, 16) }],
    ['since a moment with its zone', { since: '2025-12-08T00:00Z' }, { sinceMs: Date.UTC(2025, 11, 8) }],
    ['since an hour with its offset', { since: '2025-12-08T00:00+05:30' }, { sinceMs: Date.UTC(2025, 11, 7, 18, 30) }],
    ['since the clock of today', { since: '02:31' }, { sinceMs: Date.UTC(2026, 10, 20, 18, 31) }],
    ['since a clock that was yesterday', { since: '04:00' }, { sinceMs: Date.UTC(2026, 10, 19, 20) }],
    ['since so long ago', { since: '2h' }, { sinceMs: now - 2 * hour }],
    ['until', { until: '02:00' }, { untilMs: Date.UTC(2026, 10, 20, 18) }],
    ['both', { since: '3h', until: '1h' }, { sinceMs: now - 3 * hour, untilMs: now - hour }],
    ['a window and a since', { window: hour, since: '2h' }, 'bad-input'],
    ['a day and an until', { day: 'today', until: '1h' }, 'bad-input'],
    ['one that ends before it begins', { since: '1h', until: '2h' }, 'bad-input'],
    ['a day that is none', { since: '2025-02-30' }, 'bad-input'],
    ['no time at all', { since: 'noon' }, 'bad-input'],
  ])('%s', (_what, words, window) => {
    expect(of(words)).toEqual(window);
  });

  test.each([
    ['forth', Date.UTC(2026, 2, 30, 10), 23],
    ['back', Date.UTC(2026, 9, 26, 10), 25],
  ])('yesterday, when the clock was set %s, is as long as that day was', (_which, nowMs, hours) => {
    const day = of({ day: 'yesterday' }, nowMs, 'Europe/Berlin');
    if (typeof day === 'string') throw new Error(day);
    expect((day.untilMs ?? 0) + 1 - (day.sinceMs ?? 0)).toBe(hours * hour);
  });
});
