import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { personIdOf } from '../../auth/principal.ts';
import { showOutcome } from '../approvals/show-outcome.ts';
import type { Desk } from '../desk.ts';
import { failureAnswer } from '../failure-answer.ts';
import type { Answer } from '../message.ts';
import { notify } from '../notices/notify.ts';
import { answerKey, post } from '../outbox/post.ts';
import type { Run } from '../store/runs.ts';

const say = texts('interrupted', {
  line: {
    en: 'Run {id} ({summary}, {system}) was interrupted: the process that worked on it is gone. Its locks are kept until you decide.',
    zh: '运行 {id}({summary},{system})已中断:执行它的进程已退出。在你决定之前锁保持占用。',
  },
});

/** One line with what can be done about a run that stopped. */
export function stoppedRun({ runId, plan, planHash }: Run): Answer {
  const id = String(runId);
  const words = say.line({ id, summary: plan.summary, system: plan.system });
  const next = [`/resume ${id}`, `/undo ${id}`, `/run ${id}`];
  return { ...failureAnswer(fail('unknown-outcome', words, { next }).failure), runId, planHash };
}

/** Says it where the run was asked for, else to whom asked for it. */
export async function tellInterrupted(desk: Desk, runs: readonly Run[]): Promise<void> {
  for (const run of runs) {
    const answer = stoppedRun(run);
    const approval = await desk.store.approvals.get(run.plan.planId);
    await tellOfRun(desk, run, answer, approval !== undefined);
    if (approval !== undefined) await showOutcome(desk, approval, answer.message);
  }
}

/** Answers what a run was asked with; who reads no answer there is written to, unless told already. */
export async function tellOfRun(desk: Desk, run: Run, answer: Answer, toldAlready = false): Promise<void> {
  const person = personIdOf(run.requester);
  const told = await answerDelivery(desk, run, person, answer).catch((error: unknown) => {
    desk.log('error', 'what became of a run could not be told', { runId: run.runId, error: String(error) });
    return false;
  });
  if (told || toldAlready || person === undefined) return;
  await notify(desk, {
    key: `interrupted:${run.runId}:${desk.clock.now()}`,
    people: [person],
    message: answer.message,
  });
}

function answerDelivery(desk: Desk, run: Run, person: string | undefined, answer: Answer): Promise<boolean> {
  if (run.delivery === undefined) return Promise.resolve(false);
  return post(
    desk,
    {
      key: answerKey(run.delivery),
      conversation: run.conversation,
      ...(person === undefined ? {} : { person }),
      kind: 'final',
      insist: true,
      message: answer.message,
    },
    { answers: { key: run.delivery, answer } },
  );
}
