import * as z from 'zod';
import type { FinishedRun } from '../../action.ts';
import { isCheck } from '../../databases/engines/table.ts';
import type { System } from '../../inventory.ts';
import { finishedSteps, sumOf, tookMs } from '../../services/finished-steps.ts';
import { outside, type Text, texts } from '../../text.ts';
import { name } from '../../values.ts';
import type { What } from './restorable.ts';

const say = texts('restored', {
  done: {
    en: '{system} is restored · {rows} rows, sound · away {away} · the former data stays as *.zhiban-{stamp}',
    zh: '{system} 已恢复 · {rows} 行,完好 · 中断 {away} · 原数据保留为 *.zhiban-{stamp}',
  },
});

/** What every way back by a backup is asked with. */
export const restoreTakes = {
  system: { word: 'system', optional: true },
  backup: { word: 'id', optional: true },
  latest: { word: 'choice', optional: true, choices: { latest: ['最新'] } },
  what: { word: 'choice', optional: true, choices: { data: ['数据'], env: ['环境'], all: ['全部'] } },
} as const;

export const restoreInput = z.strictObject({
  system: name,
  backup: z.string().optional(),
  latest: z.literal('latest').optional(),
  what: z.enum(['data', 'env', 'all']).optional(),
});

/** Data, unless told; of a system without databases all there is. */
export const whatOf = ({ databases }: System, asked: z.output<typeof restoreInput>['what']): What =>
  asked ?? (Object.keys(databases).length === 0 ? 'all' : 'data');

export function restoredWords(finished: FinishedRun): Text {
  const steps = finishedSteps(finished);
  return say.done({
    system: outside(finished.plan.system),
    rows: sumOf(
      steps.filter(({ step }) => isCheck(step)),
      'rows',
    ),
    away: { durationMs: tookMs(steps.filter(({ step }) => !step.kind.startsWith('check-'))) },
    stamp: outside(finished.plan.planId),
  });
}
