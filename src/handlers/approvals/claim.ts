import { type Failure, fail, ok, type Result } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { aboutPlan, entry } from '../audit/entry.ts';
import { personName } from '../person-name.ts';
import { sameCode } from '../plans/code.ts';
import { dropSecrets } from '../private-input/drop-secrets.ts';
import type { Request } from '../request.ts';
import type { Approval, ApprovalKind } from '../store/approvals.ts';
import { closedMessage, showOutcome } from './show-outcome.ts';

const say = texts('claim', {
  unknown: { en: 'I know no plan {code}.', zh: '没有编号为 {code} 的方案。' },
  expired: {
    en: 'Plan {code} expired at {at}. Nothing was done.',
    zh: '方案 {code} 已于 {at} 过期,未执行任何操作。',
  },
  over: { en: 'Plan {code} is already {state}, by {by}.', zh: '方案 {code} 已{state},操作人 {by}。' },
  used: { en: 'used', zh: '执行' },
  denied: { en: 'denied', zh: '被拒绝' },
  void: { en: 'void', zh: '失效' },
  withdrawn: { en: 'taken back', zh: '撤回' },
  wrongKind: {
    en: 'Plan {code} needs a second person: /approve {code}',
    zh: '方案 {code} 需要第二人审批:/批准 {code}',
  },
  confirmKind: {
    en: 'Plan {code} only needs the yes of the one who asked: /confirm {code}',
    zh: '方案 {code} 只需发起人确认:/确认 {code}',
  },
});

/** The open request a code names, or why it cannot be answered. An expired one is closed and recorded on the way. */
export async function openApproval(request: Request, typed: string, kind?: ApprovalKind): Promise<Result<Approval>> {
  const { desk } = request;
  const code = sameCode(typed);
  const found = await desk.store.approvals.get(code);
  if (found === undefined) return fail('not-found', say.unknown({ code: outside(code) }));
  if (found.state === 'open' && desk.clock.now() >= found.expiresAtMs) {
    await closeApproval(request, found, 'expired');
    return expired(found);
  }
  if (found.state === 'expired') return expired(found);
  if (found.state !== 'open') {
    const by = personName(desk.settings(), found.decidedBy ?? found.requester);
    return fail('stale', say.over({ code, state: say[found.state](), by }), {
      next: found.runId === undefined ? [found.command] : [`/run ${found.runId}`],
    });
  }
  if (kind !== undefined && found.kind !== kind) {
    return fail('bad-input', kind === 'confirm' ? say.wrongKind({ code }) : say.confirmKind({ code }));
  }
  return ok(found);
}

const expired = (approval: Approval): { readonly ok: false; readonly failure: Failure } =>
  fail('stale', say.expired({ code: approval.code, at: { atMs: approval.expiresAtMs } }), { next: [approval.command] });

/** Compare-and-set: false when somebody was faster. Whoever read the request sees it. */
export async function closeApproval(
  request: Request,
  approval: Approval,
  to: 'denied' | 'void' | 'expired' | 'withdrawn',
): Promise<boolean> {
  const { desk, principal } = request;
  const by = principalKey(principal);
  const row = entry(request, `${approval.kind}.${to}`, { ...aboutPlan(approval), approvalId: approval.code });
  const closed = await desk.store.approvals.decide(approval.code, to, by, desk.clock.now(), row);
  if (closed) await dropSecrets(desk, approval.plan);
  if (closed) await showOutcome(desk, approval, closedMessage(desk, approval, to, by));
  return closed;
}
