import * as z from 'zod';
import { isTimeZone } from '../language/is-time-zone.ts';
import { isCron } from './due.ts';

/** A command given by the calendar, as principal `scheduler`. */
export const scheduleSpec = z.strictObject({
  /** Five fields: minute, hour, day, month, weekday. */
  cron: z.string().refine(isCron, 'five fields such as 0 2 * * *: minute, hour, day, month, weekday'),
  command: z.string().regex(/^\/\S/, 'a command with its slash, e.g. /health teaching'),
  /** The team's unless told. */
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Asia/Shanghai').optional(),
  /** Only on work days, or only on days off, by the team's calendar. */
  days: z.enum(['every', 'work', 'rest']).default('every'),
  /** A channel; left out: those of the system the command is about. */
  post: z
    .strictObject({ platform: z.string().min(1), tenant: z.string().default(''), space: z.string().min(1) })
    .optional(),
  /** `problems`: says nothing when all is well. */
  say: z.enum(['always', 'problems']).default('always'),
  /** Once, when it was due while the bot was not there. */
  catchUp: z.boolean().default(true),
});
export type ScheduleSpec = z.output<typeof scheduleSpec>;

/** One of the configuration, with what the team's settings fill in. */
export interface Schedule extends ScheduleSpec {
  readonly id: string;
  readonly timeZone: string;
}
