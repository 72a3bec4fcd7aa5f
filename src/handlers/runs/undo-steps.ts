import type { Failure } from '../../actions/result.ts';
import type { Desk } from '../desk.ts';
import { endWork } from './end-work.ts';
import { leavesTraces } from './journal-view.ts';
import type { Recorder } from './recorder.ts';
import { resolveReferences } from './references.ts';
import { kindOf, stepContext } from './step-context.ts';

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
  const atWork = await endWork(desk, recorder.run.plan, number, signal);
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
