import { failureAnswer } from '../failure-answer.ts';
import { brokenGuards } from '../gate/broken-guards.ts';
import { guardContext } from '../gate/contexts.ts';
import { freezeOver } from '../gate/freeze-check.ts';
import { refusalToDecide } from '../gate/rights.ts';
import { startRun } from '../gate/start-run.ts';
import type { Answer } from '../message.ts';
import { planHash } from '../plans/plan-hash.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';
import { closeApproval } from './claim.ts';
import { followRun } from './follow-run.ts';

/**
 * Starts what was said yes to, in the conversation where it was asked for. A guard that broke meanwhile voids the
 * approval; the stored plan must still have the hash that was shown. `by`: the second person; left out, who asked.
 */
export async function claimRun(request: Request, approval: Approval, by?: string): Promise<Answer> {
  const { desk } = request;
  const { plan, requester, code, permission } = approval;
  const hash = await planHash(plan, requester);
  if (hash !== approval.planHash) throw new Error(`plan ${code} is not the one that was shown`);
  const frozen = await freezeOver(desk, plan.system);
  if (frozen !== undefined) return failureAnswer(frozen);
  const broken = await brokenGuards(request, plan, guardContext(desk, request.signal), approval.command);
  if (broken !== undefined) {
    await closeApproval(request, approval, 'void');
    return failureAnswer(broken);
  }
  // Reading the hosts took its time: the second person's right may be gone.
  const refused = by === undefined ? undefined : refusalToDecide(request, approval, 'yes');
  if (refused !== undefined) return failureAnswer(refused);
  const follow = followRun(desk, approval, by ?? requester);
  const progress: Request['progress'] = (message) => {
    request.progress(message);
    follow.show(message);
  };
  const answer = await startRun({
    plan,
    hash,
    permission,
    request: { ...request, conversation: approval.conversation, progress },
    approved: { code, requester, atMs: desk.clock.now(), ...(by === undefined ? {} : { by }) },
  });
  await follow.end(answer);
  return answer;
}
