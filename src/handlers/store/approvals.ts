import type { Plan } from '../../actions/plan.ts';
import type { Conversation } from '../message.ts';
import type { AuditEntry } from './audit-log.ts';

export type ApprovalKind = 'confirm' | 'approve';
export type ApprovalState = 'open' | 'used' | 'denied' | 'void' | 'expired' | 'withdrawn';
/** A request to say yes to one plan. */
export interface Approval {
  /** 6 characters without look-alikes, upper case. */
  readonly code: string;
  readonly kind: ApprovalKind;
  readonly plan: Plan;
  readonly planHash: string;
  /** The permission an approver's grant must say `approve` for. */
  readonly permission: string;
  readonly requester: string;
  readonly conversation: Conversation;
  /** As typed. */
  readonly command: string;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  readonly state: ApprovalState;
  readonly decidedBy?: string;
  readonly decidedAtMs?: number;
  /** Break-glass: may be used by the requester from this time on, with this reason. */
  readonly breakGlass?: { readonly reason: string; readonly fromMs: number };
  /** Another person looked at what was done without a second one. */
  readonly review?: { readonly by: string; readonly atMs: number; readonly note: string };
  readonly runId?: number;
  /** Key of the delivery that asked; its answer is the request shown there. */
  readonly delivery?: string;
  /** Ids of the people who were sent the request. */
  readonly told?: readonly string[];
}

export interface Approvals {
  /** Durable, with its audit row. */
  ask(approval: Approval, audit: AuditEntry): Promise<void>;
  get(code: string): Promise<Approval | undefined>;
  open(): Promise<readonly Approval[]>;
  /** Durable compare-and-set from `open`; false when somebody was faster. Use happens in `Runs.open`. */
  decide(
    code: string,
    to: Exclude<ApprovalState, 'open' | 'used'>,
    by: string,
    atMs: number,
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Durable compare-and-set on an open request without break-glass; it stays open until `expiresAtMs` at least. */
  breakGlass(
    code: string,
    breakGlass: { readonly reason: string; readonly fromMs: number; readonly expiresAtMs: number },
    audit: AuditEntry,
  ): Promise<boolean>;
  /** Used by break-glass and not yet reviewed, oldest first. */
  toReview(limit: number): Promise<readonly Approval[]>;
  /** Durable compare-and-set; false when there is nothing to review. */
  review(code: string, review: NonNullable<Approval['review']>, audit: AuditEntry): Promise<boolean>;
}
