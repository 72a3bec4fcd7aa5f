import * as z from 'zod';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { openApproval } from '../approvals/claim.ts';
import { claimRun } from '../approvals/claim-run.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalToDecide } from '../gate/rights.ts';

const say = texts('approve', {
  summary: { en: "Say yes to another person's dangerous plan.", zh: '批准他人发起的危险操作。' },
});

export const approve = defineCommand({
  name: 'approve',
  aliases: ['批准'],
  summary: say.summary(),
  examples: ['/approve 7F3KQ2'],
  takes: { code: { word: 'id', optional: false } },
  input: z.strictObject({ code: z.string() }),
  permission: 'bot:talk',
  timeoutMs: 60_000,
  changesState: true,
  async handle({ code }, request) {
    const found = await openApproval(request, code, 'approve');
    if (!found.ok) return failureAnswer(found.failure);
    const approval = found.value;
    const refused = refusalToDecide(request, approval, 'yes');
    if (refused !== undefined) return failureAnswer(refused);
    return claimRun(request, approval, principalKey(request.principal));
  },
});
