import { endJobs } from '../../actions/jobs/jobs.ts';
import { jobOf } from '../../actions/jobs/run-job.ts';
import type { Plan } from '../../actions/plan.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';

const say = texts('end-work', {
  left: {
    en: 'Work of this step is still going on on {host} and could not be ended: {pids}',
    zh: '该步骤在 {host} 上的作业仍在运行,无法终止:{pids}',
  },
});

/**
 * Nothing is taken back from under a job that still works at it, and no lock is given up while it does: it is ended, and
 * that is looked at. Undefined when nothing of the step is at work any more.
 */
export async function endWork(
  desk: Desk,
  { planId, steps }: Plan,
  number: number,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const step = steps[number - 1];
  if (step === undefined || desk.stepKinds.get(step.kind)?.reattachable !== true) return undefined;
  const ended = await endJobs(desk.hosts, step.host, jobOf({ planId, step: number }), { signal });
  if (!ended.ok) return ended.failure;
  const pids = { list: ended.value.left.map(String) };
  if (pids.list.length === 0) return undefined;
  return fail('unknown-outcome', say.left({ host: outside(step.host), pids })).failure;
}
