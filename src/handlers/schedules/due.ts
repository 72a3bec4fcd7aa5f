import { Cron } from 'croner';

/**
 * Five-field cron in a zone. A time that a clock change leaves out is due when the gap ends; one that comes twice is due
 * once, unless the pattern says every so many minutes or hours: then each is due.
 */
const cronOf = (cron: string, timeZone?: string): Cron =>
  new Cron(cron, {
    paused: true,
    mode: '5-part',
    fixedTimeRule: 'no-wildcard',
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
  });

export const isCron = (words: string): boolean => {
  try {
    return cronOf(words).nextRun() !== null;
  } catch {
    return false;
  }
};

export interface Timing {
  readonly cron: string;
  readonly timeZone: string;
}

/** More are not counted one by one. */
export const mostCounted = 1_000;

/** Parsing one costs far more than asking it. Bounded by the schedules of the configuration. */
const parsed = new Map<string, Cron>();
function asked({ cron, timeZone }: Timing): Cron {
  const key = timingKey({ cron, timeZone });
  const known = parsed.get(key) ?? cronOf(cron, timeZone);
  if (parsed.size > 1_000) parsed.clear();
  parsed.set(key, known);
  return known;
}

/** Equal when two are due at the same times. */
export const timingKey = ({ cron, timeZone }: Timing): string => `${cron} ${timeZone}`;

/** The first time after that one, epoch milliseconds; undefined when there is none. */
export const nextDue = (timing: Timing, afterMs: number): number | undefined =>
  asked(timing).nextRun(new Date(afterMs))?.getTime();

/** The newest time not after that one. */
export const newestDue = (timing: Timing, untilMs: number): number | undefined =>
  asked(timing)
    .previousRuns(1, new Date(untilMs + 1))[0]
    ?.getTime();
