import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { mayConfirm } from '../../auth/approval.ts';
import { beginBreakGlass } from '../approvals/break-glass.ts';
import { openApproval } from '../approvals/claim.ts';
import { takeBack } from '../approvals/request-words.ts';
import { useBreakGlass } from '../approvals/use-break-glass.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalToBreakGlass } from '../gate/rights.ts';
import type { Answer } from '../message.ts';
import { personName } from '../person-name.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';

const say = texts('breakglass', {
  summary: {
    en: 'Go ahead without a second person: with a reason, a wait, and everybody told.',
    zh: '紧急执行:说明原因并等待后,不经第二人审批,所有相关人会收到通知。',
  },
  notYours: { en: 'Only {who} can do this with this plan.', zh: '只有 {who} 可以对此方案这样做。' },
  wait: { en: 'Plan {code} may go ahead at {at}.', zh: '方案 {code} 最早于 {at} 执行。' },
  begun: {
    en: 'Plan {code} goes ahead at {at} unless somebody who may approve denies it. They, the admins and this room are told.',
    zh: '方案 {code} 将于 {at} 执行,除非有审批权限的人拒绝。已通知审批人、管理员和本会话。',
  },
  noBot: {
    en: 'No bot is running: type /breakglass {code} again after that.',
    zh: '机器人未运行:届时请再次输入 /紧急执行 {code}。',
  },
});

export const breakglass = defineCommand({
  name: 'breakglass',
  aliases: ['紧急执行'],
  summary: say.summary(),
  examples: ['/breakglass 7F3KQ2 "nobody answers and the site is down"'],
  takes: { code: { word: 'id', optional: false }, reason: { word: 'text', optional: true } },
  input: z.strictObject({ code: z.string(), reason: z.string().max(500).optional() }),
  permission: 'bot:talk',
  timeoutMs: 60_000,
  changesState: true,
  async handle({ code, reason }, request) {
    const found = await openApproval(request, code, 'approve');
    if (!found.ok) return failureAnswer(found.failure);
    const approval = found.value;
    if (!mayConfirm(request.principal, approval.requester)) {
      const who = personName(request.desk.settings(), approval.requester);
      return failureAnswer(fail('denied', say.notYours({ who })).failure);
    }
    const refused = refusalToBreakGlass(request, approval);
    if (refused !== undefined) return failureAnswer(refused);
    const fromMs = approval.breakGlass?.fromMs;
    if (fromMs !== undefined && request.desk.clock.now() >= fromMs) return useBreakGlass(request, approval);
    if (fromMs !== undefined) {
      const words = say.wait({ code: approval.code, at: { atMs: fromMs } });
      return failureAnswer(fail('stale', words, { next: [`/deny ${approval.code}`] }).failure);
    }
    const begun = await beginBreakGlass(request, approval, reason);
    return 'refused' in begun ? failureAnswer(begun.refused) : waiting(request, begun.begun);
  },
});

async function waiting({ desk }: Request, { code, planHash, breakGlass }: Approval): Promise<Answer> {
  const at = { atMs: breakGlass?.fromMs ?? desk.clock.now() };
  const bot = await desk.store.instances.bot();
  return {
    code: 'needs-approval',
    approvalId: code,
    planHash,
    message: {
      blocks: [
        { type: 'text', mark: 'warning', text: say.begun({ code, at }) },
        ...(bot === undefined ? [{ type: 'text' as const, text: say.noBot({ code }) }] : []),
        { type: 'buttons', buttons: [takeBack(code)] },
      ],
    },
  };
}
