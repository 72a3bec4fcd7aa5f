import * as z from 'zod';
import { openApproval } from '../approvals/claim.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import type { Approval, ApprovalKind } from '../store/approvals.ts';

/** What all commands that answer a plan by its code have in common. Who may is decided by the plan. */
export const answersPlan = {
  takes: { code: { word: 'id', optional: false } },
  input: z.strictObject({ code: z.string() }),
  permission: 'bot:talk',
  timeoutMs: 60_000,
  changesState: true,
} as const;

/** Goes on with the open request a code names, or says why there is none. */
export async function withPlan<T>(
  request: Request,
  code: string,
  kind: ApprovalKind | undefined,
  then: (approval: Approval) => Promise<T>,
): Promise<T | Answer> {
  const found = await openApproval(request, code, kind);
  return found.ok ? then(found.value) : failureAnswer(found.failure);
}
