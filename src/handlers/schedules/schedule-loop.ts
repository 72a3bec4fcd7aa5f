import pLimit from 'p-limit';
import type { Desk } from '../desk.ts';
import { atMost, type Loop, startLoop } from '../loop.ts';
import type { Message } from '../message.ts';
import { notify } from '../notices/notify.ts';
import type { Settings } from '../settings.ts';
import type { ScheduleState } from '../store/schedules.ts';
import { nextDue, timingKey } from './due.ts';
import { roomsFor } from './rooms-for.ts';
import { runOfTurn, runTurn, type TurnAsked } from './run-turn.ts';
import type { Schedule } from './schedule-spec.ts';
import { heldBy, turnDue } from './turn-due.ts';
import { interruptedMessage, missedMessage, overlapMessage, waitsMessage } from './turn-words.ts';

const lookEveryMs = 1_000;
/** Later than that it is called missed. */
const lateMs = 60_000;
/** A clock set back by more is believed: else what is due would wait for the time it had shown. */
const setBackMs = 5 * 60_000;
const atOnce = 6;
const patienceMs = 4_000;

/** Looks every second what has fallen due, and has it done. Only where the bot's lease is held. */
export function startSchedules(desk: Desk): Loop {
  const end = new AbortController();
  const limit = pLimit(atOnce);
  const going = new Set<Promise<void>>();
  let knownOf: Settings | undefined;
  /** Until when nothing falls due, as long as it is handled up to there. */
  let sleeping = new Map<string, { readonly handledMs: number; readonly untilMs: number }>();

  const look = async (): Promise<void> => {
    const settings = desk.settings();
    if (knownOf !== settings) {
      await tellInterrupted(desk);
      const timings = settings.schedules.map((schedule) => ({ id: schedule.id, timing: timingKey(schedule) }));
      await desk.store.schedules.know(timings, desk.clock.now());
      knownOf = settings;
      sleeping = new Map();
    }
    if (settings.schedules.length === 0) return;
    const states = new Map((await desk.store.schedules.states()).map((state) => [state.id, state]));
    for (const schedule of settings.schedules) {
      const state = states.get(schedule.id);
      if (state === undefined || state.paused !== undefined) continue;
      await turnOf(schedule, state).catch((error: unknown) =>
        desk.log('error', 'a schedule could not be begun', { schedule: schedule.id, error: String(error) }),
      );
    }
  };

  const turnOf = async (schedule: Schedule, { handledMs }: ScheduleState): Promise<void> => {
    const { id } = schedule;
    const { schedules } = desk.store;
    const nowMs = desk.clock.now();
    if (handledMs > nowMs + setBackMs) {
      desk.log('warn', 'the clock was set back; a schedule goes by the new time', { schedule: id });
      return schedules.handled(id, nowMs);
    }
    const known = sleeping.get(id);
    if (known?.handledMs === handledMs && nowMs < known.untilMs) return;
    const { untilMs, due } = await turnDue(desk, schedule, handledMs, nowMs);
    if (due === undefined && untilMs === handledMs) {
      sleeping.set(id, { handledMs, untilMs: nextDue(schedule, handledMs) ?? Number.POSITIVE_INFINITY });
      return;
    }
    if (due === undefined) return schedules.handled(id, untilMs);
    const held = await heldBy(desk, schedule, due.dueMs);
    if (held.now !== undefined) return tell(desk, schedule, `waits:${held.now.id}`, waitsMessage(schedule, held.now));
    const late = nowMs - due.dueMs > lateMs || due.count > 1;
    if (late && held.then === undefined && !schedule.catchUp) {
      await schedules.handled(id, untilMs, { dueMs: due.dueMs, count: due.count, outcome: 'missed' });
      return tell(desk, schedule, `missed:${due.dueMs}`, missedMessage(schedule, due.dueMs));
    }
    const by = { by: 'scheduler', owner: desk.instance };
    const begun = await schedules.begin({
      schedule: id,
      handledMs: untilMs,
      dueMs: due.dueMs,
      count: due.count,
      atMs: nowMs,
      expectMs: handledMs,
      ...by,
    });
    if (!begun.begun) {
      const { since } = begun;
      if (since !== undefined)
        await tell(desk, schedule, `overlap:${since.number}`, overlapMessage(schedule, due.dueMs, since));
      return;
    }
    const then = held.then === undefined ? {} : { held: held.then };
    begin(schedule, { number: begun.number, due, late, ...then });
  };

  const begin = (schedule: Schedule, turn: TurnAsked): void => {
    const work = limit(async () => {
      if (end.signal.aborted) return; // found at the next start
      const over = await runTurn(desk, schedule, turn, end.signal).catch((error: unknown) => {
        if (end.signal.aborted) return undefined;
        desk.log('error', 'a scheduled command broke off', { schedule: schedule.id, error: String(error) });
        return { atMs: desk.clock.now(), outcome: 'internal' as const };
      });
      if (over !== undefined) await desk.store.schedules.finish(turn.number, over);
    })
      .catch((error: unknown) =>
        desk.log('error', 'the end of a turn could not be kept', { schedule: schedule.id, error: String(error) }),
      )
      .finally(() => going.delete(work));
    going.add(work);
  };

  const loop = startLoop(desk, 'looking after schedules', lookEveryMs, look);
  return {
    async stop() {
      await loop.stop();
      await atMost(desk.clock, patienceMs, Promise.all(going));
      end.abort(new Error('the process must end'));
      await atMost(desk.clock, 1_000, Promise.all(going));
    },
  };
}

/** One message for one happening, however often it is looked at. */
const tell = (desk: Desk, schedule: Schedule, what: string, message: Message): Promise<void> =>
  notify(desk, { key: `schedule:${schedule.id}:${what}`, people: [], rooms: roomsFor(desk, schedule), message });

/** What the process before this one left in the middle. */
async function tellInterrupted(desk: Desk): Promise<void> {
  const { schedules } = desk.settings();
  for (const turn of await desk.store.schedules.interrupted(desk.clock.now())) {
    const schedule = schedules.find(({ id }) => id === turn.schedule);
    if (schedule === undefined) continue;
    const runId = await runOfTurn(desk, turn);
    await tell(desk, schedule, `interrupted:${turn.number}`, interruptedMessage(turn, runId));
  }
}
