import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { identify } from '../../auth/identify.ts';
import type { Desk } from '../desk.ts';
import { clean } from '../dispatch/clean.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import { answerKey, post } from '../outbox/post.ts';
import { stoppedRun } from '../recovery/interrupted.ts';
import type { Delivery } from '../store/deliveries.ts';
import type { Run } from '../store/runs.ts';

const say = texts('recover', {
  restarted: {
    en: 'I was restarted while I worked on this. No run was started by it; look, then send it again if you still want it.',
    zh: '处理这条命令时程序重启了,没有启动任何运行。请先查看现状,需要时重新发送。',
  },
  ended: {
    en: 'I was restarted before I could answer. Run {id} ({summary}) has ended; its record says how.',
    zh: '程序在答复之前重启了。运行 {id}({summary})已结束,结果见运行记录。',
  },
});

/** A platform sends again what was not acknowledged; until then nobody is told that it came to nothing. */
const sentAgainWithinMs = 60_000;
const atOnce = 200;

/** Puts into the outbox what a process that died still owed: the answer it had, or what became of the run. */
export async function recoverAnswers(desk: Desk, sinceStartMs: number): Promise<void> {
  for (const delivery of await desk.store.deliveries.owed({ nowMs: desk.clock.now(), limit: atOnce })) {
    const answer = delivery.answer ?? (await answerNow(desk, delivery, sinceStartMs));
    if (answer === undefined) continue;
    const [platform = '', ...id] = delivery.sender.split(':');
    const person = identify({ platform, id: id.join(':') }, desk.settings().policy);
    await post(
      desk,
      {
        key: answerKey(delivery.key),
        conversation: delivery.conversation,
        ...(person === undefined ? {} : { person: person.id }),
        kind: 'final',
        insist: person !== undefined,
        message: answer.message,
      },
      { answers: { key: delivery.key, answer } },
    );
  }
}

async function answerNow(desk: Desk, delivery: Delivery, sinceStartMs: number): Promise<Answer | undefined> {
  const run = await desk.store.runs.ofDelivery(delivery.key);
  if (run === undefined) {
    // In a room the bot was mentioned, and a command needs no slash.
    const typed = clean(delivery.text);
    const next = typed === '' ? [] : [typed.startsWith('/') ? typed : `/${typed}`];
    return sinceStartMs < sentAgainWithinMs
      ? undefined
      : failureAnswer(fail('unknown-outcome', say.restarted(), { next }).failure);
  }
  if (run.state === 'running' || desk.takingUp.has(run.runId)) return undefined;
  // Whoever looks after it tells, once it is known whether it goes on.
  if (run.state === 'interrupted' && (await isLeftBehind(desk, run))) return undefined;
  return run.state === 'interrupted' || run.state === 'undo-failed' ? stoppedRun(run) : ended(run);
}

const isLeftBehind = async (desk: Desk, { runId }: Run): Promise<boolean> =>
  (await desk.store.runs.leftBehind()).some((left) => left.runId === runId);

const ended = ({ runId, plan, planHash }: Run): Answer => ({
  ...failureAnswer(
    fail('unknown-outcome', say.ended({ id: String(runId), summary: plan.summary }), { next: [`/run ${runId}`] })
      .failure,
  ),
  runId,
  planHash,
});
