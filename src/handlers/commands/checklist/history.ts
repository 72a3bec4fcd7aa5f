import * as z from 'zod';
import { verdictName } from '../../../actions/names.ts';
import { fail } from '../../../actions/result.ts';
import { atText, outside, texts } from '../../../actions/text.ts';
import { kindText } from '../../checklists/checklist-words.ts';
import { seenBy } from '../../checklists/seen-by.ts';
import { trendBlocks } from '../../checklists/trend-blocks.ts';
import { defineCommand } from '../../command.ts';
import { personName } from '../../person-name.ts';
import { checklistKinds } from '../../store/checklists.ts';
import { kindChoices } from '../checklist.ts';

const say = texts('checklist.history', {
  summary: {
    en: 'How a checklist of a system went each time, and the figures in it as they moved.',
    zh: '查看系统历次检查结果与指标走势。',
  },
  headline: {
    en: '{list} · {system} · the last {count, plural, one {time} other {# times}}',
    zh: '{list} · {system} · 最近 {count} 次',
  },
  none: { en: 'This list of {system} was never gone through yet.', zh: '{system} 尚未执行过此检查。' },
  when: { en: 'when', zh: '时间' },
  how: { en: 'verdict', zh: '结论' },
  well: { en: 'well', zh: '正常' },
  by: { en: 'by', zh: '执行人' },
  share: { en: '{well} of {count}', zh: '{well}/{count}' },
});

const listed = 10;

export const history = defineCommand({
  name: 'checklist history',
  aliases: ['巡检 历史', '巡检历史', '巡检 趋势'],
  summary: say.summary(),
  examples: ['/checklist history teaching', '/checklist history weekly talentlens', '/巡检 历史 教学'],
  takes: {
    kind: { word: 'choice', optional: true, choices: kindChoices },
    system: { word: 'system', optional: false },
    count: { word: 'count', optional: true },
  },
  input: z.strictObject({
    kind: z.enum(checklistKinds).default('daily'),
    system: z.string(),
    count: z.int().min(2).max(60).default(14),
  }),
  permission: 'checklist:read',
  timeoutMs: 10_000,
  changesState: false,
  async handle({ kind, system, count }, request) {
    const { desk } = request;
    const kept = await desk.store.checklists.list({ system, kind, limit: count });
    const newestFirst = kept.map((each) => seenBy(request, each));
    const [newest] = newestFirst;
    if (newest === undefined)
      return fail('not-found', say.none({ system: outside(system) }), { next: [`/checklist ${kind} ${system}`] });
    const rows = newestFirst
      .slice(0, listed)
      .map(({ atMs, verdict, items, by }) => [
        atText(atMs),
        verdictName(verdict),
        say.share({ well: items.filter((item) => item.verdict === 'ok').length, count: items.length }),
        personName(desk.settings(), by),
      ]);
    return {
      ok: true,
      value: {
        verdict: newest.verdict,
        headline: say.headline({ list: kindText(kind), system: outside(system), count: newestFirst.length }),
        measuredAtMs: newest.atMs,
        blocks: [
          ...trendBlocks(newestFirst.toReversed()),
          { type: 'table', columns: [say.when(), say.how(), say.well(), say.by()], rows },
        ],
        next: [`/checklist ${kind} ${system}`],
      },
    };
  },
});
