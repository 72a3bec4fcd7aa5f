/** Wall-clock time somewhere: what `hours` of a grant are compared with. */
export interface LocalTime {
  /** 1 = Monday. */
  readonly weekday: number;
  /** Minutes since midnight as the wall clock shows them. */
  readonly minute: number;
}

/** Whether a wall-clock time lies within. */
export type Hours = (local: LocalTime) => boolean;

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Epoch milliseconds → wall clock in an IANA zone; clock changes are the zone's own. Throws RangeError for an unknown zone. */
export function localTimeIn(timeZone: string): (atMs: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let newest: { readonly minuteOf: number; readonly local: LocalTime } | undefined;
  return (atMs) => {
    const minuteOf = Math.floor(atMs / 60_000);
    if (newest?.minuteOf === minuteOf) return newest.local;
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const local = {
      weekday: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
      minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    };
    newest = { minuteOf, local };
    return local;
  };
}

/** `09:00` → 540; `24:00` is the end of the day. Undefined when no clock shows it. */
export function minuteOfDay(clock: string): number | undefined {
  const [hour = Number.NaN, minute = Number.NaN] = clock.split(':').map(Number);
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= 24 * 60 ? minutes : undefined;
}

/**
 * From (included) until to (excluded). When `to` is the earlier one they reach past midnight and belong to the day on
 * which they begin. Hours that mean nothing (the same twice, 25:00) never hold.
 */
export function workingHours(spec: {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}): Hours {
  const from = minuteOfDay(spec.from);
  const to = minuteOfDay(spec.to);
  if (from === undefined || to === undefined || from === to) return () => false;
  const days = new Set(spec.days);
  if (from < to) return ({ weekday, minute }) => days.has(weekday) && minute >= from && minute < to;
  const dayBefore = (weekday: number): number => (weekday === 1 ? 7 : weekday - 1);
  return ({ weekday, minute }) =>
    (minute >= from && days.has(weekday)) || (minute < to && days.has(dayBefore(weekday)));
}
