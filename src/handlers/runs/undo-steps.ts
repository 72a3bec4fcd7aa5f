import { endJobs } from '../../actions/jobs/jobs.ts';
import { jobOf } from '../../actions/jobs/run-job.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { leavesTraces } from './journal-view.ts';
import type { Recorder } from './recorder.ts';
import { resolveReferences } from './references.ts';
import { kindOf, stepContext } from './step-context.ts';

const say = texts('undo-steps', {
  left: {
    en: 'Work of this step is still going on on {host} and could not be ended: {pids}',
    zh: '该步骤在 {host} 上的作业仍在运行,无法终止:{pids}',
  },
});

/** The numbers of the steps that putting back concerns, last first. */
export function undoable(desk: Desk, recorder: Recorder): readonly number[] {
  return recorder.run.plan.steps
    .map((step, at) => ({ step, number: at + 1 }))
    .filter(({ step, number }) => {
      const view = recorder.view(number);
      return (
        step.onFailure === 'undo' &&
        view.memo !== undefined &&
        leavesTraces(view) &&
        kindOf(desk, step).undo !== undefined
      );
    })
    .map(({ number }) => number)
    .reverse();
}

/** Puts back what was done, in reverse. Returns the first failure of an undo; what lies before it stays done. */
export async function undoSteps(desk: Desk, recorder: Recorder): Promise<Failure | undefined> {
  for (const number of undoable(desk, recorder)) {
    const failure = await undoStep(desk, recorder, number);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function undoStep(desk: Desk, recorder: Recorder, number: number): Promise<Failure | undefined> {
  const step = recorder.run.plan.steps[number - 1];
  if (step === undefined) throw new Error(`run ${recorder.run.runId} has no step ${number}`);
  const kind = kindOf(desk, step);
  const outputs = new Map(recorder.views().map((view, at) => [at + 1, view.outputs]));
  const params = kind.params.parse(resolveReferences(step.params, outputs));
  const memo = kind.memo.parse(recorder.view(number).memo);
  // A cancel does not stop the putting back: it is what the cancel asked for.
  const signal = AbortSignal.timeout(step.timeoutMs);
  const context = stepContext(desk, recorder.run, step, signal, (line) => recorder.show(number, 'undoing', line));
  recorder.show(number, 'undoing');
  await recorder.write(number, 'undo-started');
  const atWork = kind.reattachable === true ? await stillAtWork(desk, recorder, number, signal) : undefined;
  if (atWork !== undefined) {
    await recorder.write(number, 'undo-failed', { failure: atWork });
    recorder.show(number, 'undo-failed');
    return atWork;
  }
  const undone = await kind.undo?.(params, memo, context).catch((error: unknown) => {
    if (signal.aborted) return { ok: false as const, failure: { code: 'timed-out' as const, message: step.title } };
    throw error;
  });
  if (undone?.ok === false) {
    await recorder.write(number, 'undo-failed', { failure: undone.failure });
    recorder.show(number, 'undo-failed');
    return undone.failure;
  }
  await recorder.write(number, 'undone');
  recorder.show(number, 'undone');
  return undefined;
}

/** Nothing is taken back from under a job that still works at it: it is ended first, and that is looked at. */
async function stillAtWork(
  desk: Desk,
  recorder: Recorder,
  number: number,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const { planId, steps } = recorder.run.plan;
  const host = steps[number - 1]?.host ?? '';
  const ended = await endJobs(desk.hosts, host, jobOf({ planId, step: number }), { signal });
  if (!ended.ok) return ended.failure;
  const pids = { list: ended.value.left.map(String) };
  return pids.list.length === 0 ? undefined : fail('unknown-outcome', say.left({ host: outside(host), pids })).failure;
}
