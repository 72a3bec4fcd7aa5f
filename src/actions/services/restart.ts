import * as z from 'zod';
import { defineChange, type FinishedRun } from '../action.ts';
import { dotted } from '../joined.ts';
import type { Guard } from '../plan.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { finishedSteps, numberOf, tookMs } from './finished-steps.ts';
import { restartsWithinHour } from './restart-limit.ts';
import { planServices } from './service-plan.ts';
import { subjectWords, summaryWords } from './summary-words.ts';
import { targetsOf } from './targets.ts';

const say = texts('restart', {
  summary: {
    en: 'Restart one service, or all of a system in their order, and wait until each is healthy.',
    zh: '重启一个服务,或按依赖顺序重启整个系统,并等待恢复健康。',
  },
  one: { en: 'Restart {what}', zh: '重启 {what}' },
  overridden: {
    en: 'The limit of three restarts an hour is set aside: {reason}',
    zh: '已跳过每小时三次的重启限制,理由:{reason}',
  },
  back: {
    en: '{what} is back · away {away} · healthy after {healthy} · pid {pid}',
    zh: '{what} 已恢复 · 中断 {away} · {healthy} 后健康 · 进程 {pid}',
  },
  backUp: {
    en: '{what} is back · was down before · healthy after {healthy} · pid {pid}',
    zh: '{what} 已恢复 · 重启前已停止 · {healthy} 后健康 · 进程 {pid}',
  },
  backUpSince: {
    en: '{what} is back · was down before, since {since} · healthy after {healthy} · pid {pid}',
    zh: '{what} 已恢复 · 重启前自 {since} 起已停止 · {healthy} 后健康 · 进程 {pid}',
  },
  killed: { en: 'it had to be killed', zh: '曾被强制终止' },
  allBack: {
    en: '{what}: all {count} services are back, one after the other, in {took}',
    zh: '{what}:{count} 个服务已依次恢复,共用时 {took}',
  },
});

export const restart = defineChange({
  name: 'restart',
  aliases: ['重启'],
  summary: say.summary(),
  examples: ['/restart llm', '/restart talentlens', '/重启 大模型', '/restart llm override="new key in place"'],
  takes: {
    system: { word: 'system', optional: true },
    service: { word: 'service', optional: true },
    override: { word: 'option', optional: true },
  },
  input: z.strictObject({ system: name, service: name.optional(), override: z.string().min(1).max(500).optional() }),
  permission: 'service:restart',
  asksFor: ['restart:override'],
  furtherPermissions: ({ override }) => (override === undefined ? [] : ['restart:override']),
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const targets = targetsOf(context.inventory, input);
    if (!targets.ok) return targets;
    const { system, services } = targets.value;
    const limits = services.map(
      ({ id }): Guard => ({
        guard: 'restarts-below',
        params: { system: system.id, service: id, below: restartsWithinHour },
      }),
    );
    const { override } = input;
    return planServices(
      targets.value,
      {
        action: 'restart',
        verb: 'restart',
        input,
        risk: 'changes',
        summary: say.one({ what: summaryWords(targets.value) }),
        ...(override === undefined
          ? { guards: limits }
          : { facts: [{ type: 'text', text: say.overridden({ reason: outside(override) }) }] }),
      },
      context,
    );
  },
  outcome: (finished) => outcome(finished),
});

function outcome(finished: FinishedRun): Text {
  const steps = finishedSteps(finished);
  const waits = steps.filter(({ step }) => step.kind === 'wait-healthy');
  const what = subjectWords(finished.plan);
  const [wait] = waits;
  const started = steps.findLast(({ step }) => step.kind !== 'wait-healthy');
  if (waits.length !== 1) return say.allBack({ what, count: waits.length, took: { durationMs: tookMs(steps) } });
  const words = {
    what,
    healthy: { durationMs: tookMs([started, wait].flatMap((each) => each ?? [])) },
    pid: String(wait?.outputs.pid ?? '–'),
  };
  const wasDown = steps.find((step) => numberOf(step, 'idle') === 1 || numberOf(step, 'wasDown') === 1);
  const sinceMs = numberOf(wasDown, 'downSinceMs');
  const back =
    wasDown === undefined
      ? say.back({ ...words, away: { durationMs: tookMs(steps) } })
      : sinceMs === 0
        ? say.backUp(words)
        : say.backUpSince({ ...words, since: { atMs: sinceMs } });
  return dotted([back, steps.some((step) => numberOf(step, 'killed') > 0) ? say.killed() : undefined]);
}
