import type { Plan } from '../../actions/plan.ts';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { askConfirm } from '../approvals/ask-confirm.ts';
import { askSecondPerson } from '../approvals/ask-second-person.ts';
import { failureAnswer } from '../failure-answer.ts';
import { brokenGuards } from '../gate/broken-guards.ts';
import { guardContext } from '../gate/contexts.ts';
import { planFaults } from '../gate/plan-faults.ts';
import { refusalUnattended } from '../gate/rights.ts';
import { startRun } from '../gate/start-run.ts';
import type { Answer } from '../message.ts';
import { planHash } from '../plans/plan-hash.ts';
import type { Request } from '../request.ts';
import { keepsSecret } from '../store/masked-store.ts';

const say = texts('answer-plan', {
  secret: {
    en: 'Nothing was done: the plan would hold what looks like a secret, and plans are kept and shown.',
    zh: '未执行任何操作:方案会被保存和展示,其中却含有疑似密钥的内容。',
  },
});

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
  if (keepsSecret(plan, request.desk.redactor)) return failureAnswer(fail('bad-input', say.secret()).failure);
  const broken = await brokenGuards(request, plan, guardContext(request.desk, request.signal), request.text);
  if (broken !== undefined) return failureAnswer(broken);
  const hash = await planHash(plan, requester);
  if (plan.risk === 'dangerous') return askSecondPerson({ permission, plan, hash, request });
  if (plan.risk !== 'looks' && plan.environment === 'production' && !request.confirmed) {
    if (request.principal.kind === 'person') return askConfirm({ permission, plan, hash, request });
    const refused = refusalUnattended(request, permission, plan);
    if (refused !== undefined) return failureAnswer(refused);
  }
  return startRun({ plan, hash, permission, request });
}
