import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { refusalOfAlert } from '../alerts/alert-of.ts';
import { covers } from '../alerts/hushed.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';

const say = texts('unsilence', {
  summary: { en: 'End a silence before its time.', zh: '提前结束静默。' },
  unknown: { en: 'There is no silence {id} that holds.', zh: '没有生效中的静默 {id}。' },
  done: { en: '{what} is heard again.', zh: '{what} 已恢复通知。' },
  notThere: { en: 'Alertmanager still holds its silence: {why}', zh: 'Alertmanager 中的静默未能取消:{why}' },
});

export const unsilence = defineCommand({
  name: 'unsilence',
  aliases: ['取消静默'],
  summary: say.summary(),
  examples: ['/unsilence 7', '/取消静默 7'],
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  asksFor: ['alert:silence'],
  timeoutMs: 20_000,
  changesState: true,
  async handle({ id }, request) {
    const { desk } = request;
    const unknown = () => fail('not-found', say.unknown({ id: outside(id) }), { next: ['/silences'] });
    const silence = /^\d{1,12}$/.test(id) ? await desk.store.silences.get(Number(id)) : undefined;
    if (silence === undefined || refusalOfAlert(request, 'alert:read', silence) !== undefined) return unknown();
    const refused = refusalOfAlert(request, 'alert:silence', silence);
    if (refused !== undefined) return { ok: false, failure: refused };
    const atMs = desk.clock.now();
    const row = entry(request, 'alert.unsilenced', {
      reason: silence.what,
      ...(silence.system === undefined ? {} : { system: silence.system }),
    });
    if (!(await desk.store.silences.end(silence.id, atMs, row))) return unknown();
    const ended = await Promise.all(silence.elsewhere.map((there) => desk.silencesElsewhere?.end(there)));
    const refusals = ended.flatMap((each) => (each === undefined || each.ok ? [] : [each.failure.message]));
    const firing = await desk.store.alerts.list({ states: ['firing'], limit: 500 });
    await desk.store.alerts.touch(firing.filter((each) => covers(silence, each)).map((each) => each.id));
    return {
      ok: true,
      value: {
        verdict: refusals.length > 0 ? 'warning' : 'ok',
        headline: say.done({ what: outside(silence.what) }),
        measuredAtMs: atMs,
        blocks: refusals.map((why) => ({ type: 'text', text: say.notThere({ why }) })),
        next: [],
      },
    };
  },
});
