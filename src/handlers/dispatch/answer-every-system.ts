import { worst } from '../../actions/report.ts';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import type { Asked } from '../asked.ts';
import { failureAnswer } from '../failure-answer.ts';
import { refusalOf } from '../gate/rights.ts';
import type { Answer, Message } from '../message.ts';
import type { Request } from '../request.ts';
import { answerAsked } from './answer-asked.ts';

const say = texts('every-system', {
  waited: { en: 'Still asking {systems} …', zh: '仍在询问 {systems} …' },
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
  const sorted = worstFirst(await answersOf(visible, request));
  return {
    code: sorted.find(({ code }) => code !== 'ok')?.code ?? 'ok',
    verdict: worst(sorted.map(rank)),
    message: { blocks: sorted.flatMap(({ message }) => message.blocks) },
  };
}

/** How long an answer waits for the others before it is shown without them. */
const togetherWithinMs = 1_500;

/** All answers; one silent host keeps nobody waiting for what the others said. */
async function answersOf(all: readonly (Asked & { readonly system: string })[], request: Request): Promise<Answer[]> {
  const ready: Answer[] = [];
  const waited = new Set(all.map(({ system }) => system));
  let late = false;
  const show = (): void => {
    if (late && ready.length > 0 && waited.size > 0) request.progress(soFar(ready, [...waited]));
  };
  const over = new AbortController();
  const patience = request.desk.clock.sleep(togetherWithinMs, over.signal).then(
    () => {
      late = true;
      show();
    },
    () => {}, // all were in time
  );
  try {
    return await Promise.all(
      all.map(async (one) => {
        const answer = await answerAsked(one, request);
        waited.delete(one.system);
        ready.push(answer);
        show();
        return answer;
      }),
    );
  } finally {
    over.abort();
    await patience;
  }
}

const rank = (answer: Answer) => (answer.code === 'ok' ? answer.verdict : 'critical') ?? 'ok';
const order = ['critical', 'warning', 'unknown', 'ok'];
const worstFirst = (answers: readonly Answer[]): readonly Answer[] =>
  answers.toSorted((a, b) => order.indexOf(rank(a)) - order.indexOf(rank(b)));

/** One silent host keeps nobody waiting for the others. */
const soFar = (answers: readonly Answer[], waited: readonly string[]): Message => ({
  blocks: [
    ...worstFirst(answers).flatMap(({ message }) => message.blocks),
    { type: 'text', text: say.waited({ systems: { list: waited } }) },
  ],
});

const withSystem = (input: unknown, system: string): unknown =>
  typeof input === 'object' && input !== null ? { ...input, system } : { system };
