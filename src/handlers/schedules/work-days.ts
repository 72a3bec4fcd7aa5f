import type { Desk } from '../desk.ts';
import { dayIn } from '../language/day-in.ts';

/** `unknown`: the calendar has no data for that day. */
export type DayKind = 'work' | 'rest' | 'unknown';

/** The kind of the day on which a moment falls, by the team's calendar and in a zone. */
export async function dayKindAt(desk: Pick<Desk, 'settings' | 'holidays'>, atMs: number, timeZone: string) {
  const day = dayIn(atMs, timeZone);
  return { day, kind: await dayKind(desk, day) };
}

async function dayKind({ settings, holidays }: Pick<Desk, 'settings' | 'holidays'>, day: string): Promise<DayKind> {
  if (settings().workDays === 'china') return (await holidays?.(day)) ?? 'unknown';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? 'rest' : 'work';
}
