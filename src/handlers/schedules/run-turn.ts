import type { Verdict } from '../../actions/report.ts';
import { adminsOf } from '../admins.ts';
import type { Desk } from '../desk.ts';
import { receive } from '../dispatch/receive.ts';
import type { Answer, Conversation } from '../message.ts';
import { notify } from '../notices/notify.ts';
import { livePosting } from '../outbox/live-posting.ts';
import { answerKey, post } from '../outbox/post.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';
import type { Turn, TurnEnd } from '../store/schedules.ts';
import { roomsFor } from './rooms-for.ts';
import type { Schedule } from './schedule-spec.ts';
import type { TurnDue } from './turn-due.ts';
import { turnMessage } from './turn-words.ts';

export interface TurnAsked {
  readonly number: number;
  readonly due: TurnDue;
  /** It was due while the bot was not there. */
  readonly late: boolean;
  /** It waited for this one. */
  readonly held?: MaintenanceWindow;
}

/** Each time it is tried is a delivery of its own. */
const deliveryOf = (schedule: string, number: number, attempt: number): string =>
  attempt === 0 ? `schedule:${schedule}:${number}` : `schedule:${schedule}:${number}:${attempt}`;

const progressEveryMs = 2_000;
/** What is held by another run is tried again, every half minute for a quarter of an hour. */
const againAfterMs = 30_000;
const mostAttempts = 30;

/** Gives the command through the one door everybody goes through, as `scheduler`, and posts the answer. */
export async function runTurn(desk: Desk, schedule: Schedule, turn: TurnAsked, signal: AbortSignal): Promise<TurnEnd> {
  const [room, ...others] = roomsFor(desk, schedule);
  let given = await give(desk, schedule, turn, { room, attempt: 0, signal });
  for (let attempt = 1; given.answer.code === 'busy' && attempt < mostAttempts; attempt++) {
    await desk.clock.sleep(againAfterMs, signal);
    given = await give(desk, schedule, turn, { room, attempt, signal });
  }
  const { answer, deliveryKey } = given;
  const verdict = verdictOf(answer);
  const message = turnMessage(schedule, answer, turn);
  if (room !== undefined && (schedule.say === 'always' || verdict !== 'ok')) {
    await post(desk, { key: answerKey(deliveryKey), conversation: room, insist: false, kind: 'final', message });
    await notify(desk, { key: `${deliveryKey}:copy`, people: [], rooms: others, message });
  }
  // Without a room somebody must hear of what went wrong.
  if (room === undefined && verdict !== 'ok') {
    await notify(desk, { key: deliveryKey, people: adminsOf(desk.settings(), desk.clock.now()), message });
  }
  return {
    atMs: desk.clock.now(),
    outcome: answer.code,
    verdict,
    ...(answer.runId === undefined ? {} : { runId: answer.runId }),
  };
}

async function give(
  desk: Desk,
  { id, command, say }: Schedule,
  { number }: TurnAsked,
  {
    room,
    attempt,
    signal,
  }: { readonly room: Conversation | undefined; readonly attempt: number; readonly signal: AbortSignal },
): Promise<{ readonly answer: Answer; readonly deliveryKey: string }> {
  const deliveryKey = deliveryOf(id, number, attempt);
  const conversation = room ?? { platform: 'schedule', tenant: '', space: id };
  const posting = { key: answerKey(deliveryKey), conversation, insist: false, kind: 'progress' as const };
  const live = livePosting(desk, posting, { everyMs: progressEveryMs });
  const received = await receive(desk, {
    message: { deliveryKey, conversation, sender: { platform: 'schedule', id }, private: false, text: command },
    principal: { kind: 'scheduler' },
    confirmed: false,
    signal,
    progress: room === undefined || say === 'problems' ? () => {} : live.show,
  });
  const answer = await received.answer;
  await live.end();
  return { answer, deliveryKey };
}

/** The run that a turn had begun, if it came so far. */
export async function runOfTurn(desk: Desk, { schedule, number }: Turn): Promise<number | undefined> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const run = await desk.store.runs.ofDelivery(deliveryOf(schedule, number, attempt));
    if (run !== undefined) return run.runId;
  }
  return undefined;
}

export function verdictOf({ code, verdict = 'ok' }: Pick<Answer, 'code' | 'verdict'>): Verdict {
  if (code === 'ok') return verdict;
  return code === 'needs-approval' ? 'warning' : code === 'unknown-outcome' ? 'unknown' : 'critical';
}
