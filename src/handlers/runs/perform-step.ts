import type { Step } from '../../actions/plan.ts';
import { type Failure, fail, type Result } from '../../actions/result.ts';
import type { StepContext, StepKind } from '../../actions/step.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Recorder } from './recorder.ts';
import { resolveReferences } from './references.ts';
import { leavesDoubt, settle, say as settling } from './settle.ts';
import { kindOf, stepContext } from './step-context.ts';

const say = texts('step', {
  timedOut: { en: '{title}: not through after {limit}', zh: '{title}:{limit} 内未完成' },
});

export type StepEnd =
  | { readonly end: 'done' }
  | { readonly end: 'failed'; readonly failure: Failure }
  /** Nobody can tell; it must not be repeated nor undone blindly. */
  | { readonly end: 'unknown'; readonly failure: Failure };

interface Work {
  readonly desk: Desk;
  readonly recorder: Recorder;
  readonly number: number;
  readonly step: Step;
  readonly kind: StepKind;
  readonly params: unknown;
  readonly context: StepContext;
}

function begin(desk: Desk, recorder: Recorder, number: number, signal: AbortSignal): Work {
  const step = recorder.run.plan.steps[number - 1];
  if (step === undefined) throw new Error(`run ${recorder.run.runId} has no step ${number}`);
  const kind = kindOf(desk, step);
  const outputs = new Map(recorder.views().map((view, at) => [at + 1, view.outputs]));
  const params = kind.params.parse(resolveReferences(step.params, outputs));
  const context = stepContext(desk, recorder.run, step, signal, (line) => recorder.show(number, 'running', line));
  return { desk, recorder, number, step, kind, params, context };
}

/** Does one step that was not begun: former state journaled first, then the effect, then its end journaled. */
export async function performStep(
  desk: Desk,
  recorder: Recorder,
  number: number,
  cancel: AbortSignal,
): Promise<StepEnd> {
  const limit = AbortSignal.timeout(recorder.run.plan.steps[number - 1]?.timeoutMs ?? 0);
  const work = begin(desk, recorder, number, AbortSignal.any([cancel, limit]));
  recorder.show(number, 'running');
  const memo = await guarded(work, () => work.kind.prepare(work.params, work.context));
  if (!memo.ok) return failed(work, memo.failure);
  await recorder.write(number, 'prepared', { memo: memo.value });
  return carryOut(work, memo.value);
}

/** Goes on with a step that was begun when its process died: reads the host, and does it only when it was not done. */
export async function resumeStep(
  desk: Desk,
  recorder: Recorder,
  number: number,
  cancel: AbortSignal,
): Promise<StepEnd> {
  const limit = AbortSignal.timeout((recorder.run.plan.steps[number - 1]?.timeoutMs ?? 0) + 60_000);
  const work = begin(desk, recorder, number, AbortSignal.any([cancel, limit]));
  recorder.show(number, 'running', settling.looking({ host: work.step.host }));
  const memo = work.kind.memo.parse(recorder.view(number).memo);
  const found = await settle(() => work.kind.readBack(work.params, memo, work.context), desk.clock);
  if (found === 'done') return finishedEarlier(work, memo);
  if (found === 'unknown' && !work.kind.repeatable) return { end: 'unknown', failure: doubtful(work) };
  return carryOut(work, memo);
}

async function carryOut(work: Work, memo: unknown): Promise<StepEnd> {
  const result = await guarded(work, () => work.kind.perform(work.params, memo, work.context));
  if (result.ok) {
    await work.recorder.write(work.number, 'done', { outputs: result.value });
    work.recorder.show(work.number, 'done');
    return { end: 'done' };
  }
  if (!leavesDoubt(result.failure.code)) return failed(work, result.failure);
  work.recorder.show(work.number, 'unknown', settling.looking({ host: work.step.host }));
  const unhurried = { ...work.context, signal: AbortSignal.timeout(90_000) };
  const found = await settle(() => work.kind.readBack(work.params, memo, unhurried), work.desk.clock);
  if (found === 'done') return finishedEarlier({ ...work, context: unhurried }, memo);
  return found === 'not-done'
    ? failed(work, result.failure)
    : { end: 'unknown', failure: { ...result.failure, code: 'unknown-outcome' } };
}

async function finishedEarlier(work: Work, memo: unknown): Promise<StepEnd> {
  const recalled = (await work.kind.recall?.(work.params, memo, work.context)) ?? { ok: true, value: {} };
  await work.recorder.write(work.number, 'done', { outputs: recalled.ok ? recalled.value : {} });
  work.recorder.show(work.number, 'done');
  return { end: 'done' };
}

async function failed(work: Work, failure: Failure): Promise<StepEnd> {
  await work.recorder.write(work.number, 'failed', { failure });
  work.recorder.show(work.number, 'failed');
  return { end: 'failed', failure };
}

const doubtful = (work: Work): Failure => fail('unknown-outcome', settling.looking({ host: work.step.host })).failure;

/** A kind that waits throws its signal's reason when time is up or somebody cancels; that is an outcome, not a bug. */
async function guarded<T>(work: Work, act: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await act();
  } catch (error) {
    if (!work.context.signal.aborted) throw error;
    const cancelled = work.context.signal.reason instanceof CancelRequested;
    return fail(
      cancelled ? 'cancelled' : 'timed-out',
      say.timedOut({ title: work.step.title, limit: { durationMs: work.step.timeoutMs } }),
    );
  }
}

/** The reason of a signal that somebody's `/cancel` aborted. */
export class CancelRequested extends Error {
  readonly by: string;
  constructor(by: string) {
    super(`cancelled by ${by}`);
    this.name = 'CancelRequested';
    this.by = by;
  }
}
