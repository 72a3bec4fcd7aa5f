import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { failureAnswer } from '../failure-answer.ts';
import { freezesToldTo, frozenBlock } from '../gate/freeze-check.ts';
import { languageFor } from '../language/language-for.ts';
import { type Answer, type IncomingMessage, keepable, type Message } from '../message.ts';
import type { Request } from '../request.ts';
import { understand } from './understand.ts';
import { withoutSecrets } from './without-secrets.ts';

const say = texts('receive', {
  working: { en: 'This was sent before; I am still working on it.', zh: '这条命令已收到,正在处理。' },
  notKept: {
    en: 'Nothing was done: what you sent could not be kept ({why}). Send it again.',
    zh: '未执行任何操作:消息无法保存({why}),请重新发送。',
  },
  bug: {
    en: 'Something went wrong in me. Reference {reference}; an admin finds it in the log.',
    zh: '内部错误,编号 {reference},管理员可在日志中查找。',
  },
});

/** A message as a platform hands it in, with what only the platform knows. */
export interface Arrival {
  readonly message: IncomingMessage;
  /** Undefined when the sender's id is nobody's. */
  readonly principal: Principal | undefined;
  /** The requester's own yes came with it (`--yes`). */
  readonly confirmed: boolean;
  /** The answer is to be posted: it is owed until it is in the outbox. */
  readonly owed?: boolean;
  readonly progress: (message: Message) => void;
  readonly signal: AbortSignal;
}

export interface Received {
  /** False when this delivery was seen before and nothing is done for it now. */
  readonly fresh: boolean;
  /** False when it could not be kept: the answer says so, or comes all the same where reads may go unrecorded. */
  readonly kept: boolean;
  /** It was seen before and is still being worked on. */
  readonly working: boolean;
  readonly answer: Promise<Answer>;
  /** Of an owed answer, once it came: resolves when all that is written beside it is. Never rejects. */
  readonly recorded?: () => Promise<void>;
}

/**
 * The one way in. Resolves once the message is durably kept, which is when a platform may acknowledge it; the answer
 * follows. Rejects only when the message could not be kept and was not answered: then it must not be acknowledged.
 */
export async function receive(desk: Desk, arrival: Arrival): Promise<Received> {
  const { message } = arrival;
  const typed = message.given === undefined ? await withoutSecrets(desk, message.text, arrival.principal) : '';
  try {
    const accepted = await desk.store.deliveries.accept({
      key: message.deliveryKey,
      atMs: desk.clock.now(),
      conversation: message.conversation,
      sender: `${message.sender.platform}:${message.sender.id}`,
      text: typed,
      owner: desk.instance,
      ...(arrival.owed === true ? { owed: true } : {}),
    });
    if (accepted.state === 'seen') {
      const answer = Promise.resolve(accepted.answer ?? stillWorking());
      return { fresh: false, kept: true, working: accepted.answer === undefined, answer };
    }
  } catch (error) {
    desk.log('error', 'a message could not be kept', { error: String(error) });
    const why = outside(error instanceof Error ? error.message : 'unknown');
    if (!desk.settings().audit.readsWhenUnwritable) {
      return {
        fresh: true,
        kept: false,
        working: false,
        answer: Promise.resolve(failureAnswer(fail('audit-unwritable', say.notKept({ why })).failure)),
      };
    }
    return { fresh: true, kept: false, working: false, answer: answerOf(desk, arrival, typed) };
  }
  if (arrival.owed !== true) return { fresh: true, kept: true, working: false, answer: answerOf(desk, arrival, typed) };
  const beside: Promise<void>[] = [];
  const answer = answerOf(desk, arrival, typed, (written) => beside.push(written));
  return { fresh: true, kept: true, working: false, answer, recorded: async () => void (await Promise.all(beside)) };
}

const stillWorking = (): Answer => ({ code: 'ok', message: { blocks: [{ type: 'text', text: say.working() }] } });

/** `alongside`: whoever posts the answer keeps it as well. */
async function answerOf(
  desk: Desk,
  arrival: Arrival,
  typed: string,
  alongside?: Request['alongside'],
): Promise<Answer> {
  const { message, principal } = arrival;
  const request: Omit<Request, 'principal'> = {
    desk,
    conversation: message.conversation,
    private: message.private,
    ...(message.takesInput === true ? { takesInput: true as const } : {}),
    text: typed,
    deliveryKey: message.deliveryKey,
    language: languageFor(desk.settings(), message.conversation, principal),
    confirmed: arrival.confirmed,
    progress: arrival.progress,
    signal: arrival.signal,
    ...(alongside === undefined ? {} : { alongside }),
  };
  const said = await understand(request, principal, message).catch((error: unknown) => {
    const reference = crypto.randomUUID().slice(0, 8);
    desk.log('error', 'a bug', {
      reference,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return failureAnswer(fail('internal', say.bug({ reference })).failure);
  });
  const answer = await underFreeze(desk, principal, said);
  if (alongside !== undefined) return answer;
  await desk.store.deliveries.answered(message.deliveryKey, keepable(answer)).catch((error: unknown) => {
    desk.log('warn', 'an answer could not be kept for a repeated delivery', { error: String(error) });
  });
  return answer;
}

/** That changes are frozen stands above every answer that does not say so itself, so that nobody wonders. */
async function underFreeze(desk: Desk, principal: Principal | undefined, answer: Answer): Promise<Answer> {
  if (answer.code === 'frozen') return answer;
  const freezes = await freezesToldTo(desk, principal).catch(() => []);
  const said = new Set(answer.message.blocks.map((block) => JSON.stringify(block)));
  const banner = freezes.map((freeze) => frozenBlock(desk, freeze)).filter((block) => !said.has(JSON.stringify(block)));
  return banner.length === 0 ? answer : { ...answer, message: { blocks: [...banner, ...answer.message.blocks] } };
}
