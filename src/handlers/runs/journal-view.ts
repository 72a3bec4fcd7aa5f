import type { Plan } from '../../actions/plan.ts';
import type { StepState } from '../../actions/report.ts';
import type { Failure } from '../../actions/result.ts';
import type { Outputs } from '../../actions/step.ts';
import type { JournalEntry } from '../store/runs.ts';

/** Where one step of a run stands, read from its journal. */
export interface StepView {
  /** `prepared`: begun, and nobody wrote down how it ended. */
  readonly stage: 'waiting' | 'prepared' | 'done' | 'failed' | 'undo-started' | 'undone' | 'undo-failed';
  readonly memo?: unknown;
  readonly outputs: Outputs;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly failure?: Failure;
}

const waiting: StepView = { stage: 'waiting', outputs: {}, startedAtMs: 0, finishedAtMs: 0 };

/** Folds the journal into one view per step of the plan. */
export function viewJournal(plan: Plan, entries: readonly JournalEntry[]): readonly StepView[] {
  const views: StepView[] = plan.steps.map(() => waiting);
  for (const entry of entries) {
    const before = views[entry.step - 1];
    if (before === undefined) throw new Error(`the journal names step ${entry.step} of ${plan.steps.length}`);
    views[entry.step - 1] = {
      ...before,
      stage: entry.phase,
      ...(entry.phase === 'prepared' ? { memo: entry.memo, startedAtMs: entry.atMs } : {}),
      ...(entry.outputs === undefined ? {} : { outputs: entry.outputs }),
      ...(entry.failure === undefined ? {} : { failure: entry.failure }),
      finishedAtMs: entry.atMs,
    };
  }
  return views;
}

const shown: Readonly<Record<StepView['stage'], StepState>> = {
  waiting: 'waiting',
  prepared: 'unknown',
  done: 'done',
  failed: 'failed',
  'undo-started': 'unknown',
  undone: 'undone',
  'undo-failed': 'undo-failed',
};

/** The state to show for a step nobody is working on now. */
export const shownState = (view: StepView): StepState => shown[view.stage];

/** Something of the step may be on the host and can be taken back. */
export const leavesTraces = (view: StepView): boolean => view.stage !== 'waiting' && view.stage !== 'undone';
