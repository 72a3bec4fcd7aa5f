import { describe, expect, test } from 'vitest';
import type { Desk } from '../../../src/handlers/desk.ts';
import { newestDue, nextDue, type Timing } from '../../../src/handlers/schedules/due.ts';
import { turnDue } from '../../../src/handlers/schedules/turn-due.ts';
import { schedule } from './scheduled.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Every time a schedule is due within so many days. */
function dues(timing: Timing, fromMs: number, days: number): readonly number[] {
  const found: number[] = [];
  for (let at = nextDue(timing, fromMs); at !== undefined && at <= fromMs + days * dayMs; at = nextDue(timing, at))
    found.push(at);
  return found;
}

const local = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(atMs);

/** Zone, a day shortly before the clock goes forward, one before it goes back, and a time of day in the gap or twice there. */
const changes = [
  { timeZone: 'Europe/Berlin', forward: '2026-03-26', back: '2026-10-22', inGap: '30 2 * * *', twice: '30 2 * * *' },
  { timeZone: 'America/New_York', forward: '2026-03-05', back: '2026-10-29', inGap: '30 2 * * *', twice: '30 1 * * *' },
  // Half an hour: from 02:00 to 02:30, and from 02:00 to 01:30.
  {
    timeZone: 'Australia/Lord_Howe',
    forward: '2026-10-01',
    back: '2027-04-01',
    inGap: '15 2 * * *',
    twice: '45 1 * * *',
  },
  // At midnight: 00:00 is not on the clock that day, and 23:30 twice on another.
  { timeZone: 'America/Santiago', forward: '2026-09-03', back: '2027-04-01', inGap: '0 0 * * *', twice: '30 23 * * *' },
  { timeZone: 'Africa/Cairo', forward: '2026-04-21', back: '2026-10-26', inGap: '30 0 * * *', twice: '30 23 * * *' },
  { timeZone: 'Asia/Beirut', forward: '2026-03-26', back: '2026-10-22', inGap: '0 0 * * *', twice: '30 23 * * *' },
] as const;

describe.each(changes)('$timeZone', ({ timeZone, forward, back, inGap, twice }) => {
  test.each([
    ['forward', forward, inGap],
    ['back', back, twice],
  ] as const)('a daily time that the clock going %s touches is due once each day', (_, from, cron) => {
    const timing = { cron, timeZone };
    const found = dues(timing, Date.parse(`${from}T12:00:00Z`), 7);
    const days = found.map((at) => local(at, timeZone).slice(0, 10));
    expect(found).toHaveLength(7);
    expect(new Set(days).size).toBe(7);
  });

  test('a time that is left out is due when the gap ends', () => {
    const timing = { cron: inGap, timeZone };
    const wanted = /^(\d+) (\d+)/.exec(inGap)?.slice(1).map(Number) ?? [];
    const [minute = 0, hour = 0] = wanted;
    const odd = dues(timing, Date.parse(`${forward}T12:00:00Z`), 7).filter(
      (at) => !local(at, timeZone).endsWith(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
    );
    expect(odd).toHaveLength(1);
    const [at = 0] = odd;
    // One minute earlier the clock showed another hour or half hour: the change itself.
    expect(local(at, timeZone).slice(-2)).toMatch(/00|30/);
    const jumped = Date.parse(`${local(at, timeZone)}Z`) - Date.parse(`${local(at - minuteMs, timeZone)}Z`);
    expect(jumped).toBeGreaterThan(minuteMs);
  });

  test.each([
    ['forward', forward, inGap],
    ['back', back, twice],
  ] as const)(
    'looked at every few minutes over a week with the clock going %s, it is begun once a day, never late',
    async (_, from, cron) => {
      const daily = schedule('daily', cron, '/look', { timeZone });
      const desk = {} as Desk; // a schedule of every day asks it nothing
      const startMs = Date.parse(`${from}T12:00:00Z`);
      let handledMs = startMs;
      const begun: number[] = [];
      for (let nowMs = startMs; nowMs <= startMs + 7 * dayMs; nowMs += 7 * minuteMs) {
        const { due, untilMs } = await turnDue(desk, daily, handledMs, nowMs);
        if (due === undefined) continue;
        expect(due.count).toBe(1);
        expect(nowMs - due.dueMs).toBeLessThan(7 * minuteMs);
        handledMs = untilMs;
        begun.push(nowMs);
      }
      expect(begun).toHaveLength(7);
    },
  );

  test.each(['*/15 * * * *', '0 * * * *'])('%s is due evenly in real time, both ways', (cron) => {
    const everyMs = cron.startsWith('*/15') ? 15 * minuteMs : 60 * minuteMs;
    for (const from of [forward, back]) {
      const found = dues({ cron, timeZone }, Date.parse(`${from}T12:00:00Z`), 4);
      const gaps = new Set(found.slice(1).map((at, index) => at - (found[index] ?? 0)));
      // Where the clock moves by half an hour, full hours on it are half an hour nearer or further, once.
      const even = timeZone === 'Australia/Lord_Howe' && everyMs > 15 * minuteMs;
      expect([...gaps].filter((gap) => gap !== everyMs).length, [...gaps].join()).toBeLessThanOrEqual(even ? 1 : 0);
    }
  });

  test('looking back from any moment finds what looking forward came by', () => {
    for (const cron of [inGap, '0 6,18 * * *'])
      for (const from of [forward, back]) {
        const timing = { cron, timeZone };
        for (const at of dues(timing, Date.parse(`${from}T12:00:00Z`), 4)) {
          expect(newestDue(timing, at)).toBe(at);
          expect(newestDue(timing, at + 59_000)).toBe(at);
        }
      }
  });
});

test('a list of hours is due once each on the day with an hour twice', () => {
  const timing = { cron: '30 1,2,3 * * *', timeZone: 'Europe/Berlin' };
  const found = dues(timing, Date.parse('2026-10-24T12:00:00Z'), 1).map((at) => local(at, timing.timeZone).slice(-5));
  expect(found).toEqual(['01:30', '02:30', '03:30']);
});

test.each([
  ['29 February comes every four years', '0 0 29 2 *', 'UTC', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['the last day of a month', '0 9 L * *', 'Asia/Shanghai', '2026-11-01T00:00:00Z', '2026-11-30T01:00:00.000Z'],
  ['a zone without clock changes', '0 2 * * *', 'Asia/Shanghai', '2026-11-21T00:00:00Z', '2026-11-21T18:00:00.000Z'],
])('%s', (_, cron, timeZone, after, due) => {
  expect(new Date(nextDue({ cron, timeZone }, Date.parse(after)) ?? 0).toISOString()).toBe(due);
});
