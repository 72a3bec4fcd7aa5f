import type { Plan } from '../../actions/plan.ts';
import type { Desk } from '../desk.ts';
import { referencesIn } from '../runs/references.ts';

/**
 * What is wrong with a plan as data, before anybody sees it: a kind nobody knows, parameters its schema refuses, a
 * reference forward, a guard nobody knows. Each is a bug of an action, so the caller throws.
 */
export function planFaults(plan: Plan, desk: Pick<Desk, 'stepKinds' | 'guardKinds'>): readonly string[] {
  const faults: string[] = [];
  if (plan.steps.length === 0) faults.push('no steps');
  if (plan.locks.length === 0) faults.push('no locks');
  plan.steps.forEach((step, at) => {
    const where = `step ${at + 1} (${step.kind})`;
    const kind = desk.stepKinds.get(step.kind);
    const references = referencesIn(step.params);
    if (kind === undefined) faults.push(`${where}: no such kind`);
    else if (plan.risk === 'looks' && kind.onlyLooks !== true) faults.push(`${where}: does more than look`);
    for (const { step: to } of references) if (to > at) faults.push(`${where}: refers forward to step ${to}`);
    // A reference has the type of the value it stands for, which only the run knows.
    if (kind !== undefined && references.length === 0 && !kind.params.safeParse(step.params).success) {
      faults.push(`${where}: parameters its schema refuses`);
    }
  });
  for (const { guard, params } of plan.guards) {
    if (desk.guardKinds.get(guard)?.params.safeParse(params).success !== true)
      faults.push(`guard ${guard}: unknown or refused`);
  }
  return faults;
}
