import * as z from 'zod';
import { fail, ok, type Result } from '../../result.ts';
import { outside, texts } from '../../text.ts';
import { parseDuration } from '../../values.ts';
import type { Takes } from '../../words.ts';
import { momentIn, offsetSeconds } from '../zone-segments.ts';

const say = texts('log-window', {
  notATime: {
    en: '{words} is no time: write 2025-12-08T00:00, 02:31 or 2h',
    zh: '无法识别时间 {words},请写成 2025-12-08T00:00、02:31 或 2h',
  },
  backwards: { en: 'The window ends before it begins', zh: '时间范围的结束早于开始' },
  twice: {
    en: 'Say the window once: a duration, a day, or since= and until=',
    zh: '时间范围只写一种:时长、日期,或 since= 与 until=',
  },
});

/** Words every question about logs takes. */
export const windowTakes = {
  window: { word: 'duration', optional: true },
  day: { word: 'choice', optional: true, choices: { today: ['今天', '今日'], yesterday: ['昨天', '昨日'] } },
  since: { word: 'option', optional: true },
  until: { word: 'option', optional: true },
} as const satisfies Takes;

export const windowFields = {
  window: z
    .int()
    .min(1_000)
    .max(366 * 86_400_000)
    .optional(),
  day: z.enum(['today', 'yesterday']).optional(),
  since: z.string().max(40).optional(),
  until: z.string().max(40).optional(),
};

export type WindowWords = {
  readonly [K in keyof typeof windowFields]?: z.output<(typeof windowFields)[K]>;
};

/** `agoMs` reaches back from the host's own now; undefined throughout: whenever. */
export interface LogWindow {
  readonly agoMs?: number;
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

/** What was typed, else `otherwise`. Words without a zone are the team's. */
export function windowOf(words: WindowWords, otherwise: LogWindow, nowMs: number, zone: string): Result<LogWindow> {
  const given = [words.window, words.day, words.since ?? words.until].filter((each) => each !== undefined);
  if (given.length > 1) return fail('bad-input', say.twice());
  if (words.window !== undefined) return ok({ agoMs: words.window });
  if (words.day !== undefined) {
    const today = midnight(nowMs, zone);
    return ok(words.day === 'today' ? { sinceMs: today } : { sinceMs: midnight(today - 1, zone), untilMs: today - 1 });
  }
  if (given.length === 0) return ok(otherwise);
  const [since, until] = [words.since, words.until].map((each) =>
    each === undefined ? undefined : timeOf(each, nowMs, zone),
  );
  for (const [at, each] of [words.since, words.until].entries()) {
    if (each !== undefined && [since, until][at] === undefined)
      return fail('bad-input', say.notATime({ words: outside(each) }));
  }
  if (since !== undefined && until !== undefined && until < since) return fail('bad-input', say.backwards());
  return ok({ ...(since === undefined ? {} : { sinceMs: since }), ...(until === undefined ? {} : { untilMs: until }) });
}

const midnight = (atMs: number, zone: string): number => {
  const wall = atMs + offsetSeconds(zone, atMs) * 1_000;
  return momentIn(zone, Math.floor(wall / 86_400_000) * 86_400_000);
};

const full = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?(Z|[+-]\d{2}:?\d{2})?$/;
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

function timeOf(words: string, nowMs: number, zone: string): number | undefined {
  const ago = parseDuration(words);
  if (ago !== undefined) return nowMs - ago;
  const hours = clock.exec(words);
  if (hours !== null) {
    const wall =
      midnight(nowMs, zone) + offsetSeconds(zone, midnight(nowMs, zone)) * 1_000 + secondsOf(hours.slice(1)) * 1_000;
    const at = momentIn(zone, wall);
    return at > nowMs ? momentIn(zone, wall - 86_400_000) : at; // the last time the clock showed it
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset] = full.exec(words) ?? [];
  if (year === undefined) return undefined;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day)) + secondsOf([hour, minute, second]) * 1_000;
  const [back] = new Date(wall).toISOString().split('T');
  if (back !== `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`) return undefined;
  if (offset === undefined) return momentIn(zone, wall);
  const [, sign, h, m] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  return wall - (h === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(h) * 60 + Number(m)) * 60_000);
}

const secondsOf = ([hours = '0', minutes = '0', seconds = '0']: readonly (string | undefined)[]): number =>
  Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0);
