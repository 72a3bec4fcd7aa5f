import type { Block } from '../../actions/report.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { approvalRules, breakGlassRules } from '../../auth/approval.ts';
import { aboutPlan, entry } from '../audit/entry.ts';
import type { Desk } from '../desk.ts';
import { notify } from '../notices/notify.ts';
import { personName } from '../person-name.ts';
import { shortHash } from '../plans/plan-hash.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';
import { alarm, deciders } from './alarm.ts';
import { planHeading } from './plan-blocks.ts';

const say = texts('break-glass', {
  short: {
    en: 'Say why, in at least {least} characters: the others read it.',
    zh: '请说明原因,至少 {least} 个字符,其他人会看到。',
  },
  raced: { en: 'Plan {code} was answered by somebody else meanwhile.', zh: '方案 {code} 已被他人处理。' },
  alarm: {
    en: '{who} goes ahead without a second person at {at}. Reason: {reason}',
    zh: '{who} 将于 {at} 不经第二人审批直接执行。原因:{reason}',
  },
  stop: {
    en: 'Until then anybody who may approve can stop it: /deny {code}',
    zh: '在此之前,有审批权限的人可以阻止:/拒绝 {code}',
  },
  plan: {
    en: '{steps, plural, one {# step} other {# steps}} on {hosts} · plan hash {hash} · all of it stands in the request of {at}',
    zh: '{hosts} 上共 {steps} 步 · 方案指纹 {hash} · 完整方案见 {at} 的审批请求',
  },
  deny: { en: 'Deny', zh: '拒绝' },
  approve: { en: 'Approve', zh: '批准' },
});

/** Begins the wait of a request that goes ahead alone, and raises the alarm. The request as it is then, or why not. */
export async function beginBreakGlass(
  request: Request,
  approval: Approval,
  typed: string | undefined,
): Promise<{ readonly begun: Approval } | { readonly refused: Failure }> {
  const { desk } = request;
  const { code } = approval;
  const reason = typed?.trim() ?? '';
  if ([...reason].length < breakGlassRules.leastReasonLength) {
    const next = [`/breakglass ${code} "…"`];
    return { refused: fail('bad-input', say.short({ least: breakGlassRules.leastReasonLength }), { next }).failure };
  }
  const fromMs = desk.clock.now() + breakGlassRules.waitMs;
  const expiresAtMs = Math.max(approval.expiresAtMs, fromMs + approvalRules.lastsMs);
  const row = entry(request, 'break-glass.asked', { ...aboutPlan(approval), approvalId: code, reason });
  const begun = await desk.store.approvals.breakGlass(code, { reason, fromMs, expiresAtMs }, row);
  if (!begun) return { refused: fail('stale', say.raced({ code })).failure };
  const now: Approval = { ...approval, expiresAtMs, breakGlass: { reason, fromMs } };
  await soundAlarm(desk, now);
  return { begun: now };
}

/** The same again is no second message. */
export const soundAlarm = (desk: Desk, approval: Approval): Promise<void> =>
  notify(desk, { ...alarm(desk, approval), message: { blocks: alarmBlocks(desk, approval) } });

function alarmBlocks(desk: Desk, approval: Approval): readonly Block[] {
  const { code, plan, planHash, requester, breakGlass, askedAtMs } = approval;
  const readers = deciders(desk, approval);
  const hosts = { list: [...new Set(plan.steps.map(({ host }) => host))] };
  const reference = { steps: plan.steps.length, hosts, hash: shortHash(planHash), at: { atMs: askedAtMs } };
  const who = personName(desk.settings(), requester);
  const at = { atMs: breakGlass?.fromMs ?? desk.clock.now() };
  return [
    { type: 'text', mark: 'critical', text: say.alarm({ who, at, reason: outside(breakGlass?.reason ?? '') }) },
    { type: 'text', text: say.stop({ code }) },
    planHeading(plan),
    { type: 'text', text: say.plan(reference) },
    {
      type: 'buttons',
      buttons: [
        { label: say.deny(), command: `/deny ${code}`, style: 'danger', readers },
        { label: say.approve(), command: `/approve ${code}`, readers, inOwnName: true },
      ],
    },
  ];
}
