import * as z from 'zod';
import { worst } from '../../actions/report.ts';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { goThrough } from '../checklists/go-through.ts';
import { itemsOf } from '../checklists/items-of.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalOf } from '../gate/rights.ts';
import { reportMessage } from '../messages.ts';
import { checklistKinds } from '../store/checklists.ts';

const say = texts('checklist.command', {
  summary: {
    en: 'Go through the daily, weekly, monthly or quarterly list of a system now, compared with the last time.',
    zh: '立即执行系统的每日、每周、每月或季度检查,并与上次对比。',
  },
  none: { en: '{system} has no such list in its configuration.', zh: '{system} 未配置此检查单。' },
  noneAnywhere: { en: 'No system you may look at has such a list.', zh: '你可查看的系统都没有此检查单。' },
});

export const kindChoices = {
  daily: ['每日', '每天', '日检'],
  weekly: ['每周', '周检'],
  monthly: ['每月', '月检'],
  quarterly: ['季度', '每季', '季检'],
} as const;

export const checklist = defineCommand({
  name: 'checklist',
  aliases: ['巡检', '检查单'],
  summary: say.summary(),
  examples: ['/checklist daily teaching', '/checklist weekly', '/巡检 每日 教学'],
  takes: {
    kind: { word: 'choice', optional: true, choices: kindChoices },
    system: { word: 'system', optional: true },
  },
  input: z.strictObject({ kind: z.enum(checklistKinds).default('daily'), system: z.string().optional() }),
  permission: 'checklist:read',
  timeoutMs: 300_000,
  changesState: true,
  async handle({ kind, system }, request) {
    const settings = request.desk.settings();
    const listed = settings.systems.filter(
      ({ id, environment }) =>
        (system === undefined || id === system) &&
        itemsOf(settings, id, kind).length > 0 &&
        refusalOf(request, 'checklist:read', { system: id, environment }) === undefined,
    );
    if (listed.length === 0) {
      const words = system === undefined ? say.noneAnywhere() : say.none({ system: outside(system) });
      return failureAnswer(fail('not-found', words).failure);
    }
    const reports = [];
    for (const { id } of listed) reports.push(await goThrough(request, id, kind));
    const [only] = reports;
    if (only !== undefined && reports.length === 1) return { ok: true, value: only };
    return {
      code: 'ok',
      verdict: worst(reports.map(({ verdict }) => verdict)),
      message: { blocks: reports.flatMap((report) => reportMessage(report).blocks) },
    };
  },
});
