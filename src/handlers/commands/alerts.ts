import * as z from 'zod';
import { verdictName } from '../../actions/names.ts';
import { worst } from '../../actions/report.ts';
import { atText, outside, texts } from '../../actions/text.ts';
import { beganAt, firesAt, membersRead, subjectOf, whoseText } from '../alerts/alert-message.ts';
import { maySee, refusalOfAlert } from '../alerts/alert-of.ts';
import { defineCommand } from '../command.ts';
import { personName } from '../person-name.ts';
import type { Request } from '../request.ts';

const say = texts('alerts', {
  summary: { en: 'What fires now, or fired within a time.', zh: '查看当前告警,或一段时间内的告警。' },
  none: { en: 'No alert fires.', zh: '当前没有告警。' },
  noneSince: { en: 'No alert fired in the last {span}.', zh: '最近 {span}内没有告警。' },
  some: {
    en: '{count, plural, one {# alert fires} other {# alerts fire}}',
    zh: '当前有 {count} 个告警',
  },
  since: {
    en: '{count, plural, one {# alert} other {# alerts}} in the last {span}, {firing, plural, =0 {none of them now} one {# of them now} other {# of them now}}',
    zh: '最近 {span}内有 {count} 个告警,{firing, plural, =0 {均已恢复} other {# 个未恢复}}',
  },
  id: { en: 'alert', zh: '编号' },
  system: { en: 'system', zh: '系统' },
  what: { en: 'what', zh: '内容' },
  state: { en: 'state', zh: '状态' },
  opened: { en: 'since', zh: '开始' },
  who: { en: 'acknowledged', zh: '认领人' },
  over: { en: 'resolved', zh: '已恢复' },
  cut: {
    en: 'Only the newest {count} are listed{older, select, yes {; there may be older ones, which are not counted} other {}}.',
    zh: '仅列出最新 {count} 个{older, select, yes {,可能还有更早的,未计入} other {}}。',
  },
});

const mostListed = 30;
const mostRead = 500;

export const alerts = defineCommand({
  name: 'alerts',
  aliases: ['告警'],
  summary: say.summary(),
  examples: ['/alerts', '/alerts 24h', '/告警'],
  takes: { system: { word: 'system', optional: true }, within: { word: 'duration', optional: true } },
  input: z.strictObject({ system: z.string().optional(), within: z.int().min(60_000).optional() }),
  permission: 'bot:talk',
  asksFor: ['alert:read'],
  timeoutMs: 10_000,
  changesState: false,
  async handle({ system, within }, request) {
    const { desk } = request;
    const measuredAtMs = desk.clock.now();
    const listed = await desk.store.alerts.list({
      limit: mostRead,
      ...ofSystems(request, system),
      ...(within === undefined ? { states: ['firing'] as const } : { sinceMs: measuredAtMs - within }),
    });
    const visible = listed
      .filter((alert) => maySee(request, alert))
      .toSorted((a, b) => Number(b.state === 'firing') - Number(a.state === 'firing') || b.id - a.id);
    if (visible.length === 0) {
      const headline = within === undefined ? say.none() : say.noneSince({ span: { durationMs: within } });
      return { ok: true, value: { verdict: 'ok', headline, measuredAtMs, blocks: [], next: [] } };
    }
    const firing = visible.filter(({ state }) => state === 'firing');
    const rows = await Promise.all(
      visible.slice(0, mostListed).map(async (alert) => {
        const members = await desk.store.alerts.members(alert.id, membersRead);
        return [
          outside(String(alert.id)),
          whoseText(desk, alert) ?? outside(alert.system ?? '–'),
          subjectOf(alert, members),
          firesAt(alert) === 'ok' ? say.over() : verdictName(alert.level),
          atText(beganAt(alert, members)),
          alert.acknowledgedBy === undefined ? outside('–') : personName(desk.settings(), alert.acknowledgedBy),
        ];
      }),
    );
    const [open] = firing.filter(({ acknowledgedBy }) => acknowledgedBy === undefined);
    const count = visible.length;
    const isAll = listed.length < mostRead;
    return {
      ok: true,
      value: {
        verdict: worst(firing.map(firesAt)),
        headline:
          within === undefined
            ? say.some({ count })
            : say.since({ count, firing: firing.length, span: { durationMs: within } }),
        measuredAtMs,
        blocks: [
          {
            type: 'table',
            columns: [say.id(), say.system(), say.what(), say.state(), say.opened(), say.who()],
            rows,
          },
          ...(count <= mostListed && isAll
            ? []
            : [{ type: 'text' as const, text: say.cut({ count: rows.length, older: isAll ? 'no' : 'yes' }) }]),
        ],
        next: open === undefined ? [`/alert ${visible[0]?.id ?? ''}`] : [`/alert ${open.id}`, `/ack ${open.id}`],
      },
    };
  },
});

/** Left out for who may see all: a storm in systems that a reader may not see must not take the room of her own. */
function ofSystems(request: Request, system: string | undefined): { readonly systems?: readonly string[] } {
  if (system !== undefined) return { systems: [system] };
  if (refusalOfAlert(request, 'alert:read', {}) === undefined) return {};
  const { systems } = request.desk.settings();
  return {
    systems: systems
      .filter(({ id }) => refusalOfAlert(request, 'alert:read', { system: id }) === undefined)
      .map(({ id }) => id),
  };
}
