import { compilePolicy } from './compile-policy.ts';
import { type Decision, type Denied, decidePower, type Wanted, whoHolds } from './decide.ts';
import type { Policy } from './policy.ts';
import { type Principal, personKey, principalKey } from './principal.ts';

/** How long a second person has to say yes, a yes that was given holds, and what goes ahead alone may be used after its wait. */
export const approvalRules = { lastsMs: 15 * 60_000 } as const;

/** The shortest reason, and the wait in which any approver may still say no. */
export const breakGlassRules = { leastReasonLength: 10, waitMs: 3 * 60_000 } as const;

export interface ApprovalQuestion extends Wanted {
  /** Who wants to say yes or no, or to go ahead. */
  readonly approver: Principal;
  /** `principalKey` of who asked. */
  readonly requester: string;
}

/** Why somebody may not: the rule of two people, or as in `Denied`. `ask` never names the requester. */
export type ApprovalRefusal = Omit<Denied, 'reason'> & {
  readonly reason: 'not-a-person' | 'assumed' | 'same-person' | Denied['reason'];
};
export type ApprovalDecision = Exclude<Decision, Denied> | ApprovalRefusal;

/** Ids of the people who may say yes now, in the order configured. `except`: the requester, as id or `principalKey`. */
export function approvers(
  { except, ...wanted }: Wanted & { readonly except: string },
  policy: Policy,
): readonly string[] {
  return whoHolds('approve', wanted, compilePolicy(policy)).filter((id) => !isPerson(id, except));
}

/** A yes counts from another human, acting in their own name, whose grant says `approve` for this permission here. */
export function mayApprove(question: ApprovalQuestion, policy: Policy): ApprovalDecision {
  return question.approver.kind === 'person' && question.approver.assumed
    ? refuse('assumed', question, policy)
    : mayDeny(question, policy);
}

/** A no counts from whoever could say yes, root in their name too: to stop is always the safe side. */
export function mayDeny(question: ApprovalQuestion, policy: Policy): ApprovalDecision {
  const { approver, requester, ...wanted } = question;
  if (approver.kind !== 'person') return refuse('not-a-person', question, policy);
  if (isPerson(approver.id, requester)) return refuse('same-person', question, policy);
  const decision = decidePower('approve', { ...wanted, principal: approver }, policy);
  return decision.allowed ? decision : { ...decision, ask: approvers({ ...wanted, except: requester }, policy) };
}

/** Only who asked, from any of her chats. */
export const mayConfirm = (principal: Principal, requester: string): boolean => principalKey(principal) === requester;

/** Going ahead without a second person: a person in her own name, with a grant for exactly that. */
export function mayBreakGlass(
  { principal, ...wanted }: Wanted & { readonly principal: Principal },
  policy: Policy,
): ApprovalDecision {
  const question = { ...wanted, approver: principal, requester: principalKey(principal) };
  if (principal.kind !== 'person') return refuse('not-a-person', question, policy);
  if (principal.assumed) return refuse('assumed', question, policy);
  const decision = decidePower('breakGlass', { ...wanted, principal }, policy);
  return decision.allowed
    ? decision
    : { ...decision, ask: approvers({ ...wanted, except: question.requester }, policy) };
}

function refuse(
  reason: ApprovalRefusal['reason'],
  { approver: _, requester, ...wanted }: ApprovalQuestion,
  policy: Policy,
): ApprovalRefusal {
  const ask = approvers({ ...wanted, except: requester }, policy);
  return { allowed: false, permission: wanted.permission, reason, ask, considered: [] };
}

/** A bare id counts as its person too: a caller's slip must never make two people of one. */
const isPerson = (id: string, keyOrId: string): boolean => keyOrId === personKey(id) || keyOrId === id;
