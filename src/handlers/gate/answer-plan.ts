import type { Plan } from '../../actions/plan.ts';
import { askConfirm } from '../approvals/ask-confirm.ts';
import { askSecondPerson } from '../approvals/ask-second-person.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import { planHash } from '../runs/plan-hash.ts';
import { brokenGuards } from './broken-guards.ts';
import { guardContext } from './contexts.ts';
import { planFaults } from './plan-faults.ts';
import { startRun } from './start-run.ts';

/** What becomes of a finished plan: asked about by its risk and environment, or started at once. */
export async function answerPlan(asked: {
  readonly plan: Plan;
  /** Of the action; an approver's grant must say `approve` for it. */
  readonly permission: string;
  readonly request: Request;
  readonly requester: string;
}): Promise<Answer> {
  const { plan, permission, request, requester } = asked;
  const faults = planFaults(plan, request.desk);
  if (faults.length > 0) throw new Error(`${plan.action} made a faulty plan: ${faults.join('; ')}`);
  const broken = await brokenGuards(request.desk, plan, guardContext(request.desk, request.signal), request.text);
  if (broken !== undefined) return failureAnswer(broken);
  const hash = await planHash(plan, requester);
  if (plan.risk === 'dangerous') return askSecondPerson({ permission, plan, hash, request });
  if (plan.environment === 'production' && !request.confirmed && request.principal.kind === 'person') {
    return askConfirm({ permission, plan, hash, request });
  }
  return startRun({ plan, hash, permission, request });
}
