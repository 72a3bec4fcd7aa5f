import * as z from 'zod';
import { defineChange } from '../action.ts';
import { texts } from '../text.ts';
import { name } from '../values.ts';
import { finishedSteps, numberOf, tookMs } from './finished-steps.ts';
import { planServices } from './service-plan.ts';
import { subjectWords, summaryWords } from './summary-words.ts';
import { targetsOf } from './targets.ts';

const say = texts('start', {
  summary: {
    en: 'Start one service, or all of a system in their order, and wait until each is healthy.',
    zh: '启动一个服务,或按依赖顺序启动整个系统,并等待恢复健康。',
  },
  one: { en: 'Start {what}', zh: '启动 {what}' },
  ran: { en: '{what} ran already and is healthy · pid {pid}', zh: '{what} 原本就在运行且健康 · 进程 {pid}' },
  up: { en: '{what} is up · healthy after {healthy} · pid {pid}', zh: '{what} 已启动 · {healthy} 后健康 · 进程 {pid}' },
  allUp: { en: '{what}: all {count} services are up, in {took}', zh: '{what}:{count} 个服务均已启动,共用时 {took}' },
});

export const start = defineChange({
  name: 'start',
  aliases: ['启动'],
  summary: say.summary(),
  examples: ['/start teaching', '/start llm', '/启动 大模型'],
  takes: { system: { word: 'system', optional: true }, service: { word: 'service', optional: true } },
  input: z.strictObject({ system: name, service: name.optional() }),
  permission: 'service:start',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const targets = targetsOf(context.inventory, input);
    if (!targets.ok) return targets;
    const summary = say.one({ what: summaryWords(targets.value) });
    return planServices(targets.value, { action: 'start', verb: 'start', input, risk: 'changes', summary }, context);
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    const waits = steps.filter(({ step }) => step.kind === 'wait-healthy');
    const what = subjectWords(finished.plan);
    const [wait] = waits;
    if (waits.length !== 1) return say.allUp({ what, count: waits.length, took: { durationMs: tookMs(steps) } });
    const pid = String(wait?.outputs.pid ?? '–');
    if (numberOf(steps[0], 'already') === 1) return say.ran({ what, pid });
    return say.up({ what, healthy: { durationMs: tookMs(steps) }, pid });
  },
});
