import * as z from 'zod';
import { fail } from '../../../actions/result.ts';
import { texts } from '../../../actions/text.ts';
import { principalKey } from '../../../auth/principal.ts';
import { entry } from '../../audit/entry.ts';
import { defineCommand } from '../../command.ts';
import { timingKey } from '../../schedules/due.ts';
import { pausableSchedule } from '../../schedules/named-schedule.ts';

const say = texts('schedule.pause', {
  summary: { en: 'A schedule does nothing until it is resumed.', zh: '暂停一个计划,直到恢复。' },
  done: { en: 'Schedule {id} is paused. What falls due is not caught up.', zh: '计划 {id} 已暂停,期间到期的不补做。' },
  already: { en: 'Schedule {id} is paused already.', zh: '计划 {id} 已处于暂停状态。' },
});

export const pause = defineCommand({
  name: 'schedule pause',
  aliases: ['计划 暂停', '计划暂停'],
  summary: say.summary(),
  examples: ['/schedule pause nightly', '/计划 暂停 nightly'],
  takes: { schedule: { word: 'rest', optional: false } },
  input: z.strictObject({ schedule: z.string() }),
  permission: 'bot:talk',
  asksFor: ['schedule:pause'],
  timeoutMs: 10_000,
  changesState: true,
  async handle({ schedule: typed }, request) {
    const { desk } = request;
    const found = pausableSchedule(request, typed, 'schedule pause');
    if (!found.ok) return found;
    const { schedule, where } = found.value;
    const atMs = desk.clock.now();
    const row = entry(request, 'schedule.paused', { ...where, reason: schedule.id });
    const state = { id: schedule.id, timing: timingKey(schedule) };
    const done = await desk.store.schedules.pause(state, { by: principalKey(request.principal), atMs }, row);
    if (!done) return fail('stale', say.already({ id: schedule.id }), { next: [`/schedule resume ${schedule.id}`] });
    const headline = say.done({ id: schedule.id });
    return {
      ok: true,
      value: {
        verdict: 'warning',
        headline,
        measuredAtMs: atMs,
        blocks: [],
        next: [`/schedule resume ${schedule.id}`],
      },
    };
  },
});
