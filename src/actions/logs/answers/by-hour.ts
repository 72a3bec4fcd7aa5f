import type { Block } from '../../report.ts';
import type { Text } from '../../text.ts';
import type { LogWindow } from '../questions/log-window.ts';
import type { LogsRead } from '../read-logs.ts';
import type { LogHour } from './log-answer.ts';

const hourMs = 3_600_000;
/** A chart of more would show nothing more. */
const mostHours = 24 * 62;

/** Every hour of the window, empty ones too, the logs together. */
export function byHour(all: LogsRead, window: LogWindow, nowMs: number): readonly LogHour[] {
  const hours = new Map<number, LogHour>();
  for (const { result } of all)
    for (const hour of result.ok ? result.value.read.hours : []) {
      const known = hours.get(hour.fromMs);
      hours.set(
        hour.fromMs,
        known === undefined
          ? hour
          : {
              fromMs: hour.fromMs,
              all: known.all + hour.all,
              warnings: known.warnings + hour.warnings,
              errors: known.errors + hour.errors,
              requests: known.requests + hour.requests,
            },
      );
    }
  const since = window.sinceMs ?? (window.agoMs === undefined ? undefined : nowMs - window.agoMs);
  const first = Math.min(...hours.keys(), Math.floor((since ?? nowMs) / hourMs) * hourMs);
  const last = Math.max(...hours.keys(), Math.floor((window.untilMs ?? nowMs) / hourMs) * hourMs);
  const count = (last - first) / hourMs + 1;
  if (count > mostHours) return [...hours.values()].toSorted((a, b) => a.fromMs - b.fromMs);
  return Array.from({ length: count }, (_, at) => {
    const fromMs = first + at * hourMs;
    return hours.get(fromMs) ?? { fromMs, all: 0, warnings: 0, errors: 0, requests: 0 };
  });
}

/** A line per figure, a step per hour. */
export const hourChart = (
  alt: Text,
  unit: string,
  hours: readonly LogHour[],
  figures: readonly ('all' | 'errors' | 'warnings' | 'requests')[],
): Block => ({
  type: 'chart',
  unit,
  alt,
  holdsMs: hourMs,
  series: figures.map((name) => ({ name, points: hours.map((hour) => [hour.fromMs, hour[name]] as const) })),
});
