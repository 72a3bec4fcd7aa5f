import type { Step } from '../../actions/plan.ts';
import type { StepContext, StepKind } from '../../actions/step.ts';
import type { Text } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { revealing } from '../private-input/reveal.ts';
import type { Run } from '../store/runs.ts';

export function stepContext(
  desk: Desk,
  run: Run,
  step: Step,
  signal: AbortSignal,
  progress: (line: Text) => void,
): StepContext {
  return {
    hosts: desk.hosts,
    pipes: desk.pipes,
    inventory: desk.inventory(),
    backups: desk.backups,
    secrets: revealing(desk),
    host: step.host,
    runId: run.runId,
    planId: run.plan.planId,
    step: run.plan.steps.indexOf(step) + 1,
    now: () => desk.clock.now(),
    sleep: (ms) => desk.clock.sleep(ms, signal),
    signal,
    progress,
  };
}

/** Throws when the plan names a kind nobody knows: plans are checked before they are shown. */
export function kindOf(desk: Desk, step: Step): StepKind {
  const kind = desk.stepKinds.get(step.kind);
  if (kind === undefined) throw new Error(`no step kind is named ${step.kind}`);
  return kind;
}
