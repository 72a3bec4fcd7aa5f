import * as z from 'zod';
import { defineChange } from '../action.ts';
import type { Environment } from '../plan.ts';
import { fail, ok } from '../result.ts';
import { type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { type FinishedStep, finishedSteps, numberOf, tookMs } from './finished-steps.ts';
import { planServices } from './service-plan.ts';
import { subjectWords, summaryWords } from './summary-words.ts';
import { targetsOf } from './targets.ts';
import { setAsideTemporaryFiles } from './temporary-files.ts';

const say = texts('stop', {
  summary: {
    en: 'Stop one service, or all of a system in reverse order; `cleanup` sets its temporary files aside.',
    zh: '停止一个服务,或按相反顺序停止整个系统;加 cleanup 同时移走临时文件。',
  },
  one: { en: 'Stop {what}', zh: '停止 {what}' },
  wholeOnly: {
    en: 'cleanup goes with a whole system: /stop {system} cleanup',
    zh: '清理针对整个系统:/stop {system} cleanup',
  },
  stopped: { en: '{what} is stopped · took {took}', zh: '{what} 已停止 · 用时 {took}' },
  idle: { en: '{what} was not running', zh: '{what} 原本就未运行' },
  killed: {
    en: '{what} is stopped · {count} had to be killed · took {took}',
    zh: '{what} 已停止 · 其中 {count} 个被强制终止 · 用时 {took}',
  },
  cleaned: {
    en: '{stopped} · {count} temporary files set aside, {bytes}',
    zh: '{stopped} · 移走 {count} 个临时文件,共 {bytes}',
  },
});

export const stop = defineChange({
  name: 'stop',
  aliases: ['停止'],
  summary: say.summary(),
  examples: ['/stop llm', '/stop teaching', '/stop teaching cleanup', '/停止 大模型'],
  takes: {
    system: { word: 'system', optional: true },
    service: { word: 'service', optional: true },
    cleanup: { word: 'choice', optional: true, choices: { cleanup: ['清理'] } },
  },
  input: z.strictObject({ system: name, service: name.optional(), cleanup: z.literal('cleanup').optional() }),
  permission: 'service:stop',
  risk: 'changes',
  timeoutMs: 40_000,
  async plan(input, context) {
    const targets = targetsOf(context.inventory, input);
    if (!targets.ok) return targets;
    const { system, one } = targets.value;
    if (one && input.cleanup !== undefined) {
      const next = [`/stop ${system.id} cleanup`];
      return fail('bad-input', say.wholeOnly({ system: system.id }), { next });
    }
    const planned = await planServices(
      targets.value,
      {
        action: 'stop',
        verb: 'stop',
        input,
        risk: asksSecondPerson(system.environment, one) ? 'dangerous' : 'changes',
        summary: say.one({ what: summaryWords(targets.value) }),
        evenIdle: input.cleanup !== undefined,
      },
      context,
    );
    if (!planned.ok || input.cleanup === undefined) return planned;
    const cleanup = await setAsideTemporaryFiles(system, context);
    if (!cleanup.ok) return cleanup;
    const { steps, facts } = cleanup.value;
    return ok({
      ...planned.value,
      steps: [...planned.value.steps, ...steps],
      facts: [...planned.value.facts, ...facts],
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const cleaned = steps.filter(({ step }) => step.kind === 'delete-files');
    const stopped = stoppedWords(subjectWords(finished.plan), steps);
    if (cleaned.length === 0) return stopped;
    const sum = (output: string) => cleaned.reduce((all, step) => all + numberOf(step, output), 0);
    return say.cleaned({ stopped, count: sum('moved'), bytes: { bytes: sum('bytes') } });
  },
});

/** In the demo only the whole system, so that a second person can be seen there. */
const asksSecondPerson = (environment: Environment, one: boolean): boolean =>
  environment === 'production' || (environment === 'demo' && !one);

function stoppedWords(what: Text, steps: readonly FinishedStep[]): Text {
  const count = steps.filter((step) => numberOf(step, 'killed') > 0).length;
  if (steps.some(({ step }) => step.kind !== 'delete-files')) {
    const stops = steps.filter(({ step }) => step.kind !== 'delete-files');
    if (stops.every((step) => numberOf(step, 'idle') === 1)) return say.idle({ what });
  }
  const took = { durationMs: tookMs(steps) };
  return count === 0 ? say.stopped({ what, took }) : say.killed({ what, count, took });
}
