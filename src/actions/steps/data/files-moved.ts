import * as z from 'zod';
import { commandFailure } from '../../command-failure.ts';
import type { Argv } from '../../ports.ts';
import { ok, type Result } from '../../result.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { sh } from '../../sh.ts';
import type { Outputs, StepContext } from '../../step.ts';

/** Defines `is_plain FILE`, of one that is neither a link nor a folder, and refuses names that are paths. */
export const plainFiles = sh`
for name; do case $name in */* | . | .. | '') exit 22 ;; esac; done
is_plain() { [ -f "$1" ] && [ ! -L "$1" ]; }
`;
/** Sets `open` to `device:inode` lines of every file a process has open, as far as this user may see that. */
export const seeOpenFiles = sh`
see_open() { open=$(find -L /proc/[0-9]*/fd -maxdepth 1 -type f -printf '%D:%i\n' 2>/dev/null | sort -u); }
is_seen_open() { printf '%s\n' "$open" | grep -qx "$(stat -c '%d:%i' -- "$1")"; }
`;

/** What programs that take files away say: how many were moved, their bytes, and how many were left because they are open. */
export const filesMoved = z.strictObject({ moved: z.int(), bytes: z.int(), open: z.int() });

export async function moveFiles(argv: Argv, context: StepContext): Promise<Result<Outputs>> {
  const answer = await run(argv, context);
  if (!answer.ok) return answer;
  const of = (key: string) => numberOf(answer.value, key);
  return ok({ moved: of('moved'), bytes: of('bytes'), open: of('open') });
}

export async function moveBack(argv: Argv, context: StepContext): Promise<Result<undefined>> {
  const answer = await run(argv, context);
  return answer.ok ? ok(undefined) : answer;
}

/** Whether any of the files still waits to be moved. */
export async function lookForWaiting(argv: Argv, context: StepContext): Promise<'done' | 'not-done' | 'unknown'> {
  const answer = await run(argv, context);
  if (!answer.ok) return 'unknown';
  return numberOf(answer.value, 'waiting') === 0 ? 'done' : 'not-done';
}

async function run(argv: Argv, { hosts, host, signal }: StepContext): Promise<Result<string>> {
  const answer = await hosts.exec(host, argv, { signal, timeoutMs: 30_000 });
  if (!answer.ok) return answer;
  return answer.value.exitCode === 0
    ? ok(answer.value.stdout)
    : { ok: false, failure: commandFailure(host, ['mv'], answer.value) };
}

const numberOf = (stdout: string, key: string): number => Number(readLines(stdout).get(key)?.[0] ?? 0) || 0;
