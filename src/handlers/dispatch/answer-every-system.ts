import { worst } from '../../actions/report.ts';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import type { Asked } from '../asked.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalOf } from '../gate/rights.ts';
import type { Answer } from '../message.ts';
import type { Request } from '../request.ts';
import { answerAsked } from './answer-asked.ts';

const say = texts('every-system', {
  none: { en: 'There is no system you may look at so.', zh: '没有你可以查看的系统。' },
});

/** Answers a query once per system the reader may see, at the same time, the worst first. */
export async function answerEverySystem(asked: Asked, request: Request): Promise<Answer> {
  const { command } = asked;
  const visible = request.desk
    .settings()
    .systems.map(({ id, environment }) => ({ ...asked, system: id, environment, input: withSystem(asked.input, id) }))
    .filter((one) => refusalOf(request, command.permission, one) === undefined);
  if (visible.length === 0) return failureAnswer(fail('denied', say.none(), { next: ['/whoami'] }).failure);
  const answers = await Promise.all(visible.map((one) => answerAsked(one, request)));
  const rank = (answer: Answer) => (answer.code === 'ok' ? answer.verdict : 'critical') ?? 'ok';
  const order = ['critical', 'warning', 'unknown', 'ok'];
  const sorted = answers.toSorted((a, b) => order.indexOf(rank(a)) - order.indexOf(rank(b)));
  return {
    code: sorted.find(({ code }) => code !== 'ok')?.code ?? 'ok',
    verdict: worst(sorted.map(rank)),
    message: { blocks: sorted.flatMap(({ message }) => message.blocks) },
  };
}

const withSystem = (input: unknown, system: string): unknown =>
  typeof input === 'object' && input !== null ? { ...input, system } : { system };
