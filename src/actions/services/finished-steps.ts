import type { FinishedRun } from '../action.ts';
import type { Step } from '../plan.ts';

export interface FinishedStep {
  readonly step: Step;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly outputs: Readonly<Record<string, string | number>>;
}

/** Steps of a plan with what they gave, in order. */
export const finishedSteps = ({ plan, steps }: FinishedRun): readonly FinishedStep[] =>
  plan.steps.flatMap((step, at) => {
    const view = steps[at];
    return view === undefined ? [] : [{ step, ...view }];
  });

/** From the first step's start to the last one's end, milliseconds. */
export function tookMs(all: readonly FinishedStep[]): number {
  const [first, last] = [all[0], all.at(-1)];
  return first === undefined || last === undefined ? 0 : Math.max(0, last.finishedAtMs - first.startedAtMs);
}

export const numberOf = (step: FinishedStep | undefined, output: string): number => Number(step?.outputs[output] ?? 0);

/** Of several steps, all together. */
export const sumOf = (steps: readonly FinishedStep[], output: string): number =>
  steps.reduce((sum, step) => sum + numberOf(step, output), 0);

export const ofKind = (steps: readonly FinishedStep[], kind: string): readonly FinishedStep[] =>
  steps.filter(({ step }) => step.kind === kind);
