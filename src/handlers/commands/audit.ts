import * as z from 'zod';
import type { Block } from '../../actions/report.ts';
import { atText, outside, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { personName } from '../person-name.ts';
import type { AuditVerdict } from '../store/audit-log.ts';

const say = texts('audit', {
  summary: {
    en: 'The trail of who asked what and how it ended, and whether anybody changed it.',
    zh: '审计记录:谁做了什么、结果如何、是否被篡改。',
  },
  headline: {
    en: 'The newest {count, plural, one {entry} other {# entries}} of the trail',
    zh: '最近 {count} 条审计记录',
  },
  at: { en: 'at', zh: '时间' },
  who: { en: 'who', zh: '操作人' },
  event: { en: 'event', zh: '事件' },
  what: { en: 'what', zh: '内容' },
  outcome: { en: 'outcome', zh: '结果' },
  whole: {
    en: 'The trail is whole: {rows} rows, none changed, removed or swapped.',
    zh: '审计记录完整:共 {rows} 条,无篡改、删除或调换。',
  },
  unproven: {
    en: 'Rows from {from} on lie after the last anchor: unproven.',
    zh: '第 {from} 条起晚于最后锚点,尚未证实。',
  },
  broken: {
    en: 'The trail was tampered with: {count} faults in {rows} rows.',
    zh: '审计记录被篡改:{rows} 条中有 {count} 处异常。',
  },
  seq: { en: 'row', zh: '序号' },
  fault: { en: 'fault', zh: '异常' },
});

export const audit = defineCommand({
  name: 'audit',
  aliases: ['审计'],
  summary: say.summary(),
  examples: ['/audit', '/audit verify', '/audit 50'],
  takes: {
    mode: { word: 'choice', optional: true, choices: { verify: ['校验'] } },
    system: { word: 'system', optional: true },
    count: { word: 'count', optional: true },
  },
  input: z.strictObject({
    mode: z.enum(['verify']).optional(),
    system: z.string().optional(),
    count: z.int().min(1).max(100).optional(),
  }),
  permission: 'audit:read',
  timeoutMs: 60_000,
  changesState: false,
  async handle({ mode, system, count = 15 }, { desk }) {
    const measuredAtMs = desk.clock.now();
    if (mode === 'verify')
      return { ok: true, value: { ...verdictOf(await desk.store.audit.verify()), measuredAtMs, next: [] } };
    const rows = await desk.store.audit.list({ limit: count, ...(system === undefined ? {} : { system }) });
    const table: Block = {
      type: 'table',
      columns: [say.at(), say.who(), say.event(), say.what(), say.outcome()],
      rows: rows.map((row) => [
        atText(row.atMs),
        outside(`${personName(desk.settings(), row.principal).outside} (${row.via})`),
        outside(row.event),
        outside(row.command ?? row.action ?? ''),
        outside(row.outcome ?? ''),
      ]),
    };
    const headline = say.headline({ count: rows.length });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs, blocks: [table], next: ['/audit verify'] } };
  },
});

function verdictOf({ rows, faults, unprovenFrom }: AuditVerdict) {
  const unproven: readonly Block[] =
    unprovenFrom === undefined
      ? []
      : [{ type: 'text', mark: 'warning', text: say.unproven({ from: String(unprovenFrom) }) }];
  if (faults.length === 0) return { verdict: 'ok' as const, headline: say.whole({ rows }), blocks: unproven };
  const table: Block = {
    type: 'table',
    columns: [say.seq(), say.fault()],
    rows: faults.slice(0, 20).map(({ seq, fault }) => [outside(String(seq)), outside(fault)]),
  };
  return {
    verdict: 'critical' as const,
    headline: say.broken({ rows, count: faults.length }),
    blocks: [table, ...unproven],
  };
}
