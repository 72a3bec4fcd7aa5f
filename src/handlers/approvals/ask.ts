import type { Plan } from '../../actions/plan.ts';
import type { Block } from '../../actions/report.ts';
import { principalKey } from '../../auth/principal.ts';
import { entry } from '../audit/entry.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import type { Approval, ApprovalKind } from '../store/approvals.ts';
import { planBlocks } from './plan-blocks.ts';
import { withWholePlan } from './whole-plan.ts';

export interface Ask {
  /** Of the action; an approver's grant must say `approve` for it. */
  readonly permission: string;
  readonly plan: Plan;
  readonly hash: string;
  readonly request: Request;
}

interface Manner {
  readonly kind: ApprovalKind;
  readonly withinMs: number;
  /** Ids of the people who are sent it. */
  readonly told?: readonly string[];
  readonly words: (code: string, expiresAtMs: number) => readonly Block[];
}

export interface Shown {
  readonly approval: Approval;
  readonly answer: Answer;
}

/** Keeps the plan under its code and shows it. Nothing happens until somebody says yes. */
export async function askFor(
  { permission, plan: made, hash, request }: Ask,
  { kind, withinMs, told, words }: Manner,
): Promise<Shown> {
  const { desk } = request;
  const plan = await withWholePlan(desk, made);
  const askedAtMs = desk.clock.now();
  const approval: Approval = {
    code: plan.planId,
    kind,
    plan,
    planHash: hash,
    permission,
    requester: principalKey(request.principal),
    conversation: request.conversation,
    command: request.text,
    askedAtMs,
    expiresAtMs: askedAtMs + withinMs,
    state: 'open',
    delivery: request.deliveryKey,
    ...(told === undefined ? {} : { told }),
  };
  const { system, environment, action } = plan;
  await desk.store.approvals.ask(
    approval,
    entry(request, `${kind}.asked`, { approvalId: approval.code, planHash: hash, action, system, environment }),
  );
  const answer: Answer = {
    code: kind === 'confirm' ? 'needs-confirm' : 'needs-approval',
    approvalId: approval.code,
    planHash: hash,
    message: { blocks: [...planBlocks(desk, plan), ...words(approval.code, approval.expiresAtMs)] },
  };
  return { approval, answer };
}
