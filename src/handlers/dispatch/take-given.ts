import { fail } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import type { Asked } from '../asked.ts';
import { entry } from '../audit/entry.ts';
import type { Desk } from '../desk.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer, Given, Message } from '../message.ts';
import { post } from '../outbox/post.ts';
import { askPrivately } from '../private-input/ask-privately.ts';
import { missingSecret } from '../private-input/secret-words.ts';
import type { Request } from '../request.ts';
import type { Wanted } from '../store/sealed.ts';
import { answerAsked } from './answer-asked.ts';

const say = texts('take-given', {
  gone: {
    en: 'Nobody asks you for this any more; nothing was kept. Give the command again.',
    zh: '已不再需要此输入,内容未保存。请重新发送命令。',
  },
  unfit: {
    en: 'This cannot be a key: {least} to {most} characters, only letters, digits and {signs}, of small letters, capitals and digits at least two, and no word of the configuration. Nothing was kept.',
    zh: '内容不符合要求:{least} 到 {most} 个字符,只能含字母、数字和 {signs},小写字母、大写字母、数字至少含两类,且不能是配置中的词。内容未保存。',
  },
  again: { en: 'That could not be a key; you are asked again below.', zh: '内容不符合要求,请见下方的新输入框。' },
  taken: { en: 'Given, and kept sealed until the run has ended.', zh: '已收到,加密保存至运行结束。' },
});

/** A value longer than an hour old is gone, whatever became of its run. */
const sealedForMs = 3_600_000;
const length = { least: 8, most: 4_096 };
const signs = outside('. _ ~ + / = : @ % , ! ^ -');
/** What stands for itself in every dotenv library and in a shell that reads the env file, where `;` or `|` would begin a command. */
const fit = /^(?!.*(?:^|:)~)[\w.~+/=:@%,!^-]+$/;

/**
 * What the bot itself may write: an id, a name, a path of the configuration, an event, a date. A value that was given is masked
 * everywhere, so that with one of these somebody would take a name out of what is shown and kept, or stop every plan that holds it.
 */
function isOurWord({ settings }: Request['desk'], value: string): boolean {
  if ([/[a-z]/, /[A-Z]/, /\d/].filter((letters) => letters.test(value)).length < 2) return true;
  const ours = `${JSON.stringify(settings())} person api scheduler alert`.toLowerCase();
  const words = value.toLowerCase().split(/[^a-z0-9]+/);
  return words.every((word) => ours.includes(word));
}

/** Seals a value somebody was asked for, and goes on with what they had wanted. The value is in nothing that is kept or shown. */
export async function takeGiven(request: Request, { ref, value: typed }: Given): Promise<Answer> {
  const { desk, principal } = request;
  const { sealed } = desk.store;
  const atMs = desk.clock.now();
  const wanted = await sealed.wanted(ref);
  const command = desk.commands.find(({ name }) => name === wanted?.action);
  if (wanted === undefined || command === undefined || wanted.requester !== principalKey(principal))
    return failureAnswer(fail('stale', say.gone()).failure);
  const { field, input, system, environment, action } = wanted;
  const ofWhat = { ...(system === undefined ? {} : { system }), ...(environment === undefined ? {} : { environment }) };
  const wanting: Request = { ...request, text: wanted.command };
  const value = typed.replace(/\r?\n$/, '');
  if (value.length < length.least || value.length > length.most || !fit.test(value) || isOurWord(desk, value))
    return askAgain({ command, input, ...ofWhat }, wanted, wanting);
  if (!(await sealed.give(ref, value, atMs, atMs + sealedForMs))) {
    await closeQuestion(desk, wanted, say.gone());
    return failureAnswer(fail('stale', say.gone(), { next: [wanted.command] }).failure);
  }
  const forWhat = { action, ...(system === undefined ? {} : { system }) };
  await desk.store.audit.append(entry(wanting, 'secret.given', forWhat));
  await closeQuestion(desk, wanted, say.taken());
  const complete = command.input.parse({ ...input, [field]: { secret: ref } });
  const answer = await answerAsked({ command, input: complete, ...ofWhat }, wanting);
  const isWaiting = answer.approvalId !== undefined || answer.code === 'needs-input';
  if (answer.runId === undefined && !isWaiting) await sealed.drop([ref]);
  return answer;
}

/** What showed the question takes no answer any more. */
async function closeQuestion(desk: Desk, { postings }: Wanted, text: Text): Promise<void> {
  const message: Message = { blocks: [{ type: 'text', text }] };
  for (const posting of postings)
    await post(desk, { ...posting, insist: false, kind: 'final', message }, { onlyEdit: true });
}

/** A new question in place of the one that was answered with something else, where it can be given unseen. */
async function askAgain(asked: Asked, wanted: Wanted, request: Request): Promise<Answer> {
  const unfit = failureAnswer(fail('bad-input', say.unfit({ ...length, signs })).failure);
  const missing = missingSecret(asked.command, asked.input);
  if (request.takesInput !== true || missing === undefined) return unfit;
  await request.desk.store.sealed.drop([wanted.ref]);
  await closeQuestion(request.desk, wanted, say.again());
  const again = await askPrivately(asked, missing, request);
  return { ...again, code: unfit.code, message: { blocks: [...unfit.message.blocks, ...again.message.blocks] } };
}
