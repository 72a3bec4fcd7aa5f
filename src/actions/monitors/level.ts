import type { Verdict } from '../report.ts';
import type { Limits, Measured, Monitor } from './monitor.ts';

/** Of one thing that is watched: what is said of it now, and what it is about to become. Plain JSON. */
export interface Held {
  readonly level: Verdict;
  /** Since when that is said. */
  readonly sinceMs: number;
  readonly coming?: { readonly level: Verdict; readonly sinceMs: number; readonly times: number };
}

/** One measurement as an alarm: limits with hysteresis, or the kind's own verdict. Nothing to judge is `unknown`. */
export function levelOf(
  { value, verdict }: Pick<Measured, 'value' | 'verdict'>,
  limits: Limits,
  now: Verdict,
): Verdict {
  if (verdict !== undefined) return verdict;
  if (value === undefined || !Number.isFinite(value)) return 'unknown';
  const above = (limit: number | undefined, holds: boolean): boolean =>
    limit !== undefined && (value > limit || (holds && value > limit - limits.clears));
  if (above(limits.critical, now === 'critical')) return 'critical';
  return above(limits.warning, now === 'warning' || now === 'critical') ? 'warning' : 'ok';
}

/** One broken look is no news; that a thing cannot be measured is said at the second in a row. */
const unknownTimes = 2;

/**
 * What is said after one more measurement: a worse level once it has held for its time and often enough, a better one at
 * once. `unknown` never ends an alarm: it is not ok.
 */
export function hold(
  held: Held | undefined,
  level: Verdict,
  nowMs: number,
  { forMs, times }: Pick<Monitor, 'forMs' | 'times'>,
): Held {
  const before: Held = held ?? { level: 'ok', sinceMs: nowMs };
  const stays: Held = { level: before.level, sinceMs: before.sinceMs };
  if (level === before.level) return stays;
  if (level === 'unknown' && before.level !== 'ok') return stays;
  const better = level === 'ok' || (before.level === 'critical' && level === 'warning');
  if (better) return { level, sinceMs: nowMs };
  const coming = before.coming;
  // Warning, then critical: it is bad all the same, and for as long as the first of them.
  const goesOn =
    coming !== undefined && (coming.level === level || (coming.level !== 'unknown' && level !== 'unknown'));
  const next = { level, sinceMs: goesOn ? coming.sinceMs : nowMs, times: (goesOn ? coming.times : 0) + 1 };
  const enough = next.times >= (level === 'unknown' ? Math.max(times, unknownTimes) : times);
  return enough && nowMs - next.sinceMs >= forMs ? { level, sinceMs: next.sinceMs } : { ...stays, coming: next };
}
