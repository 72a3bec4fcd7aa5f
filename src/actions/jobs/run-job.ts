import type { Argv, Exec, ExecOptions, Hosts } from '../ports.ts';
import { type Failure, fail, ok, type Result } from '../result.ts';
import type { StepContext } from '../step.ts';
import { outside, texts } from '../text.ts';
import { endJobs, type Job, type JobOrder, lookAtJob, startJob } from './jobs.ts';

const say = texts('run-job', {
  soFar: { en: '{bytes} so far', zh: '已完成 {bytes}' },
  away: {
    en: '{host} cannot be reached; the work goes on there, I try again',
    zh: '{host} 暂时无法连接,作业仍在主机上运行,正在重试',
  },
  lost: {
    en: 'The work on {host} was broken off: its processes are gone and nobody wrote down how it ended, as after a reboot',
    zh: '{host} 上的作业已中断:进程已消失且没有结束记录,可能主机重启过',
  },
  cancelled: { en: 'Ended on {host}: no process of it is left', zh: '已在 {host} 上终止,没有残留进程' },
  timedOut: { en: 'Not through after {limit}; ended on {host}', zh: '{limit} 内未完成,已在 {host} 上终止' },
  left: {
    en: 'Told to end on {host}, and still there: {pids}',
    zh: '已要求在 {host} 上终止,但进程仍在:{pids}',
  },
  unseen: {
    en: '{host} cannot be reached: the work may go on there until its limit of {limit}',
    zh: '{host} 无法连接:作业可能继续运行,直到 {limit} 的上限',
  },
});

/** A short job is waited for within the round trip that starts it. */
const firstWaitMs = 3_000;
const lookEveryMs = 2_000;
const endingMs = 25_000;

type Surroundings = Pick<StepContext, 'hosts' | 'host' | 'planId' | 'step' | 'signal' | 'progress' | 'sleep'>;

/** The id of a step's jobs: by plan and step, so that whoever goes on with the run finds them. */
export const jobOf = ({ planId, step }: Pick<StepContext, 'planId' | 'step'>, part?: string): string =>
  `${planId}.${step}${part === undefined ? '' : `.${part}`}`;

/** What a step needs to run a command as a job instead: the same call, another life. */
export const jobsOf = (
  context: Surroundings,
  more: { readonly part?: string; readonly watched?: string } = {},
): Pick<Hosts, 'exec'> => ({
  exec: (_host, argv, options) => runJob(argv, context, { ...more, ...options }),
});

/**
 * Runs a command as a job of the step and follows it to its end, through lost connections and restarts of this process:
 * a step performed again finds the job of its first time. Cancelled, or out of time, it is ended on the host, and that is
 * looked at.
 */
export async function runJob(
  argv: Argv,
  context: Surroundings,
  {
    part,
    watched,
    timeoutMs,
    stdin,
  }: Pick<ExecOptions, 'timeoutMs' | 'stdin'> & { readonly part?: string; readonly watched?: string },
): Promise<Result<Exec>> {
  const { hosts, host, signal } = context;
  const order: JobOrder = {
    id: jobOf(context, part),
    argv,
    limitMs: timeoutMs,
    ...(watched === undefined ? {} : { watched }),
    ...(stdin === undefined ? {} : { stdin }),
  };
  let begun = false;
  let asked = false;
  for (;;) {
    if (signal.aborted) return endedBy(order, context);
    const found = begun
      ? await lookAtJob(hosts, host, order, { signal, waitMs: lookEveryMs })
      : await startJob(hosts, host, order, { signal, waitMs: firstWaitMs, oursMaybe: asked });
    asked = true;
    if (found.ok) {
      const settled = resultOf(found.value, order, host);
      if (settled !== undefined) return settled;
      begun = true;
      if (found.value.bytes !== undefined) context.progress(say.soFar({ bytes: { bytes: found.value.bytes } }));
      continue;
    }
    if (signal.aborted) return endedBy(order, context);
    // Never started, or nothing that time will mend.
    if (!begun && ['unreachable', 'not-found'].includes(found.failure.code)) return found;
    if (!passing.includes(found.failure.code)) return found;
    context.progress(say.away({ host: outside(host) }));
    await context.sleep(lookEveryMs).catch(() => undefined);
  }
}

/** `not-found`: this process is about to end, and has let go of its hosts. */
const passing: readonly Failure['code'][] = ['unreachable', 'timed-out', 'unknown-outcome', 'busy', 'not-found'];

/** timeout(1) ends what it ran with 124, or 137 where it had to kill it. */
const outOfTime = [124, 137];

function resultOf({ state, exec, left }: Job, { limitMs }: JobOrder, host: string): Result<Exec> | undefined {
  const words = { host: outside(host), limit: { durationMs: limitMs }, pids: { list: left.map(String) } };
  switch (state) {
    case 'running':
      return undefined;
    case 'ended':
      if (exec === undefined) throw new Error('a job that ended without an end');
      return outOfTime.includes(exec.exitCode ?? 0) && exec.tookMs >= limitMs - 1_000
        ? fail('timed-out', say.timedOut(words))
        : ok(exec);
    case 'cancelled':
      return fail('cancelled', say.cancelled(words));
    default:
      return fail('unknown-outcome', left.length > 0 ? say.left(words) : say.lost(words));
  }
}

/** The step is cancelled or its time is up: the job is ended, and only what was seen is said. */
async function endedBy({ id, limitMs }: JobOrder, { hosts, host, signal }: Surroundings): Promise<Result<Exec>> {
  const words = { host: outside(host), limit: { durationMs: limitMs } };
  const limit = AbortSignal.timeout(endingMs);
  const late = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  while (!limit.aborted) {
    const ended = await endJobs(hosts, host, id, { signal: limit });
    if (ended.ok) {
      const { left, exec, state } = ended.value;
      if (left.length > 0) return fail('unknown-outcome', say.left({ ...words, pids: { list: left.map(String) } }));
      if (state === 'ended' && exec !== undefined && late) return fail('timed-out', say.timedOut(words));
      return late ? fail('timed-out', say.timedOut(words)) : fail('cancelled', say.cancelled(words));
    }
    if (!passing.includes(ended.failure.code)) break;
    await pause(500);
  }
  return fail('unknown-outcome', say.unseen(words));
}

/** The step's own sleep ends with its signal, which is over here. */
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => AbortSignal.timeout(ms).addEventListener('abort', () => resolve(), { once: true }));
