import * as z from 'zod';
import { fail } from '../../../actions/result.ts';
import { texts } from '../../../actions/text.ts';
import { principalKey } from '../../../auth/principal.ts';
import { entry } from '../../audit/entry.ts';
import { defineCommand } from '../../command.ts';
import { endMaintenance } from '../../maintenance/end-maintenance.ts';

const say = texts('maintenance.end', {
  summary: {
    en: 'End the maintenance of a system now; what fired meanwhile is listed.',
    zh: '立即结束系统维护,并列出期间触发的告警。',
  },
  none: { en: '{system} is not in maintenance.', zh: '{system} 未处于维护状态。' },
});

export const end = defineCommand({
  name: 'maintenance end',
  aliases: ['维护 结束', '维护结束'],
  summary: say.summary(),
  examples: ['/maintenance end teaching', '/维护 结束 教学'],
  takes: { system: { word: 'system', optional: false } },
  input: z.strictObject({ system: z.string() }),
  permission: 'maintenance:start',
  timeoutMs: 30_000,
  changesState: true,
  async handle({ system }, request) {
    const { desk } = request;
    const window = (await desk.store.maintenance.open()).find((each) => each.system === system);
    const none = () => fail('not-found', say.none({ system }), { next: [`/timeline ${system} 2h`] });
    if (window === undefined) return none();
    const row = entry(request, 'maintenance.ended', { system, reason: window.reason });
    const ended = await endMaintenance(desk, window, principalKey(request.principal), row);
    if (ended === undefined) return none();
    const { headline, blocks } = ended;
    const next = [`/health ${system}`];
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: desk.clock.now(), blocks, next } };
  },
});
