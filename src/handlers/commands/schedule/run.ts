import * as z from 'zod';
import { fail } from '../../../actions/result.ts';
import { texts } from '../../../actions/text.ts';
import { principalKey } from '../../../auth/principal.ts';
import { defineCommand } from '../../command.ts';
import { answerAsked } from '../../dispatch/answer-asked.ts';
import { answerEverySystem } from '../../dispatch/answer-every-system.ts';
import { failureAnswer } from '../../failure-answer.ts';
import { refusalOfCommand } from '../../gate/rights.ts';
import { namedSchedule } from '../../schedules/named-schedule.ts';
import { verdictOf } from '../../schedules/run-turn.ts';

const say = texts('schedule.run', {
  summary: {
    en: 'Do what a schedule does now, with your own rights.',
    zh: '立即执行一个计划的命令,按你自己的权限。',
  },
  going: {
    en: 'Schedule {id} is going on since {at}; it is not begun a second time.',
    zh: '计划 {id} 自 {at} 起正在执行,不会重复开始。',
  },
});

export const run = defineCommand({
  name: 'schedule run',
  aliases: ['计划 执行', '计划执行'],
  summary: say.summary(),
  examples: ['/schedule run nightly', '/计划 执行 nightly'],
  takes: { schedule: { word: 'rest', optional: false } },
  input: z.strictObject({ schedule: z.string() }),
  permission: 'bot:talk',
  asksFor: ['schedule:read'],
  timeoutMs: 120_000,
  changesState: true,
  async handle({ schedule: typed }, request) {
    const { desk } = request;
    const found = namedSchedule(request, typed, 'schedule run');
    if (!found.ok) return found;
    const { schedule, asked } = found.value;
    if (!asked.ok) return asked;
    const own = { ...request, text: schedule.command };
    const what = asked.value;
    // Begun, its own turn counts as taken: who may not do it must not keep the calendar from doing it.
    const give = () => (what.fanOut ? answerEverySystem(what, own) : answerAsked(what, own));
    const places = what.fanOut
      ? desk.settings().systems.map(({ id, environment }) => ({ system: id, environment, input: what.input }))
      : [what];
    if (places.every((place) => refusalOfCommand(own, what.command, place) !== undefined)) return give();
    const atMs = desk.clock.now();
    const by = { by: principalKey(request.principal), owner: desk.instance };
    const begun = await desk.store.schedules.begin({
      schedule: schedule.id,
      handledMs: atMs,
      dueMs: atMs,
      count: 1,
      atMs,
      ...by,
    });
    if (!begun.begun) {
      const at = { atMs: begun.since?.startedAtMs ?? atMs };
      return failureAnswer(fail('busy', say.going({ id: schedule.id, at }), { next: ['/schedule list'] }).failure);
    }
    const answer = await give();
    await desk.store.schedules.finish(begun.number, {
      atMs: desk.clock.now(),
      outcome: answer.code,
      verdict: verdictOf(answer),
      ...(answer.runId === undefined ? {} : { runId: answer.runId }),
    });
    return answer;
  },
});
