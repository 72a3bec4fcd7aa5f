import type { System } from './inventory.ts';
import type { Lock, Plan } from './plan.ts';
import type { PlanContext } from './ports.ts';
import { ok, type Result } from './result.ts';

type Frame = 'system' | 'environment' | 'planId' | 'plannedAtMs';

/** A plan for a system; what is the same in every one of them is filled in. */
export const planFor = (
  system: Pick<System, 'id' | 'environment'>,
  context: PlanContext,
  { action, input, ...own }: Omit<Plan, Frame>,
): Result<Plan> =>
  ok({
    action,
    input,
    system: system.id,
    environment: system.environment,
    planId: context.planId,
    plannedAtMs: context.now(),
    ...own,
  });

export const exclusive = (resource: string): Lock => ({ resource, mode: 'exclusive' });
export const shared = (resource: string): Lock => ({ resource, mode: 'shared' });
