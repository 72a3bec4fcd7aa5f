import type { Desk } from '../desk.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';
import { covers } from '../store/maintenance.ts';
import { actsOn } from './command-of.ts';
import { mostCounted, newestDue, nextDue } from './due.ts';
import type { Schedule } from './schedule-spec.ts';
import { dayKindAt } from './work-days.ts';

export interface TurnDue {
  /** The newest time. */
  readonly dueMs: number;
  /** How many there were, counted up to `mostCounted`. */
  readonly count: number;
  /** The newest day that it is due on is outside the work-day calendar's data. */
  readonly unknownDay?: string;
}

export interface Looked {
  /** Nothing is due up to here but what stands in `due`. */
  readonly untilMs: number;
  readonly due?: TurnDue;
}

/** What fell due on the days it is for; a day that the calendar does not know counts. */
export async function turnDue(desk: Desk, schedule: Schedule, afterMs: number, nowMs: number): Promise<Looked> {
  let due: TurnDue | undefined;
  let count = 0;
  let untilMs = afterMs;
  for (let looked = 0; looked < mostCounted; looked++) {
    const dueMs = nextDue(schedule, untilMs);
    if (dueMs === undefined || dueMs > nowMs) return { untilMs, ...(due === undefined ? {} : { due }) };
    untilMs = dueMs;
    const { day, kind } = schedule.days === 'every' ? everyDay : await dayKindAt(desk, dueMs, schedule.timeZone);
    if (kind !== 'unknown' && kind !== schedule.days && schedule.days !== 'every') continue;
    count += 1;
    due = { dueMs, count, ...(kind === 'unknown' ? { unknownDay: day } : {}) };
  }
  const newestMs = newestDue(schedule, nowMs) ?? untilMs;
  if (due !== undefined && schedule.days === 'every') due = { ...due, dueMs: newestMs };
  return { untilMs: newestMs, ...(due === undefined ? {} : { due }) };
}

const everyDay = { day: '', kind: 'work' as const };

/** The maintenance that keeps it waiting now, or kept it at the time it was due. */
export async function heldBy(
  desk: Desk,
  schedule: Schedule,
  dueMs: number,
): Promise<{ readonly now?: MaintenanceWindow; readonly then?: MaintenanceWindow }> {
  const system = actsOn(desk, schedule);
  if (system === undefined) return {};
  const windows = await desk.store.maintenance.list({ system, sinceMs: dueMs, limit: 20 });
  const now = windows.find((window) => window.endedAtMs === undefined && covers(window, desk.clock.now()));
  const then = windows.find((window) => covers(window, dueMs) && dueMs < (window.endedAtMs ?? window.untilMs));
  return { ...(now === undefined ? {} : { now }), ...(then === undefined ? {} : { then }) };
}
