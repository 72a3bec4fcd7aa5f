import type { Block, Button } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import { breakGlassRules } from '../../auth/approval.ts';
import { personIdOf } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { nextBlocks } from '../messages.ts';
import { notify } from '../notices/notify.ts';
import { personName } from '../person-name.ts';
import { shortHash } from '../plans/plan-hash.ts';
import type { Approval } from '../store/approvals.ts';
import type { Reach } from './ask-second-person.ts';
import { planBlocks } from './plan-blocks.ts';

const say = texts('approval-request', {
  asks: { en: '{who} asks for a second person. Answer before {by}.', zh: '{who} 请求第二人审批,请在 {by} 前答复。' },
  how: {
    en: '{people} may approve, before {by}: /approve {code} or /deny {code} · plan hash {hash}',
    zh: '请 {people} 在 {by} 前审批:/批准 {code} 或 /拒绝 {code} · 方案指纹 {hash}',
  },
  waits: {
    en: '{people} may approve, before {by} · plan hash {hash}',
    zh: '请等待 {people} 在 {by} 前审批 · 方案指纹 {hash}',
  },
  alone: {
    en: 'When nobody answers you may go ahead alone: with a reason, after {wait}, and everybody is told.',
    zh: '无人答复时可紧急执行:须说明原因,{wait}后执行,并通知所有相关人。',
  },
  told: { en: 'Told: {people}.', zh: '已通知:{people}。' },
  byTheBot: { en: 'The bot tells {people}.', zh: '由机器人通知:{people}。' },
  notTold: {
    en: 'Not told, I cannot write to them: {people}. Pass the code on.',
    zh: '无法通知 {people},请自行转告编号。',
  },
  nobody: { en: 'Nobody was told: pass the code on.', zh: '尚未通知任何人,请自行转告。' },
  go: { en: 'Approve', zh: '批准' },
  deny: { en: 'Deny', zh: '拒绝' },
  takeBack: { en: 'Take back', zh: '撤回' },
});

const named = (desk: Desk, people: readonly string[]) => people.map((id) => personName(desk.settings(), id));

interface Requested {
  /** Ids of those who may say yes. */
  readonly people: readonly string[];
  /** `principalKey` of who asked, who may take it back. */
  readonly requester: string;
  readonly code: string;
  readonly expiresAtMs: number;
  readonly hash: string;
}

/** Who may say yes and how; the buttons for it. */
export function requestWords(desk: Desk, requested: Requested): readonly [how: Block, buttons: Block] {
  const { people, requester, code } = requested;
  const decline = [...people, personIdOf(requester) ?? requester];
  return [
    { type: 'text', text: say.how({ ...params(desk, requested), code }) },
    {
      type: 'buttons',
      buttons: [
        { label: say.go(), command: `/approve ${code}`, style: 'danger', readers: people, inOwnName: true },
        { label: say.deny(), command: `/deny ${code}`, readers: decline },
      ],
    },
  ];
}

/** The same where only who asked reads it, who may say no such yes. `alone`: may go ahead with break-glass. */
export function ownRequestWords(desk: Desk, requested: Requested, alone: boolean): readonly [how: Block, ...Block[]] {
  const { code } = requested;
  const wait = { durationMs: breakGlassRules.waitMs };
  return [
    { type: 'text', text: say.waits(params(desk, requested)) },
    ...(alone ? [{ type: 'text' as const, text: say.alone({ wait }) }] : []),
    { type: 'buttons', buttons: [takeBack(code)] },
    ...(alone ? nextBlocks([`/breakglass ${code} "why"`]) : []),
  ];
}

export const takeBack = (code: string): Button => ({ label: say.takeBack(), command: `/deny ${code}` });

const params = (desk: Desk, { people, expiresAtMs, hash }: Requested) => ({
  people: { list: named(desk, people), joined: 'or' as const },
  by: { atMs: expiresAtMs },
  hash: shortHash(hash),
});

/** Who was told, as it is. */
export function toldWords(desk: Desk, { told, notTold, byTheBot }: Reach): readonly Block[] {
  if (told.length === 0) return [{ type: 'text', text: say.nobody() }];
  const words = (byTheBot ? say.byTheBot : say.told)({ people: { list: named(desk, told) } });
  return [
    { type: 'text', text: words },
    ...(notTold.length === 0
      ? []
      : [{ type: 'text' as const, text: say.notTold({ people: { list: named(desk, notTold) } }) }]),
  ];
}

/** The notice that carries a request to those who may say yes; the same again is no second message. */
export const requestKey = (code: string): string => `approval:${code}`;

export function tellApprovers(desk: Desk, approval: Approval, people: readonly string[]): Promise<void> {
  const { plan, planHash, requester, code, expiresAtMs, told = [] } = approval;
  const who = personName(desk.settings(), requester);
  return notify(desk, {
    key: requestKey(code),
    people: told,
    message: {
      blocks: [
        { type: 'text', mark: 'warning', text: say.asks({ who, by: { atMs: expiresAtMs } }) },
        ...planBlocks(desk, plan),
        ...requestWords(desk, { people, requester, code, expiresAtMs, hash: planHash }),
      ],
    },
  });
}
