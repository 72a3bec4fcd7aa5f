import type { Failure } from '../../actions/result.ts';
import type { Desk } from '../desk.ts';
import type { RunState } from '../store/runs.ts';
import { CancelRequested, performStep, resumeStep, type StepEnd } from './perform-step.ts';
import type { Recorder } from './recorder.ts';
import { kindOf } from './step-context.ts';
import { undoable, undoSteps } from './undo-steps.ts';

/** How a run ended, before it is written down. */
export interface RunEnd {
  readonly state: Exclude<RunState, 'running' | 'abandoned'>;
  readonly failure?: Failure;
  /** Why putting back failed; `failure` is then why it was needed. */
  readonly undoFailure?: Failure;
  /** Steps that were put back. */
  readonly undone: readonly number[];
  readonly cancelledBy?: string;
}

/** Does the steps that are not done, in order; what fails or is cancelled is put back in reverse. */
export async function executeSteps(desk: Desk, recorder: Recorder): Promise<RunEnd> {
  const watch = watchForCancel(desk, recorder.run.runId);
  try {
    for (let number = 1; number <= recorder.run.plan.steps.length; number += 1) {
      const { stage } = recorder.view(number);
      if (stage === 'done') continue;
      const bound = recorder.run.plan.steps[number - 1]?.belongsToPrevious === true;
      if (watch.cancelledBy() !== undefined && !bound) return await cancelled(desk, recorder, watch.cancelledBy());
      const signal = cancellableNow(desk, recorder, number) ? watch.signal : new AbortController().signal;
      const end: StepEnd = await (stage === 'prepared' ? resumeStep : performStep)(desk, recorder, number, signal);
      if (end.end === 'unknown') return { state: 'interrupted', failure: end.failure, undone: [] };
      if (end.end === 'failed') {
        return end.failure.code === 'cancelled'
          ? await cancelled(desk, recorder, watch.cancelledBy())
          : await putBack(desk, recorder, { state: 'failed', failure: end.failure });
      }
    }
    return { state: 'succeeded', undone: [] };
  } finally {
    await watch.stop();
  }
}

/** Only puts back: `/undo` of an interrupted run, or another try after `undo-failed`. */
export const executeUndo = (desk: Desk, recorder: Recorder): Promise<RunEnd> =>
  putBack(desk, recorder, { state: 'failed' });

const cancelled = (desk: Desk, recorder: Recorder, by: string | undefined): Promise<RunEnd> =>
  putBack(desk, recorder, { state: 'cancelled', ...(by === undefined ? {} : { cancelledBy: by }) });

async function putBack(desk: Desk, recorder: Recorder, end: Omit<RunEnd, 'undone'>): Promise<RunEnd> {
  const planned = undoable(desk, recorder);
  const undoFailure = await undoSteps(desk, recorder);
  const undone = planned.filter((number) => recorder.view(number).stage === 'undone');
  return undoFailure === undefined ? { ...end, undone } : { ...end, state: 'undo-failed', undoFailure, undone };
}

function cancellableNow(desk: Desk, recorder: Recorder, number: number): boolean {
  const step = recorder.run.plan.steps[number - 1];
  return step !== undefined && step.belongsToPrevious !== true && kindOf(desk, step).cancellable === 'now';
}

/** A cancel may come from another process, so it is looked for in the store. */
function watchForCancel(desk: Desk, runId: number) {
  const cancel = new AbortController();
  const end = new AbortController();
  let by: string | undefined;
  const loop = (async () => {
    while (!end.signal.aborted && by === undefined) {
      by = await desk.store.runs.cancelRequestedBy(runId);
      if (by !== undefined) cancel.abort(new CancelRequested(by));
      else await desk.clock.sleep(300, end.signal).catch(() => undefined);
    }
  })().catch((error: unknown) => desk.log('error', 'cannot look for cancel requests', { runId, error: String(error) }));
  return {
    signal: cancel.signal,
    cancelledBy: () => by,
    stop: async () => {
      end.abort();
      await loop;
    },
  };
}
