import type { Block } from '../../actions/report.ts';
import { type Text, texts } from '../../actions/text.ts';
import { personIdOf } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import { nextBlocks } from '../messages.ts';
import { notify } from '../notices/notify.ts';
import { answerKey, post } from '../outbox/post.ts';
import { personName } from '../person-name.ts';
import type { Approval } from '../store/approvals.ts';
import { alarm } from './alarm.ts';
import { planHeading } from './plan-blocks.ts';
import { requestKey } from './request-words.ts';

const say = texts('outcome', {
  denied: { en: 'Denied by {by} at {at}. Nothing was done.', zh: '{by} 已于 {at} 拒绝,未执行任何操作。' },
  withdrawn: { en: 'Taken back by {by} at {at}. Nothing was done.', zh: '{by} 已于 {at} 撤回,未执行任何操作。' },
  expired: {
    en: 'Expired at {at} without an answer. Nothing was done.',
    zh: '已于 {at} 过期,无人答复,未执行任何操作。',
  },
  void: {
    en: 'No longer valid since {at}: what the plan rests on has changed. Nothing was done.',
    zh: '已于 {at} 失效:方案所依据的情况已变化,未执行任何操作。',
  },
});

/** What became of a request that nobody will use any more. */
export function closedMessage(
  desk: Desk,
  approval: Approval,
  to: 'denied' | 'withdrawn' | 'expired' | 'void',
  by: string,
): Message {
  const at = { atMs: to === 'expired' ? approval.expiresAtMs : desk.clock.now() };
  const text = say[to]({
    at,
    ...(to === 'denied' || to === 'withdrawn' ? { by: personName(desk.settings(), by) } : {}),
  });
  const again = to === 'expired' || to === 'void' ? nextBlocks([approval.command]) : [];
  return outcomeMessage(approval, text, again);
}

export const outcomeMessage = (approval: Approval, text: Text, more: readonly Block[] = []): Message => ({
  blocks: [{ type: 'text', text }, planHeading(approval.plan), ...more],
});

/**
 * Edits the request wherever it stands: where it was asked, with each who was told, and its alarm. Who asked where nothing
 * can be edited is written to. Never fails what it tells of.
 */
export async function showOutcome(desk: Desk, approval: Approval, message: Message, asked = message): Promise<void> {
  const { code, told = [], kind, requester } = approval;
  const shown = await showAsked(desk, approval, asked);
  await notify(desk, { key: requestKey(code), people: told, message }, { onlyEdit: true });
  if (approval.breakGlass !== undefined) await notify(desk, { ...alarm(desk, approval), message }, { onlyEdit: true });
  const person = personIdOf(requester);
  if (!shown && kind === 'approve' && person !== undefined)
    await notify(desk, { key: `asked:${code}`, people: [person], message: asked });
}

async function showAsked(desk: Desk, approval: Approval, message: Message): Promise<boolean> {
  const posting = askedPosting(approval);
  if (posting === undefined) return false;
  return post(desk, { ...posting, kind: 'final', message }, { onlyEdit: true }).catch((error: unknown) => {
    desk.log('error', 'the outcome of a request could not be kept', { code: approval.code, error: String(error) });
    return true;
  });
}

/** The message in which the request was shown to who asked. */
export function askedPosting({ delivery, conversation, requester }: Approval) {
  if (delivery === undefined) return undefined;
  const person = personIdOf(requester);
  return { key: answerKey(delivery), conversation, insist: true, ...(person === undefined ? {} : { person }) };
}
