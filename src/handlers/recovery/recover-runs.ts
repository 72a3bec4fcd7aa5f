import type { Desk } from '../desk.ts';
import type { Run } from '../store/runs.ts';
import { tellInterrupted } from './interrupted.ts';
import { reattach } from './reattach.ts';

interface Recovery {
  /** Only a process that stays may go on with what another began, and tells people of it; others leave it to the next that does. */
  readonly goOn: boolean;
  readonly interrupted: (runs: readonly Run[]) => void;
}

/**
 * Looks after runs found without a process, by this one just now or by any before it: those whose job lives are gone on
 * with, about the others people are told. Returns once it is known which these are.
 */
export async function recoverRuns(desk: Desk, found: readonly Run[], { goOn, interrupted }: Recovery): Promise<void> {
  if (!goOn) {
    if (found.length > 0) interrupted(found);
    return;
  }
  const runs = (await desk.store.runs.leftBehind()).filter(({ runId }) => !desk.takingUp.has(runId));
  if (runs.length === 0) return;
  for (const { runId } of runs) desk.takingUp.add(runId);
  reattach(desk, runs)
    .then((left) => tell(desk, left, interrupted))
    .catch((error: unknown) => desk.log('error', 'not gone on with', { error: String(error) }));
}

async function tell(desk: Desk, runs: readonly Run[], interrupted: Recovery['interrupted']): Promise<void> {
  if (runs.length > 0) interrupted(runs);
  await tellInterrupted(desk, runs).catch((error: unknown) => desk.log('error', 'not told', { error: String(error) }));
  for (const { runId } of runs) {
    await desk.store.runs.lookedAfter(runId);
    desk.takingUp.delete(runId);
  }
}
