import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { acknowledgement, alertName } from '../alerts/alert-message.ts';
import { alertOf, refusalOfAlert } from '../alerts/alert-of.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';

const say = texts('ack', {
  summary: { en: 'Take an alert on: nobody else is called.', zh: '认领告警,不再通知其他人。' },
  done: { en: '{id} is yours.', zh: '{id} 已由你认领。' },
  already: { en: '{id}: {who}.', zh: '{id}:{who}。' },
  over: { en: '{id} is over already.', zh: '{id} 已恢复。' },
});

export const ack = defineCommand({
  name: 'ack',
  aliases: ['认领'],
  summary: say.summary(),
  examples: ['/ack 311', '/认领 311'],
  takes: { id: { word: 'id', optional: false } },
  input: z.strictObject({ id: z.string() }),
  permission: 'bot:talk',
  asksFor: ['alert:ack'],
  timeoutMs: 10_000,
  changesState: true,
  async handle({ id }, request) {
    const { desk } = request;
    const found = await alertOf(request, id);
    if (!found.ok) return found;
    const alert = found.value;
    const refused = refusalOfAlert(request, 'alert:ack', alert);
    if (refused !== undefined) return { ok: false, failure: refused };
    const atMs = desk.clock.now();
    const row = entry(request, 'alert.acknowledged', {
      reason: `alert ${alert.id}: ${alert.name}`,
      ...(alert.system === undefined ? {} : { system: alert.system }),
    });
    const done = await desk.store.alerts.acknowledge(alert.id, principalKey(request.principal), atMs, row);
    const words = { id: alertName(alert.id) };
    if (done)
      return {
        ok: true,
        value: { verdict: 'ok', headline: say.done(words), measuredAtMs: atMs, blocks: [], next: [] },
      };
    const now = (await desk.store.alerts.get(alert.id)) ?? alert;
    const who = now.acknowledgedBy === undefined ? undefined : acknowledgement(desk, now);
    return fail('stale', who === undefined ? say.over(words) : say.already({ ...words, who }), {
      next: [`/alert ${alert.id}`],
    });
  },
});
