import type { Block, Verdict } from '../../actions/report.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Answer, Message } from '../message.ts';
import { nextBlocks } from '../messages.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';
import type { Turn } from '../store/schedules.ts';
import { mostCounted } from './due.ts';
import type { Schedule } from './schedule-spec.ts';
import type { TurnDue } from './turn-due.ts';

const say = texts('schedule-turn', {
  by: { en: 'by schedule {id}', zh: '由计划 {id} 执行' },
  late: {
    en: 'Was due at {at}, when I was not there; caught up now.',
    zh: '原定 {at} 执行,当时程序未运行,现已补做。',
  },
  lateOften: {
    en: 'Was due {count} times while I was not there, last at {at}; caught up once.',
    zh: '程序未运行期间到期 {count} 次,最近一次为 {at},现补做一次。',
  },
  atLeast: { en: 'at least {count}', zh: '至少 {count}' },
  exactly: { en: '{count}', zh: '{count}' },
  held: {
    en: 'Was due at {at} and waited for the maintenance of {system} to end.',
    zh: '原定 {at} 执行,因 {system} 维护顺延至今。',
  },
  unknownDay: {
    en: 'Nobody knows yet whether {day} is a work day: the calendar has no data for it. Done all the same.',
    zh: '工作日历暂无 {day} 的数据,无法判断是否为工作日,仍照常执行。',
  },
  waits: {
    en: 'Schedule {id} is due and waits: {system} is in maintenance until {until}.',
    zh: '计划 {id} 已到时间,但 {system} 维护至 {until},先等待。',
  },
  overlap: {
    en: 'Schedule {id} was due at {at} and was skipped: its turn of {since} is still going on.',
    zh: '计划 {id} 应于 {at} 执行,但 {since} 的一次尚未结束,本次跳过。',
  },
  missed: {
    en: 'Schedule {id} was due at {at} while I was not there. It is not caught up.',
    zh: '计划 {id} 应于 {at} 执行,当时程序未运行;按配置不补做。',
  },
  interrupted: {
    en: 'Schedule {id}, due at {at}, was interrupted: the bot ended meanwhile. Nothing of it is repeated by itself.',
    zh: '计划 {id}({at} 到期)执行中断:程序中途退出。不会自动重做。',
  },
});

const moment = (atMs: number) => ({ atMs });

/** An answer as the room reads it: what is unusual about its time stands right below the verdict. */
export function turnMessage(
  schedule: Schedule,
  { message }: Answer,
  { due, late, held }: { readonly due: TurnDue; readonly late: boolean; readonly held?: MaintenanceWindow },
): Message {
  const notes: Block[] = [];
  const note = (text: Extract<Block, { type: 'text' }>['text']) => notes.push({ type: 'text', mark: 'warning', text });
  if (held !== undefined) note(say.held({ at: moment(due.dueMs), system: held.system }));
  else if (late) note(lateWords(due));
  if (due.unknownDay !== undefined) note(say.unknownDay({ day: due.unknownDay }));
  const [first, ...rest] = message.blocks;
  const by: Block = { type: 'text', text: say.by({ id: schedule.id }) };
  return { blocks: [...(first === undefined ? [] : [first]), ...notes, ...rest, by] };
}

function lateWords({ dueMs, count }: TurnDue) {
  if (count === 1) return say.late({ at: moment(dueMs) });
  const often = (count === mostCounted ? say.atLeast : say.exactly)({ count });
  return say.lateOften({ count: often, at: moment(dueMs) });
}

const line = (mark: Verdict, text: ReturnType<typeof say.waits>, next: readonly string[]): Message => ({
  blocks: [{ type: 'text', mark, text }, ...nextBlocks(next)],
});
const again = ({ id }: Pick<Schedule, 'id'>): string => `/schedule run ${id}`;

export const waitsMessage = (schedule: Schedule, { system, untilMs }: MaintenanceWindow): Message =>
  line('warning', say.waits({ id: schedule.id, system, until: moment(untilMs) }), [`/maintenance end ${system}`]);

export const overlapMessage = (schedule: Schedule, dueMs: number, since: Turn): Message =>
  line('warning', say.overlap({ id: schedule.id, at: moment(dueMs), since: moment(since.startedAtMs) }), ['/runs']);

export const missedMessage = (schedule: Schedule, dueMs: number): Message =>
  line('warning', say.missed({ id: schedule.id, at: moment(dueMs) }), [again(schedule)]);

export const interruptedMessage = ({ schedule: id, dueMs }: Turn, runId: number | undefined): Message =>
  line('unknown', say.interrupted({ id: outside(id), at: moment(dueMs) }), [
    ...(runId === undefined ? [] : [`/run ${runId}`]),
    again({ id }),
  ]);
