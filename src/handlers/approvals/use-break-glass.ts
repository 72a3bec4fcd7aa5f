import { texts } from '../../actions/text.ts';
import { aboutPlan, entry } from '../audit/entry.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalToBreakGlass } from '../gate/rights.ts';
import type { Answer } from '../message.ts';
import { notify } from '../notices/notify.ts';
import { personName } from '../person-name.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';
import { alarm } from './alarm.ts';
import { closeApproval } from './claim.ts';
import { claimRun } from './claim-run.ts';

const say = texts('break-glass.used', {
  used: {
    en: '{who} did this without a second person. Another person is to look at it: /review {code} "what you found"',
    zh: '此操作由 {who} 未经第二人审批执行,需由另一人复核:/复核 {code} "结论"',
  },
});

/** Starts, after its wait, what goes ahead alone; decided again, told again, and left for another person to look at. */
export async function useBreakGlass(request: Request, approval: Approval): Promise<Answer> {
  const { desk } = request;
  const refused = refusalToBreakGlass(request, approval);
  if (refused !== undefined) {
    await closeApproval(request, approval, 'void');
    return failureAnswer(refused);
  }
  const answer = await claimRun(request, approval);
  if (answer.runId === undefined) return answer;
  const { code, breakGlass, requester } = approval;
  const row = entry(request, 'break-glass.used', {
    ...aboutPlan(approval),
    approvalId: code,
    runId: answer.runId,
    outcome: answer.code,
    reason: breakGlass?.reason ?? '',
  });
  await desk.store.audit.append(row).catch((error: unknown) => {
    desk.log('error', 'the use of break-glass could not be recorded', { code, error: String(error) });
  });
  const [headline] = answer.message.blocks;
  const used = say.used({ who: personName(desk.settings(), requester), code });
  const told = alarm(desk, approval);
  await notify(desk, {
    ...told,
    key: `${told.key}:used`,
    message: { blocks: [...(headline === undefined ? [] : [headline]), { type: 'text', mark: 'warning', text: used }] },
  });
  return answer;
}
