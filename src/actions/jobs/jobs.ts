import type { Argv, Exec, ExecOptions, Hosts } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { outside, texts } from '../text.ts';
import { jobProgram, jobRunner } from './job-program.ts';

const say = texts('jobs', {
  64: { en: 'the name of the work is faulty', zh: '作业名称无效' },
  65: {
    en: 'the folder of jobs on {host} belongs to somebody else',
    zh: '{host} 上的作业目录属于其他用户',
  },
  66: {
    en: 'no job can be begun on {host}: its folder cannot be written',
    zh: '{host} 上无法写入作业目录,不能开始作业',
  },
  67: { en: '{host} lacks setsid, timeout or awk', zh: '{host} 缺少 setsid、timeout 或 awk 命令' },
  other: { en: 'the job on {host} could not be looked at', zh: '无法查看 {host} 上的作业' },
});

/** Long work on a host that outlives the connection and this process. */
export interface JobOrder {
  /** Letters, digits, dots and hyphens: starting the same id again finds the one that is there. */
  readonly id: string;
  readonly argv: Argv;
  /** When the host itself ends it. */
  readonly limitMs: number;
  /** A file whose size tells how far it is. */
  readonly watched?: string;
  readonly stdin?: string;
}

/** `lost`: nobody works on it and nobody wrote down how it ended, as after a reboot. */
export type JobState = 'none' | 'running' | 'ended' | 'cancelled' | 'lost';

export interface Job {
  readonly state: JobState;
  /** Of the watched file. */
  readonly bytes?: number;
  /** When it ended. */
  readonly exec?: Exec;
  /** Processes that could not be ended. */
  readonly left: readonly number[];
}

type Ways = Pick<ExecOptions, 'signal'> & { readonly waitMs?: number };
type Executing = Pick<Hosts, 'exec'>;

/**
 * Starts it, or finds it when it was started before; one that was lost or cancelled is begun anew, unless it may be the
 * caller's own (`oursMaybe`). One round trip.
 */
export const startJob = (
  hosts: Executing,
  host: string,
  order: JobOrder,
  ways: Ways & { readonly oursMaybe?: boolean },
): Promise<Result<Job>> => {
  const limit = String(Math.max(1, Math.ceil(order.limitMs / 1_000)));
  const words = [jobRunner, limit, order.stdin === undefined ? 'nothing' : 'words', ...order.argv];
  return ask(hosts, host, ways.oursMaybe === true ? 'ensure' : 'start', order, ways, words, order.stdin);
};

/** How it stands, at the latest after `waitMs`. */
export const lookAtJob = (
  hosts: Executing,
  host: string,
  order: Pick<JobOrder, 'id' | 'watched'>,
  ways: Ways,
): Promise<Result<Job>> => ask(hosts, host, 'look', order, ways, []);

/** Ends this job and those named after it (`id.…`): no process of them is left, or `left` names it. Looked at, not guessed. */
export const endJobs = (hosts: Executing, host: string, id: string, ways: Ways): Promise<Result<Job>> =>
  ask(hosts, host, 'end', { id }, ways, []);

/** States of this job and those named after it. */
export async function findJobs(
  hosts: Executing,
  host: string,
  id: string,
  { signal }: Ways,
): Promise<Result<readonly JobState[]>> {
  const answer = await hosts.exec(host, argvOf('find', { id }, 0, []), { signal, timeoutMs: 20_000 });
  if (!answer.ok) return answer;
  const states = readLines(answer.value.stdout).get('state') ?? [];
  return ok(states.flatMap((state) => (isState(state) && state !== 'none' ? [state] : [])));
}

async function ask(
  hosts: Executing,
  host: string,
  verb: 'start' | 'ensure' | 'look' | 'end',
  order: Pick<JobOrder, 'id' | 'watched'>,
  { signal, waitMs = 0 }: Ways,
  words: readonly string[],
  stdin?: string,
): Promise<Result<Job>> {
  const options = { signal, timeoutMs: 30_000 + waitMs, ...(stdin === undefined ? {} : { stdin }) };
  const answer = await hosts.exec(host, argvOf(verb, order, waitMs, words), options);
  if (!answer.ok) return answer;
  const { exitCode, stdout, stderr } = answer.value;
  const head = readLines(stdout.slice(0, Math.max(0, stdout.indexOf('\n\n'))));
  const [state = ''] = head.get('state') ?? [];
  if (exitCode !== 0 || !isState(state)) {
    const words = { host: outside(host) };
    const known = [64, 65, 66, 67].includes(exitCode ?? 0) ? say[exitCode as 64] : say.other; // each has its words above
    return fail('command-failed', known(words), { evidence: stderr === '' ? [] : [{ type: 'code', text: stderr }] });
  }
  const numberOf = (name: string): number | undefined => {
    const [value] = head.get(name) ?? [];
    return value === undefined ? undefined : Number(value);
  };
  const bytes = numberOf('bytes');
  const left = (head.get('left')?.[0] ?? '').split(' ').filter(Boolean).map(Number);
  if (state !== 'ended') return ok({ state, left, ...(bytes === undefined ? {} : { bytes }) });
  return ok({
    state,
    left,
    ...(bytes === undefined ? {} : { bytes }),
    exec: {
      ...answer.value,
      exitCode: numberOf('exit') ?? null,
      stdout: stdout.slice(stdout.indexOf('\n\n') + 2),
      tookMs: (numberOf('took') ?? 0) * 1_000,
    },
  });
}

const argvOf = (
  verb: string,
  { id, watched = '' }: Pick<JobOrder, 'id' | 'watched'>,
  waitMs: number,
  words: readonly string[],
): Argv => ['sh', '-c', jobProgram, 'zhiban', verb, id, String(Math.ceil(waitMs / 100)), watched, ...words];

const states: readonly string[] = ['none', 'running', 'ended', 'cancelled', 'lost'] satisfies JobState[];
const isState = (word: string): word is JobState => states.includes(word);
