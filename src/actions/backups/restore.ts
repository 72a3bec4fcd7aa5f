import * as z from 'zod';
import { defineChange } from '../action.ts';
import { fail } from '../result.ts';
import { finishedSteps, numberOf, tookMs } from '../services/finished-steps.ts';
import { outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { planRestore } from './plan-restore.ts';

const say = texts('restore', {
  summary: {
    en: 'Put a verified backup back: data, environment, or all. What is there now is set aside, and put back if anything fails.',
    zh: '恢复一份有效备份:数据、环境或全部。现有数据先移开保留,任何一步失败都会自动恢复原状。',
  },
  one: { en: 'Restore {system} from backup {id}', zh: '从备份 {id} 恢复 {system}' },
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  which: {
    en: 'Say which backup: /restore {system} latest, or an id of /backup list {system}',
    zh: '请指明备份:/restore {system} latest,或 /backup list {system} 中的编号',
  },
  done: {
    en: '{system} is restored · {rows} rows, sound · away {away} · the former data stays as *.zhiban-{stamp}',
    zh: '{system} 已恢复 · {rows} 行,完好 · 中断 {away} · 原数据保留为 *.zhiban-{stamp}',
  },
});

export const restore = defineChange({
  name: 'restore',
  aliases: ['恢复'],
  summary: say.summary(),
  examples: ['/restore talentlens latest', '/restore teaching 7F3KQ2 env', '/恢复 教学 最新 全部'],
  takes: {
    system: { word: 'system', optional: true },
    backup: { word: 'id', optional: true },
    latest: { word: 'choice', optional: true, choices: { latest: ['最新'] } },
    what: { word: 'choice', optional: true, choices: { data: ['数据'], env: ['环境'], all: ['全部'] } },
  },
  input: z.strictObject({
    system: name,
    backup: z.string().optional(),
    latest: z.literal('latest').optional(),
    what: z.enum(['data', 'env', 'all']).optional(),
  }),
  permission: 'backup:restore',
  risk: 'dangerous',
  timeoutMs: 30_000,
  async plan(input, context) {
    const system = context.inventory.system(input.system);
    if (system === undefined) return fail('not-found', say.noSystem({ system: outside(input.system) }));
    if ((input.backup === undefined) === (input.latest === undefined)) {
      return fail('bad-input', say.which({ system: outside(system.id) }), { next: [`/backup list ${system.id}`] });
    }
    const what = input.what ?? (Object.keys(system.databases).length === 0 ? 'all' : 'data');
    return planRestore({ action: 'restore', input, system, backupId: input.backup, what, summary: say.one }, context);
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const rows = steps
      .filter(({ step }) => step.kind === 'check-database')
      .reduce((sum, step) => sum + numberOf(step, 'rows'), 0);
    return say.done({
      system: outside(finished.plan.system),
      rows,
      away: { durationMs: tookMs(steps.filter(({ step }) => !step.kind.startsWith('check-'))) },
      stamp: outside(finished.plan.planId),
    });
  },
});
