import { principalKey } from '../../auth/principal.ts';
import type { Request } from '../request.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Run } from '../store/runs.ts';

/** What every audit row says of who asked, and how. */
export function entry(request: Request, event: string, more: Partial<AuditEntry> = {}): AuditEntry {
  const { principal, desk } = request;
  const via = principal.kind === 'person' ? `${principal.via.platform}:${principal.via.id}` : principal.kind;
  return {
    atMs: desk.clock.now(),
    principal: principalKey(principal),
    via,
    ...(principal.kind === 'person' && principal.assumed ? { assumed: true } : {}),
    event,
    command: request.text,
    configuration: desk.settings().version,
    ...more,
  };
}

/** What a row says of the plan it is about. */
export const aboutPlan = ({ plan, planHash }: Pick<Run, 'plan' | 'planHash'>): Partial<AuditEntry> => ({
  action: plan.action,
  system: plan.system,
  environment: plan.environment,
  planHash,
});

export const aboutRun = (run: Pick<Run, 'runId' | 'plan' | 'planHash'>): Partial<AuditEntry> => ({
  ...aboutPlan(run),
  runId: run.runId,
});
