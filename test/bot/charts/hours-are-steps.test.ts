import { expect, test } from 'vitest';
import { hourChart } from '../../../src/actions/logs/answers/by-hour.ts';
import { type Chart, drawingOf } from '../../../src/bot/charts/charts.ts';

const hourMs = 3_600_000;

test('what is counted by the hour is drawn over that hour: errors of the last one begin no earlier, and reach its end', () => {
  const hours = [0, 0, 12].map((errors, at) => ({ fromMs: at * hourMs, all: 0, warnings: 0, errors, requests: 0 }));
  const chart = hourChart({ outside: 'errors' }, '', hours, ['errors']) as Chart; // as it is made
  const reader = { language: 'en', timeZone: 'UTC', nowMs: 0 } as const;
  const [drawn] = drawingOf(chart, reader, 'light').series;
  const at = (ms: number) => drawn?.points.filter(([from]) => from <= ms).at(-1)?.[1];
  expect(at(2 * hourMs - 1)).toBe(0);
  expect(at(2 * hourMs)).toBe(12);
  expect(drawn?.points.at(-1)?.[0]).toBeGreaterThan(3 * hourMs - 60_000);
});
