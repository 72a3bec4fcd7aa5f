import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { openApproval } from '../approvals/claim.ts';
import { claimRun } from '../approvals/claim-run.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { personName } from '../person-name.ts';

const say = texts('confirm', {
  summary: { en: 'Say yes to your own plan.', zh: '确认自己发起的方案。' },
  notYours: { en: 'Only {who} can confirm this plan.', zh: '只有 {who} 可以确认此方案。' },
});

export const confirm = defineCommand({
  name: 'confirm',
  aliases: ['确认'],
  summary: say.summary(),
  examples: ['/confirm 7F3KQ2'],
  takes: { code: { word: 'id', optional: false } },
  input: z.strictObject({ code: z.string() }),
  permission: 'bot:talk',
  timeoutMs: 60_000,
  changesState: true,
  async handle({ code }, request) {
    const found = await openApproval(request, code, 'confirm');
    if (!found.ok) return failureAnswer(found.failure);
    const approval = found.value;
    if (principalKey(request.principal) !== approval.requester) {
      return failureAnswer(
        fail('denied', say.notYours({ who: personName(request.desk.settings(), approval.requester) })).failure,
      );
    }
    return claimRun(request, approval);
  },
});
