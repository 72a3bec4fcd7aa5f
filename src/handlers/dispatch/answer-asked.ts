import { type Failure, fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Asked } from '../asked.ts';
import { entry } from '../audit/entry.ts';
import { answerChange } from '../changes/change.ts';
import { failureAnswer } from '../failure-answer.ts';
import { answerQuery } from '../gate/query.ts';
import { refusalOfCommand } from '../gate/rights.ts';
import { type Answer, keepable } from '../message.ts';
import { reportMessage } from '../messages.ts';
import { askPrivately } from '../private-input/ask-privately.ts';
import { missingSecret } from '../private-input/secret-words.ts';
import type { Request } from '../request.ts';
import type { AuditEntry } from '../store/audit-log.ts';

const say = texts('record', {
  unwritable: {
    en: 'Nothing was done: the record cannot be written ({why}).',
    zh: '未执行任何操作:无法写入记录({why})。',
  },
  unrecorded: {
    en: 'The record cannot be written at present; this answer is not in it.',
    zh: '当前无法写入记录,本次查询未被记录。',
  },
});

/** Decides before anything is asked or shown, keeps that it was asked, answers, and keeps how it ended. */
export async function answerAsked(asked: Asked, request: Request): Promise<Answer> {
  const { desk } = request;
  const about = aboutAsked(asked);
  const denied = refusalOfCommand(request, asked.command, asked);
  if (denied !== undefined) return refused(request, about, failureAnswer(denied));
  const missing = missingSecret(asked.command, asked.input);
  if (missing !== undefined) {
    const answer = await askPrivately(asked, missing, request);
    return answer.code === 'needs-input' ? answer : refused(request, about, answer);
  }
  if (asked.command.kind === 'change') {
    const answer = await answerChange({ ...asked, command: asked.command }, request);
    // A run or a request for a yes has rows of its own.
    return answer.runId === undefined && answer.approvalId === undefined ? refused(request, about, answer) : answer;
  }
  let opens: number | undefined;
  try {
    opens = await desk.store.audit.append(entry(request, 'command.opened', about));
  } catch (error) {
    desk.log('error', 'the audit log cannot be written', { error: String(error) });
    const harmless = asked.command.kind === 'query' || !asked.command.changesState;
    if (!harmless || !desk.settings().audit.readsWhenUnwritable) return failureAnswer(unwritable(error));
  }
  const answer = await answerRead(asked, request);
  if (opens === undefined) return flagged(answer);
  const row = entry(request, 'command.closed', { ...about, opens, outcome: answer.code });
  // Whoever posts the answer keeps it with the posting.
  const own = request.alongside === undefined ? { key: request.deliveryKey, answer: keepable(answer) } : undefined;
  const closed = desk.store.audit.close(row, own).then(
    () => undefined,
    (error: unknown) => desk.log('error', 'the end of a command could not be recorded', { error: String(error) }),
  );
  if (request.alongside === undefined) await closed;
  else request.alongside(closed);
  return answer;
}

async function answerRead(asked: Asked, request: Request): Promise<Answer> {
  const { command, input } = asked;
  if (command.kind === 'query') return answerQuery(command, input, request);
  if (command.kind !== 'command') throw new Error(`${command.name} only reads`);
  const said = await command.handle(input, request);
  if (!('ok' in said)) return said;
  if (!said.ok) return failureAnswer(said.failure);
  return { code: 'ok', verdict: said.value.verdict, message: reportMessage(said.value) };
}

/** Keeps that it was refused. A refusal that cannot be recorded is still a refusal. */
async function refused(request: Request, about: Partial<AuditEntry>, answer: Answer): Promise<Answer> {
  const event = answer.code === 'denied' ? 'command.denied' : 'command.refused';
  await request.desk.store.audit
    .append(entry(request, event, { ...about, outcome: answer.code }))
    .catch((error: unknown) => {
      request.desk.log('error', 'a refusal could not be recorded', { error: String(error) });
    });
  return answer;
}

const aboutAsked = ({ command, system, environment }: Asked): Partial<AuditEntry> => ({
  action: command.name,
  ...(system === undefined ? {} : { system }),
  ...(environment === undefined ? {} : { environment }),
});

const unwritable = (error: unknown): Failure =>
  fail('audit-unwritable', say.unwritable({ why: outside(error instanceof Error ? error.message : 'unknown') }))
    .failure;

const flagged = (answer: Answer): Answer => ({
  ...answer,
  message: { blocks: [{ type: 'text', mark: 'warning', text: say.unrecorded() }, ...answer.message.blocks] },
});
