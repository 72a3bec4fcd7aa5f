import * as z from 'zod';
import { fail } from '../../../actions/result.ts';
import { texts } from '../../../actions/text.ts';
import { entry } from '../../audit/entry.ts';
import { defineCommand } from '../../command.ts';
import { nextDue } from '../../schedules/due.ts';
import { pausableSchedule } from '../../schedules/named-schedule.ts';

const say = texts('schedule.resume', {
  summary: {
    en: 'Let a paused schedule go on; what fell due meanwhile is not caught up.',
    zh: '恢复已暂停的计划;期间到期的不补做。',
  },
  done: { en: 'Schedule {id} goes on; next at {at}.', zh: '计划 {id} 已恢复,下次 {at}。' },
  already: { en: 'Schedule {id} is not paused.', zh: '计划 {id} 未处于暂停状态。' },
});

export const resume = defineCommand({
  name: 'schedule resume',
  aliases: ['计划 恢复', '计划恢复'],
  summary: say.summary(),
  examples: ['/schedule resume nightly', '/计划 恢复 nightly'],
  takes: { schedule: { word: 'rest', optional: false } },
  input: z.strictObject({ schedule: z.string() }),
  permission: 'bot:talk',
  asksFor: ['schedule:pause'],
  timeoutMs: 10_000,
  changesState: true,
  async handle({ schedule: typed }, request) {
    const { desk } = request;
    const found = pausableSchedule(request, typed, 'schedule resume');
    if (!found.ok) return found;
    const { schedule, where } = found.value;
    const atMs = desk.clock.now();
    const row = entry(request, 'schedule.resumed', { ...where, reason: schedule.id });
    const done = await desk.store.schedules.resume(schedule.id, atMs, row);
    if (!done) return fail('stale', say.already({ id: schedule.id }), { next: ['/schedule list'] });
    const headline = say.done({ id: schedule.id, at: { atMs: nextDue(schedule, atMs) ?? atMs } });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: atMs, blocks: [], next: ['/schedule list'] } };
  },
});
