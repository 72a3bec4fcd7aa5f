import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { mayConfirm } from '../../auth/approval.ts';
import { claimRun } from '../approvals/claim-run.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { personName } from '../person-name.ts';
import { answersPlan, withPlan } from './answers-plan.ts';

const say = texts('confirm', {
  summary: { en: 'Say yes to your own plan.', zh: '确认自己发起的方案。' },
  notYours: { en: 'Only {who} can confirm this plan.', zh: '只有 {who} 可以确认此方案。' },
});

export const confirm = defineCommand({
  ...answersPlan,
  name: 'confirm',
  aliases: ['确认'],
  summary: say.summary(),
  examples: ['/confirm 7F3KQ2'],
  handle: ({ code }, request) =>
    withPlan(request, code, 'confirm', async (approval) => {
      if (mayConfirm(request.principal, approval.requester)) return claimRun(request, approval);
      const who = personName(request.desk.settings(), approval.requester);
      return failureAnswer(fail('denied', say.notYours({ who })).failure);
    }),
});
