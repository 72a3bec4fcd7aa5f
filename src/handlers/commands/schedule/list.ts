import * as z from 'zod';
import type { Verdict } from '../../../actions/report.ts';
import { atText, outside, type Text, texts } from '../../../actions/text.ts';
import { defineCommand } from '../../command.ts';
import { isQuiet } from '../../maintenance/is-quiet.ts';
import { personName } from '../../person-name.ts';
import type { Request } from '../../request.ts';
import { nextDue, timingKey } from '../../schedules/due.ts';
import { type NamedSchedule, visibleSchedules, whereOf } from '../../schedules/named-schedule.ts';
import type { ScheduleState, Turn, TurnOutcome } from '../../store/schedules.ts';

const say = texts('schedule.list', {
  summary: {
    en: 'What runs by itself: when next, how it went last, what is paused or waits.',
    zh: '自动执行的计划:下次时间、上次结果、是否暂停或等待。',
  },
  none: { en: 'No schedule is configured.', zh: '尚未配置任何计划。' },
  headline: { en: '{count, plural, one {# schedule} other {# schedules}}', zh: '{count} 个计划' },
  id: { en: 'schedule', zh: '计划' },
  command: { en: 'command', zh: '命令' },
  next: { en: 'next', zh: '下次' },
  last: { en: 'last', zh: '上次' },
  state: { en: 'state', zh: '状态' },
  never: { en: 'not yet', zh: '尚无' },
  lastWords: { en: '{outcome} {age}', zh: '{age} {outcome}' },
  active: { en: 'active', zh: '启用' },
  paused: { en: 'paused by {by} {age}', zh: '{by} 于 {age} 暂停' },
  held: { en: 'waits: {system} is in maintenance until {until}', zh: '等待:{system} 维护至 {until}' },
  broken: { en: 'its command is not understood any more', zh: '命令已无法识别' },
  workDays: { en: '{at}, on work days', zh: '{at}(工作日)' },
  restDays: { en: '{at}, on days off', zh: '{at}(休息日)' },
  ok: { en: 'done', zh: '完成' },
  running: { en: 'going on', zh: '进行中' },
  overlap: { en: 'skipped', zh: '跳过' },
  interrupted: { en: 'interrupted', zh: '中断' },
  missed: { en: 'missed', zh: '错过' },
  waiting: { en: 'waits for a yes', zh: '等待审批' },
  failed: { en: 'failed', zh: '失败' },
});

export const list = defineCommand({
  name: 'schedule list',
  aliases: ['schedule', '计划', '计划 列表', '计划列表'],
  summary: say.summary(),
  examples: ['/schedule list', '/计划'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: z.string().optional() }),
  permission: 'schedule:read',
  timeoutMs: 10_000,
  changesState: false,
  async handle({ system }, request) {
    const { desk } = request;
    const all = visibleSchedules(request).filter(
      ({ asked }) => system === undefined || (asked.ok && asked.value.system === system),
    );
    const states = new Map((await desk.store.schedules.states()).map((state) => [state.id, state]));
    const rows = await Promise.all(all.map((each) => rowOf(request, each, states.get(each.schedule.id))));
    const measuredAtMs = desk.clock.now();
    const verdict: Verdict = rows.some(({ bad }) => bad) ? 'warning' : 'ok';
    const first = all[0]?.schedule.id;
    return {
      ok: true,
      value: {
        verdict,
        headline: rows.length === 0 ? say.none() : say.headline({ count: rows.length }),
        measuredAtMs,
        blocks:
          rows.length === 0
            ? []
            : [
                {
                  type: 'table',
                  columns: [say.id(), say.command(), say.next(), say.last(), say.state()],
                  rows: rows.map(({ cells }) => cells),
                },
              ],
        next: first === undefined ? [] : [`/schedule run ${first}`, `/schedule pause ${first}`],
      },
    };
  },
});

async function rowOf(request: Request, { schedule, asked }: NamedSchedule, state: ScheduleState | undefined) {
  const { desk } = request;
  const nowMs = desk.clock.now();
  const [last] = await desk.store.schedules.turns({ schedule: schedule.id, limit: 1 });
  const handledMs = state?.timing === timingKey(schedule) ? state.handledMs : nowMs;
  const nextMs = nextDue(schedule, Math.max(handledMs, nowMs));
  const { system } = whereOf(asked);
  const acts = asked.ok && asked.value.command.kind !== 'command';
  const quiet = system !== undefined && acts ? await isQuiet(desk, system, nowMs) : undefined;
  const bad = !asked.ok || (last !== undefined && !fine.includes(last.outcome));
  const words: Text = !asked.ok
    ? say.broken()
    : state?.paused !== undefined
      ? say.paused({ by: personName(desk.settings(), state.paused.by), age: { atMs: state.paused.atMs, as: 'age' } })
      : quiet !== undefined
        ? say.held({ system: quiet.system, until: { atMs: quiet.untilMs } })
        : say.active();
  const next = nextMs === undefined || state?.paused !== undefined ? outside('–') : nextText(schedule.days, nextMs);
  return {
    bad,
    cells: [
      outside(schedule.id),
      outside(schedule.command),
      next,
      last === undefined ? say.never() : lastText(last),
      words,
    ],
  };
}

const nextText = (days: 'every' | 'work' | 'rest', atMs: number): Text =>
  days === 'every' ? atText(atMs) : (days === 'work' ? say.workDays : say.restDays)({ at: { atMs } });

const fine: readonly TurnOutcome[] = ['ok', 'running', 'needs-approval', 'overlap'];

function lastText({ outcome, finishedAtMs, startedAtMs }: Turn): Text {
  return say.lastWords({ outcome: outcomeText(outcome), age: { atMs: finishedAtMs ?? startedAtMs, as: 'age' } });
}

function outcomeText(outcome: TurnOutcome): Text {
  switch (outcome) {
    case 'ok':
    case 'running':
    case 'overlap':
    case 'interrupted':
    case 'missed':
      return say[outcome]();
    case 'needs-approval':
    case 'needs-confirm':
      return say.waiting();
    default:
      return say.failed();
  }
}
