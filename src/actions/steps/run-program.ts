import type { Argv } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import type { StepContext } from '../step.ts';
import { backupFailure } from './backup-failure.ts';

/** A static program with its arguments. */
export const programArgv = (program: string, ...args: readonly string[]): Argv => [
  'sh',
  '-c',
  program,
  'zhiban',
  ...args,
];

/** Runs a program of a backup or a restore; its stdout when it ended well. `what` names what it is about. */
export async function runProgram(
  argv: Argv,
  what: string,
  { hosts, host, signal }: Pick<StepContext, 'hosts' | 'host' | 'signal'>,
  options: { readonly timeoutMs: number; readonly stdin?: string },
): Promise<Result<string>> {
  const answer = await hosts.exec(host, argv, { signal, ...options });
  if (!answer.ok) return answer;
  return answer.value.exitCode === 0
    ? ok(answer.value.stdout)
    : { ok: false, failure: backupFailure(host, what, answer.value) };
}
