import type { Block } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { notify } from '../notices/notify.ts';
import { personName } from '../person-name.ts';
import { shortHash } from '../runs/plan-hash.ts';
import type { Approval } from '../store/approvals.ts';
import type { Reach } from './ask-second-person.ts';
import { planBlocks } from './plan-blocks.ts';

const say = texts('approval-request', {
  asks: { en: '{who} asks for a second person. Answer before {by}.', zh: '{who} 请求第二人审批,请在 {by} 前答复。' },
  how: {
    en: '{people} may approve, before {by}: /approve {code} or /deny {code} · plan hash {hash}',
    zh: '请 {people} 在 {by} 前审批:/批准 {code} 或 /拒绝 {code} · 方案指纹 {hash}',
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
});

const named = (desk: Desk, people: readonly string[]) => people.map((id) => personName(desk.settings(), id));

/** Who may say yes and how; the buttons for it. */
export function requestWords(
  desk: Desk,
  { people, code, expiresAtMs, hash }: { people: readonly string[]; code: string; expiresAtMs: number; hash: string },
): readonly [how: Block, buttons: Block] {
  const list = { list: named(desk, people), joined: 'or' as const };
  return [
    {
      type: 'text',
      text: say.how({ people: list, by: { atMs: expiresAtMs }, code, hash: shortHash(hash) }),
    },
    {
      type: 'buttons',
      buttons: [
        { label: say.go(), command: `/approve ${code}`, style: 'danger' },
        { label: say.deny(), command: `/deny ${code}` },
      ],
    },
  ];
}

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
        ...requestWords(desk, { people, code, expiresAtMs, hash: planHash }),
      ],
    },
  });
}
