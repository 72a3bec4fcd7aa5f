import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { claimRun } from '../approvals/claim-run.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalToDecide } from '../gate/rights.ts';
import { answersPlan, withPlan } from './answers-plan.ts';

const say = texts('approve', {
  summary: { en: "Say yes to another person's dangerous plan.", zh: '批准他人发起的危险操作。' },
});

export const approve = defineCommand({
  ...answersPlan,
  name: 'approve',
  aliases: ['批准'],
  summary: say.summary(),
  examples: ['/approve 7F3KQ2'],
  handle: ({ code }, request) =>
    withPlan(request, code, 'approve', async (approval) => {
      const refused = refusalToDecide(request, approval, 'yes');
      if (refused !== undefined) return failureAnswer(refused);
      return claimRun(request, approval, principalKey(request.principal));
    }),
});
