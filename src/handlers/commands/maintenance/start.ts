import * as z from 'zod';
import { fail } from '../../../actions/result.ts';
import { texts } from '../../../actions/text.ts';
import { principalKey } from '../../../auth/principal.ts';
import { entry } from '../../audit/entry.ts';
import { defineCommand } from '../../command.ts';
import { beginKey } from '../../maintenance/end-maintenance.ts';
import { begunMessage, begunText, collisions, quietText } from '../../maintenance/maintenance-words.ts';
import { quietElsewhere } from '../../maintenance/quiet-elsewhere.ts';
import { notify } from '../../notices/notify.ts';
import { roomsOf } from '../../notices/rooms.ts';

const say = texts('maintenance.start', {
  summary: {
    en: 'Work on a system: its alerts are quiet and its schedules wait, until the time is up or you end it.',
    zh: '系统进入维护:告警静默、计划顺延,到时或手动结束。',
  },
  already: {
    en: '{system} is in maintenance until {until} already.',
    zh: '{system} 已在维护中,至 {until}。',
  },
});

const leastMs = 60_000;
const longestMs = 24 * 3_600_000;

export const start = defineCommand({
  name: 'maintenance start',
  aliases: ['维护 开始', '维护开始'],
  summary: say.summary(),
  examples: ['/maintenance start teaching 30m "new disk"', '/维护 开始 教学 30分钟 "更换磁盘"'],
  takes: {
    system: { word: 'system', optional: false },
    total: { word: 'duration', optional: false },
    reason: { word: 'text', optional: false },
  },
  input: z.strictObject({
    system: z.string(),
    total: z.int().min(leastMs).max(longestMs),
    reason: z.string().min(3).max(500),
  }),
  permission: 'maintenance:start',
  timeoutMs: 20_000,
  changesState: true,
  async handle({ system, total, reason }, request) {
    const { desk } = request;
    const atMs = desk.clock.now();
    const window = await desk.store.maintenance.start(
      { system, reason, by: principalKey(request.principal), startedAtMs: atMs, untilMs: atMs + total },
      entry(request, 'maintenance.started', { system, reason }),
    );
    if (window === undefined) {
      const open = (await desk.store.maintenance.open()).find((each) => each.system === system);
      return fail('busy', say.already({ system, until: { atMs: open?.untilMs ?? atMs } }), {
        next: [`/maintenance end ${system}`],
      });
    }
    const elsewhere = await quietElsewhere(desk, window);
    await notify(desk, {
      key: beginKey(window),
      people: [],
      rooms: roomsOf(desk.settings(), system),
      message: begunMessage(desk, window),
    });
    // What fires already says from now on that its system is worked on.
    const firing = await desk.store.alerts.list({ states: ['firing'], systems: [system], limit: 100 });
    await desk.store.alerts.touch(firing.map(({ id }) => id));
    return {
      ok: true,
      value: {
        verdict: 'warning',
        headline: begunText(desk, window),
        measuredAtMs: atMs,
        blocks: [{ type: 'text', text: quietText() }, ...elsewhere, ...collisions(desk, window)],
        next: [`/maintenance end ${system}`],
      },
    };
  },
});
