import type { Declared } from '../../actions/action.ts';
import type { Environment } from '../../actions/plan.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { type ApprovalDecision, approvers, mayApprove, mayBreakGlass, mayDeny } from '../../auth/approval.ts';
import { type Denied, decideAll, decidePower } from '../../auth/decide.ts';
import { type Principal, personIdOf, principalKey } from '../../auth/principal.ts';
import { personName } from '../person-name.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';

const say = texts('rights', {
  denied: {
    en: 'You may not: it needs {permission}{where, select, none {} other { on {where}}}, and {why}. {ask}',
    zh: '你没有权限:需要{where, select, none {} other {在 {where} 上的}} {permission},{why}。{ask}',
  },
  ownPlan: {
    en: 'You asked for this yourself, and a second person must say yes. {ask}',
    zh: '此操作由你本人发起,需要另一个人审批。{ask}',
  },
  inAName: {
    en: "This session is root's, and root in somebody's name is not a second person. {ask}",
    zh: '当前会话由 root 代为登录,不算第二人,不能审批。{ask}',
  },
  nobody: { en: 'I do not know you', zh: '系统中没有你的身份' },
  'no-grant': { en: 'no grant of yours names it', zh: '你的授权中没有此项' },
  'other-systems': { en: 'your grant is for other systems', zh: '你的授权针对其他系统' },
  'other-environments': { en: 'your grant is for other environments', zh: '你的授权针对其他环境' },
  'other-input': { en: 'your grant is for other values', zh: '你的授权不含这些参数' },
  'outside-hours': { en: 'your grant does not hold at this hour', zh: '当前时段不在你的授权时间内' },
  'same-person': { en: 'a second person must say yes', zh: '需要另一个人审批' },
  assumed: { en: "root in somebody's name is not a second person", zh: 'root 代入的身份不算第二人' },
  unattended: {
    en: 'nobody is there to confirm it, and no grant says it may start unattended',
    zh: '无人在场确认,授权中也未允许无人值守执行',
  },
  'not-a-person': { en: 'only a person may say yes', zh: '只有人可以审批' },
  someMay: { en: '{people} may; ask them.', zh: '可以联系 {people}。' },
  nobodyMay: { en: 'Nobody may at present; ask an admin for a grant.', zh: '目前没有人有此权限,请联系管理员授权。' },
});

export interface Where {
  readonly system?: string;
  readonly environment?: Environment;
  readonly input?: unknown;
}

/** Every known person may talk to the bot: ask for help, say yes to an own plan. What is behind it decides for itself. */
export const talking = 'bot:talk';

const isTalk = (permission: string, principal: Principal): boolean =>
  permission === talking && principal.kind === 'person';

/** Why the asker (or, when another says yes, the one who had asked) may not do a thing; undefined when allowed. */
export const refusalOf = (
  request: Request,
  permission: string,
  where: Where,
  requester?: string,
): Failure | undefined => refusalOfCommand(request, { permission }, where, requester);

/** Why the bot's own principal may not start what a person would be asked to confirm. */
export function refusalUnattended(request: Request, permission: string, where: Where): Failure | undefined {
  const { desk, principal } = request;
  const { system, environment, input } = where;
  const question = { principal, permission, system, environment, input, atMs: desk.clock.now() };
  const decision = decidePower('unattended', question, desk.settings().policy);
  return decision.allowed ? undefined : denied(request, { ...decision, reason: 'unattended', ask: [] }, where);
}

/** What of a command decides who may run it. */
export interface Needs {
  readonly permission: string;
  readonly furtherPermissions?: Declared['furtherPermissions'];
}

/** The same for all that a command needs for this input. */
export function refusalOfCommand(
  request: Request,
  { furtherPermissions, permission }: Needs,
  where: Where,
  requester?: string,
): Failure | undefined {
  const { desk } = request;
  const { system, environment, input } = where;
  const principal = requester === undefined ? request.principal : principalOf(requester, request.principal);
  const [first, ...more] = [permission, ...(furtherPermissions?.(input) ?? [])].filter(
    (needed) => !isTalk(needed, principal),
  );
  if (first === undefined) return undefined;
  const question = { principal, system, environment, input, atMs: desk.clock.now() };
  const decision = decideAll({ ...question, permissions: [first, ...more] }, desk.settings().policy);
  return decision.allowed ? undefined : denied(request, decision, where);
}

/** Ids of the other people who may say yes now. */
export function approversOf(
  request: Request,
  permission: string,
  { system, environment, input }: Where,
): readonly string[] {
  const { desk, principal } = request;
  const except = principalKey(principal);
  return approvers({ permission, system, environment, input, except, atMs: desk.clock.now() }, desk.settings().policy);
}

/** Why the asker's yes, or no, does not count for this request. */
export function refusalToDecide(request: Request, approval: Approval, answer: 'yes' | 'no'): Failure | undefined {
  const { desk, principal } = request;
  const { permission, requester, plan } = approval;
  const { system, environment, input } = plan;
  const question = { approver: principal, requester, permission, system, environment, input, atMs: desk.clock.now() };
  const decision = (answer === 'yes' ? mayApprove : mayDeny)(question, desk.settings().policy);
  return decision.allowed ? undefined : denied(request, decision, plan);
}

/** Why the asker may not go ahead with this request without a second person. */
export function refusalToBreakGlass(
  { desk, principal, ...request }: Request,
  { permission, plan }: Pick<Approval, 'permission' | 'plan'>,
): Failure | undefined {
  const { system, environment, input } = plan;
  const question = { principal, permission, system, environment, input, atMs: desk.clock.now() };
  const decision = mayBreakGlass(question, desk.settings().policy);
  return decision.allowed ? undefined : denied({ ...request, desk, principal }, decision, plan);
}

function principalOf(key: string, asker: Principal): Principal {
  if (principalKey(asker) === key) return asker;
  const id = personIdOf(key);
  if (id !== undefined) return { kind: 'person', id, via: { platform: 'stored', id: key }, assumed: false };
  if (key.startsWith('api:')) return { kind: 'api', name: key.slice('api:'.length) };
  return { kind: key === 'alert' ? 'alert' : 'scheduler' };
}

type NotAllowed =
  | Denied
  | Exclude<ApprovalDecision, { allowed: true }>
  | (Omit<Denied, 'reason'> & { readonly reason: 'unattended' });

function denied(request: Request, decision: NotAllowed, where: Where): Failure {
  const { desk, principal } = request;
  // Whose name root took is not told to ask herself.
  const others = decision.ask.filter(
    (id) => decision.reason !== 'assumed' || id !== personIdOf(principalKey(principal)),
  );
  const names = others.map((id) => personName(desk.settings(), id));
  const ask: Text = names.length === 0 ? say.nobodyMay() : say.someMay({ people: { list: names, joined: 'or' } });
  const next = ['/whoami'];
  if (decision.reason === 'same-person') return fail('denied', say.ownPlan({ ask }), { next }).failure;
  if (decision.reason === 'assumed') return fail('denied', say.inAName({ ask }), { next }).failure;
  const words = {
    permission: outside(decision.permission),
    where: where.system === undefined ? 'none' : where.system,
    why: say[decision.reason](),
    ask,
  };
  return fail('denied', say.denied(words), { next }).failure;
}
