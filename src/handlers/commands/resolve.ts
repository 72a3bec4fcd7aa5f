import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { alertName } from '../alerts/alert-message.ts';
import { alertOf, refusalOfAlert } from '../alerts/alert-of.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';

const say = texts('resolve', {
  summary: {
    en: 'Call an alert over by hand, with the reason; if it fires again, it is a new alert.',
    zh: '手动标记告警为已恢复并说明原因,再次触发时会作为新告警通知。',
  },
  done: { en: '{id} is over by your word.', zh: '{id} 已由你标记为已恢复。' },
  why: {
    en: '/resolve needs the reason, in quotation marks. For example /resolve {number} "the host was taken away"',
    zh: '请用引号写明原因,例如 /标记恢复 {number} "主机已下线"',
  },
  over: { en: '{id} is over already.', zh: '{id} 已恢复。' },
  stillWatched: {
    en: 'A monitor watches this: if it still holds, the next look makes a new alert of it. To hear nothing of it for a time: /silence {number} 1h.',
    zh: '该告警来自监控:若问题仍在,下次检查会产生新告警。如需暂时不通知,请用 /silence {number} 1h。',
  },
});

export const resolve = defineCommand({
  name: 'resolve',
  aliases: ['标记恢复'],
  summary: say.summary(),
  examples: ['/resolve 311 "the host was taken away"', '/标记恢复 311 "主机已下线"'],
  takes: { id: { word: 'id', optional: false }, reason: { word: 'text', optional: true } },
  input: z.strictObject({ id: z.string(), reason: z.string().min(3).max(500).optional() }),
  permission: 'bot:talk',
  asksFor: ['alert:resolve'],
  timeoutMs: 10_000,
  changesState: true,
  async handle({ id, reason }, request) {
    const { desk } = request;
    const found = await alertOf(request, id);
    if (!found.ok) return found;
    const alert = found.value;
    const refused = refusalOfAlert(request, 'alert:resolve', alert);
    if (refused !== undefined) return { ok: false, failure: refused };
    if (reason === undefined) {
      const number = String(alert.id);
      return fail('bad-input', say.why({ number }), { next: [`/alert ${number}`] });
    }
    const atMs = desk.clock.now();
    const row = entry(request, 'alert.resolved', {
      reason: `alert ${alert.id}: ${alert.name}, by hand: ${reason}`.slice(0, 1_000),
      ...(alert.system === undefined ? {} : { system: alert.system }),
    });
    const by = principalKey(request.principal);
    const words = { id: alertName(alert.id) };
    const done = await desk.store.alerts.resolve(alert.id, { by, why: desk.redactor.text(reason), atMs }, row);
    if (!done) return fail('stale', say.over(words), { next: [`/alert ${alert.id}`] });
    const isWatched = alert.source === 'monitor' && !alert.folds;
    return {
      ok: true,
      value: {
        verdict: 'ok',
        headline: say.done(words),
        measuredAtMs: atMs,
        blocks: isWatched ? [{ type: 'text', text: say.stillWatched({ number: String(alert.id) }) }] : [],
        next: [],
      },
    };
  },
});
