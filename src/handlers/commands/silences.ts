import * as z from 'zod';
import { atText, outside, texts } from '../../actions/text.ts';
import { refusalOfAlert } from '../alerts/alert-of.ts';
import { defineCommand } from '../command.ts';
import { personName } from '../person-name.ts';

const say = texts('silences', {
  summary: { en: 'What is silenced now, by whom and until when.', zh: '查看当前的静默。' },
  none: { en: 'Nothing is silenced.', zh: '当前没有静默。' },
  some: {
    en: '{count, plural, one {# silence holds} other {# silences hold}}',
    zh: '当前有 {count} 个静默',
  },
  id: { en: 'silence', zh: '编号' },
  what: { en: 'what', zh: '范围' },
  until: { en: 'until', zh: '截止' },
  by: { en: 'by', zh: '设置人' },
  why: { en: 'reason', zh: '原因' },
});

export const silences = defineCommand({
  name: 'silences',
  aliases: ['静默列表'],
  summary: say.summary(),
  examples: ['/silences', '/静默列表'],
  takes: {},
  input: z.strictObject({}),
  permission: 'bot:talk',
  asksFor: ['alert:read'],
  timeoutMs: 10_000,
  changesState: false,
  async handle(_input, request) {
    const { desk } = request;
    const measuredAtMs = desk.clock.now();
    const open = (await desk.store.silences.open(measuredAtMs)).filter(
      (each) => refusalOfAlert(request, 'alert:read', each) === undefined,
    );
    if (open.length === 0)
      return { ok: true, value: { verdict: 'ok', headline: say.none(), measuredAtMs, blocks: [], next: [] } };
    const rows = open.map(({ id, what, untilMs, by, reason }) => [
      outside(String(id)),
      outside(what),
      atText(untilMs),
      personName(desk.settings(), by),
      outside(reason ?? '–'),
    ]);
    return {
      ok: true,
      value: {
        verdict: 'ok',
        headline: say.some({ count: open.length }),
        measuredAtMs,
        blocks: [{ type: 'table', columns: [say.id(), say.what(), say.until(), say.by(), say.why()], rows }],
        next: [`/unsilence ${open[0]?.id ?? ''}`],
      },
    };
  },
});
