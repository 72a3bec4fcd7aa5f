import { fail } from '../../actions/result.ts';
import { type Text, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import type { Asked } from '../asked.ts';
import { entry } from '../audit/entry.ts';
import { draftPlan } from '../changes/change.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer, Message } from '../message.ts';
import { answerKey, post } from '../outbox/post.ts';
import type { Request } from '../request.ts';
import { laneOf } from '../store/outbox.ts';
import type { Wanted } from '../store/sealed.ts';

const say = texts('ask-privately', {
  here: {
    en: 'Give {label} here before {by}. It is not shown, not kept in the history, and gone from me after the run.',
    zh: '请在 {by} 前于此处输入{label}。内容不显示、不进历史,运行结束后即删除。',
  },
  elsewhere: {
    en: 'I asked you for it privately ({platforms}). Never type it in a chat.',
    zh: '已在私聊中向你索取({platforms}),请勿在聊天中直接输入。',
  },
  nowhere: {
    en: 'This needs a secret, and I have no place to take it unseen here. Sign in to the page with /login and ask there, or use zhiban run with --secret-file.',
    zh: '此操作需要密钥,但此处无法私密输入。请用 /登录 打开网页后再试,或使用 zhiban run --secret-file。',
  },
  person: { en: 'Only a person can give a secret.', zh: '只有人可以提供密钥。' },
});

const giveWithinMs = 10 * 60_000;

/** The name of a value that is not there yet. */
const newRef = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Asks the one who wants something for a value that must not be typed: where it stands when nobody else reads there,
 * else in a place of their own. Nothing is asked for when the rest could not be done anyway.
 */
export async function askPrivately(
  asked: Asked,
  { field, label }: { readonly field: string; readonly label: Text },
  request: Request,
): Promise<Answer> {
  const { desk, principal } = request;
  if (principal.kind !== 'person') return failureAnswer(fail('denied', say.person()).failure);
  const ref = newRef();
  const input = { ...(asked.input as Readonly<Record<string, unknown>>) }; // every input is an object of fields
  if (asked.command.kind === 'change') {
    const drafted = await draftPlan(
      { ...asked, command: asked.command, input: { ...input, [field]: { secret: ref } } },
      request,
    );
    if (!drafted.ok) return failureAnswer(drafted.failure);
  }
  const place = placeFor(request, principal.id, ref);
  if (place === undefined) return failureAnswer(fail('bad-input', say.nowhere(), { next: ['/login'] }).failure);
  const askedAtMs = desk.clock.now();
  const { system, environment } = asked;
  const wanted: Wanted = {
    ref,
    requester: principalKey(principal),
    action: asked.command.name,
    command: request.text,
    input,
    field,
    ...(system === undefined ? {} : { system }),
    ...(environment === undefined ? {} : { environment }),
    postings: place.postings,
    askedAtMs,
    expiresAtMs: askedAtMs + giveWithinMs,
  };
  await desk.store.sealed.ask(wanted);
  await desk.store.audit.append(
    entry(request, 'secret.asked', { action: wanted.action, ...(system === undefined ? {} : { system }) }),
  );
  const message: Message = {
    blocks: [
      { type: 'text', text: say.here({ label, by: { atMs: wanted.expiresAtMs } }) },
      { type: 'private-input', label, ref },
    ],
  };
  if (place.here) return { code: 'needs-input', message };
  for (const posting of place.postings)
    await post(desk, { ...posting, person: principal.id, insist: true, kind: 'final', message });
  const platforms = { list: place.postings.map(({ conversation }) => conversation.platform), joined: 'or' as const };
  return { code: 'needs-input', message: { blocks: [{ type: 'text', text: say.elsewhere({ platforms }) }] } };
}

interface Place {
  readonly here: boolean;
  readonly postings: Wanted['postings'];
}

function placeFor(request: Request, personId: string, ref: string): Place | undefined {
  const { desk, conversation, deliveryKey } = request;
  if (request.private && request.takesInput === true)
    return { here: true, postings: [{ key: answerKey(deliveryKey), conversation }] };
  const elsewhere = desk.inputPlaces?.(personId) ?? [];
  const postings = elsewhere.map((place) => ({ key: `private-input:${ref}:${laneOf(place)}`, conversation: place }));
  return postings.length === 0 ? undefined : { here: false, postings };
}
