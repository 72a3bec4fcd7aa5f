import type { Plan } from '../../actions/plan.ts';
import type { Block } from '../../actions/report.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { referencesIn } from '../runs/references.ts';

const say = texts('plan', {
  heading: {
    en: '{summary} · {system} · {environment} · plan {code}',
    zh: '{summary} · {system} · {environment} · 方案 {code}',
  },
  production: { en: 'production', zh: '生产环境' },
  staging: { en: 'staging', zh: '预发环境' },
  lab: { en: 'lab', zh: '实验环境' },
  demo: { en: 'demo', zh: '演示环境' },
  measured: { en: 'Away for about {down}, as the last times.', zh: '约中断 {down}(按最近几次实测)。' },
  'at-most': { en: 'Away for at most {down}; it was not measured yet.', zh: '最长中断 {down},尚无实测数据。' },
  estimated: { en: 'Away for about {down}.', zh: '约中断 {down}。' },
  step: { en: '{number}', zh: '{number}' },
  on: { en: 'on {host}', zh: '在 {host}' },
  undone: { en: 'Put back by itself if anything fails.', zh: '失败时自动恢复。' },
  left: { en: 'Nothing to put back.', zh: '没有需要回退的变更。' },
});

/** A plan in one line. */
export const planHeading = ({ summary, system, environment, planId }: Plan): Block => ({
  type: 'heading',
  text: say.heading({ summary, system: outside(system), environment: say[environment](), code: planId }),
});

/** The plan people read before they say yes: what, where, the exact commands, how each step is undone. */
export function planBlocks(desk: Desk, plan: Plan): readonly Block[] {
  const { downtimeMs, downtimeIs = 'estimated' } = plan;
  return [
    planHeading(plan),
    {
      type: 'steps',
      steps: plan.steps.map((step) => ({
        title: step.title,
        state: 'waiting',
        note: say.on({ host: outside(step.host) }),
      })),
    },
    { type: 'code', text: commandLines(desk, plan) },
    ...(downtimeMs === undefined
      ? []
      : [{ type: 'text' as const, text: say[downtimeIs]({ down: { durationMs: downtimeMs } }) }]),
    { type: 'text', text: undoable(desk, plan) ? say.undone() : say.left() },
    ...plan.facts,
  ];
}

/** Every command of every step, each line with its step's number and host before it: a line break in it looks like no other step. */
export function commandLines(desk: Desk, plan: Plan): string {
  return plan.steps
    .flatMap((step, at) => {
      const kind = desk.stepKinds.get(step.kind);
      if (kind === undefined || referencesIn(step.params).length > 0) return [`${at + 1} ${step.host}: ${step.kind}`];
      const lines = kind
        .describe(kind.params.parse(step.params))
        .flatMap((command) => command.split(/\r\n|[\n\r\u0085\u2028\u2029]/));
      return lines.map((line) => `${at + 1} ${step.host}: ${line}`);
    })
    .join('\n');
}

const undoable = (desk: Desk, plan: Plan): boolean =>
  plan.steps.some((step) => step.onFailure === 'undo' && desk.stepKinds.get(step.kind)?.undo !== undefined);
