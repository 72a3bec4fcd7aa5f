import type { Desk } from '../desk.ts';
import type { Run } from '../store/runs.ts';
import { tellInterrupted } from './interrupted.ts';
import { reattach } from './reattach.ts';

interface Recovery {
  /** Only a process that stays may go on with what another began. */
  readonly goOn: boolean;
  readonly interrupted: (runs: readonly Run[]) => void;
}

/** Runs that were just found without a process: those whose job lives are gone on with, about the others people are told. */
export function recoverRuns(desk: Desk, runs: readonly Run[], { goOn, interrupted }: Recovery): void {
  if (!goOn) {
    interrupted(runs);
    tell(desk, runs);
    return;
  }
  for (const { runId } of runs) desk.takingUp.add(runId);
  reattach(desk, runs)
    .then((left) => {
      if (left.length > 0) interrupted(left);
      tell(desk, left);
    })
    .catch((error: unknown) => desk.log('error', 'not gone on with', { error: String(error) }))
    .finally(() => {
      for (const { runId } of runs) desk.takingUp.delete(runId);
    });
}

function tell(desk: Desk, runs: readonly Run[]): void {
  tellInterrupted(desk, runs).catch((error: unknown) => desk.log('error', 'not told', { error: String(error) }));
}
