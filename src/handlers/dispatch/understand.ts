import { type Failure, fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Principal } from '../../auth/principal.ts';
import { entry } from '../audit/entry.ts';
import type { Desk } from '../desk.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer, IncomingMessage } from '../message.ts';
import { takesSecret } from '../private-input/secret-words.ts';
import type { Request } from '../request.ts';
import { answerAsked } from './answer-asked.ts';
import { answerEverySystem } from './answer-every-system.ts';
import { parseFor } from './parse-for.ts';
import { takeGiven } from './take-given.ts';

const say = texts('understand', {
  stranger: {
    en: 'You are {who} and I do not know you. Ask an admin to add you.',
    zh: '你是 {who},系统中没有你的身份,请联系管理员添加。',
  },
  tooMany: {
    en: 'More than {limit} commands within a minute. Ask again in {wait}.',
    zh: '一分钟内超过 {limit} 条命令,请在 {wait}后重试。',
  },
  secret: {
    en: 'That looked like a secret, so it was not kept and nothing was done. If it was one, others may have read it: rotate it now.',
    zh: '消息中似乎含有密钥,未保存也未执行。如果确实是密钥,他人可能已经看到,请立即更换。',
  },
});

const strangerEveryMs = 3_600_000;

/** From words to an answer: who, how often, what, may they. */
export async function understand(
  request: Omit<Request, 'principal'>,
  principal: Principal | undefined,
  message: IncomingMessage,
): Promise<Answer> {
  const { desk } = request;
  const sender = `${message.sender.platform}:${message.sender.id}`;
  const { commandsPerMinute } = desk.settings().limits;
  const sinceMs = desk.clock.now() - 60_000;
  const senders = sendersOf(request, sender, principal);
  const recent = await desk.store.deliveries.countSince(senders, sinceMs).catch(() => 0);
  if (recent > commandsPerMinute) {
    const wait = { durationMs: await waitOf(desk, senders, sinceMs) };
    return failureAnswer(fail('rate-limited', say.tooMany({ limit: commandsPerMinute, wait })).failure);
  }
  if (principal === undefined) {
    await recordStranger(request, sender);
    return failureAnswer(fail('denied', say.stranger({ who: outside(sender) })).failure);
  }
  const known: Request = { ...request, principal };
  if (message.given !== undefined) return takeGiven(known, message.given);
  if (request.text !== message.text)
    return refused(known, fail('bad-input', say.secret(), { next: withoutSecret(known) }).failure);
  const parsed = parseFor(known, message.text);
  if (!parsed.ok) return refused(known, parsed.failure);
  return parsed.value.fanOut ? answerEverySystem(parsed.value, known) : answerAsked(parsed.value, known);
}

/** How long until one more is answered: few looks, for who asks too much is to cost little. */
async function waitOf(desk: Desk, senders: readonly string[], sinceMs: number): Promise<number> {
  for (const waitMs of [5_000, 15_000, 30_000]) {
    const left = await desk.store.deliveries.countSince(senders, sinceMs + waitMs).catch(() => Number.NaN);
    if (left < desk.settings().limits.commandsPerMinute) return waitMs;
  }
  return 60_000;
}

/** That somebody unknown was turned away, once an hour each: not their words, and not as often as they like. */
async function recordStranger({ desk }: Pick<Request, 'desk'>, sender: string): Promise<void> {
  const atMs = desk.clock.now();
  const principal = `stranger:${sender}`;
  try {
    const [newest] = await desk.store.audit.list({ limit: 1, principal });
    if (newest !== undefined && atMs - newest.atMs < strangerEveryMs) return;
    const row = { atMs, principal, via: sender, event: 'command.denied', outcome: 'denied' };
    await desk.store.audit.append({ ...row, configuration: desk.settings().version });
  } catch (error) {
    desk.log('error', 'that a stranger was turned away could not be recorded', { error: String(error) });
  }
}

/** Of a command that asks for its secret privately, the command without it. */
function withoutSecret(request: Request): readonly string[] {
  const rest = request.text.replaceAll(/\s*\S*\[masked[^\]]*\]\S*/g, '');
  const parsed = parseFor(request, rest);
  return parsed.ok && takesSecret(parsed.value.command) ? [rest] : [];
}

/** All that are one person: who has three chats may not ask three times as much. */
function sendersOf(
  { desk }: Pick<Request, 'desk'>,
  sender: string,
  principal: Principal | undefined,
): readonly string[] {
  const { people } = desk.settings().policy;
  const person = principal?.kind === 'person' && Object.hasOwn(people, principal.id) ? people[principal.id] : undefined;
  if (principal?.kind !== 'person' || person === undefined) return [sender];
  const chats = Object.entries(person.chat).flatMap(([platform, ids]) => ids.map((id) => `${platform}:${id}`));
  const own = ['web', 'terminal'].map((platform) => `${platform}:${principal.id}`);
  return [...new Set([sender, ...chats, ...person.osUsers.map((user) => `os:${user}`), ...own])];
}

/** What was not understood is kept in the record too; it needs no durable row before it, for nothing is done. */
async function refused(request: Request, failure: Failure): Promise<Answer> {
  const row = entry(request, 'command.refused', { outcome: failure.code });
  await request.desk.store.audit.append(row).catch((error: unknown) => {
    request.desk.log('error', 'a refusal could not be recorded', { error: String(error) });
  });
  return failureAnswer(failure);
}
