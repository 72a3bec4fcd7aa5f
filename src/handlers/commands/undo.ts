import type { Plan } from '../../actions/plan.ts';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { answerPlan } from '../changes/answer-plan.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { newCode } from '../plans/code.ts';
import { takeUp } from '../recovery/take-up.ts';
import type { Request } from '../request.ts';
import { viewJournal } from '../runs/journal-view.ts';
import { permissionOf } from '../runs/permission-of.ts';
import type { JournalEntry, Run } from '../store/runs.ts';
import { actsOnRun, runToActOn, wrongState } from './run-of.ts';

const say = texts('undo', {
  summary: { en: 'Put back what a run did, step by step in reverse.', zh: '按相反顺序逐步恢复一次运行所做的变更。' },
  what: { en: 'undo', zh: '恢复' },
  plan: { en: 'undo run {id} ({summary})', zh: '恢复运行 {id}({summary})' },
  step: { en: 'put back: {title}', zh: '恢复:{title}' },
  later: {
    en: 'Run {later} touched the same things after run {id}; undoing {id} now would not put back what was.',
    zh: '运行 {later} 在运行 {id} 之后动过同样的资源,现在恢复 {id} 已不能回到原状。',
  },
  nothing: { en: 'Run {id} left nothing that can be put back.', zh: '运行 {id} 没有可恢复的内容。' },
});

export const undo = defineCommand({
  ...actsOnRun,
  name: 'undo',
  aliases: ['恢复运行'],
  summary: say.summary(),
  examples: ['/undo 2041'],
  async handle({ id }, request) {
    const found = await runToActOn(request, id);
    if (!found.ok) return failureAnswer(found.failure);
    const { run, entries } = found.value;
    if (run.state === 'interrupted' || run.state === 'undo-failed') return takeUp(request, run, entries, 'undo');
    if (run.state !== 'succeeded') return failureAnswer(wrongState(run, say.what()));
    return undoByNewPlan(request, run, entries);
  },
});

/** A finished run is undone by a change of its own: shown, confirmed or approved, journaled like any other. */
async function undoByNewPlan(request: Request, run: Run, entries: readonly JournalEntry[]) {
  const later = await request.desk.store.runs.laterRunTouched(run.runId);
  const id = String(run.runId);
  if (later !== undefined) {
    return failureAnswer(
      fail('stale', say.later({ id, later: String(later.runId) }), { next: [`/run ${later.runId}`] }).failure,
    );
  }
  const views = viewJournal(run.plan, entries);
  const steps = run.plan.steps
    .map((step, at) => ({ step, view: views[at], kind: request.desk.stepKinds.get(step.kind) }))
    .filter(({ step, view, kind }) => step.onFailure === 'undo' && view?.stage === 'done' && kind?.undo !== undefined)
    .reverse();
  if (steps.length === 0) return failureAnswer(fail('stale', say.nothing({ id })).failure);
  const plan: Plan = {
    ...run.plan,
    action: 'undo',
    permission: permissionOf(request.desk, run),
    input: { run: run.runId },
    planId: newCode(),
    plannedAtMs: request.desk.clock.now(),
    guards: [],
    facts: [],
    summary: say.plan({ id, summary: run.plan.summary }),
    steps: steps.map(({ step, view }) => ({
      kind: 'undo-step',
      host: step.host,
      title: say.step({ title: step.title }),
      timeoutMs: step.timeoutMs,
      onFailure: 'leave',
      params: { kind: step.kind, params: step.params, memo: view?.memo },
    })),
  };
  return answerPlan({
    plan,
    permission: permissionOf(request.desk, run),
    request,
    requester: principalKey(request.principal),
  });
}
