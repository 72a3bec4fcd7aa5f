import { backupFailure } from './backups/backup-failure.ts';
import { jobsOf } from './jobs/run-job.ts';
import type { Argv, Hosts } from './ports.ts';
import { ok, type Result } from './result.ts';
import type { StepContext } from './step.ts';

/** The same as `runProgram` as a job of the step, which outlives the connection and this process. `watched`: the file that grows. */
export const runProgramAsJob = (
  argv: Argv,
  what: string,
  context: StepContext,
  options: { readonly timeoutMs: number; readonly watched?: string; readonly part?: string; readonly stdin?: string },
): Promise<Result<string>> => {
  const { part, watched } = options;
  const more = { ...(part === undefined ? {} : { part }), ...(watched === undefined ? {} : { watched }) };
  return runProgram(argv, what, { hosts: jobsOf(context, more), host: context.host, signal: context.signal }, options);
};

/** Runs a program of a backup or a restore; its stdout when it ended well. `what` names what it is about. */
export async function runProgram(
  argv: Argv,
  what: string,
  { hosts, host, signal }: Pick<StepContext, 'host' | 'signal'> & { readonly hosts: Pick<Hosts, 'exec'> },
  options: { readonly timeoutMs: number; readonly stdin?: string },
): Promise<Result<string>> {
  const answer = await hosts.exec(host, argv, { signal, ...options });
  if (!answer.ok) return answer;
  return answer.value.exitCode === 0
    ? ok(answer.value.stdout)
    : { ok: false, failure: backupFailure(host, what, answer.value) };
}
