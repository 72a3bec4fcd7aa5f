import * as z from 'zod';
import { ok, type Result } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../sh.ts';
import type { Outputs, StepContext } from '../step.ts';

/** The name of a part inside the folder of its backup. */
export const partFile = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/);

/** Where a part is being made. */
interface Part {
  readonly folder: string;
  readonly file: string;
}

/** Arguments: folder, file. */
const sizeProgram = sh`
[ -f "$1/$2" ] && printf 'bytes %s\n' "$(stat -c %s -- "$1/$2")"
exit 0
`;

/** What a program that made a part says of it. */
export const bytesOf = (stdout: string): number | undefined => {
  const bytes = Number(readLines(stdout).get('bytes')?.[0] ?? Number.NaN);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
};

/** Arguments: folder, file. A folder that is gone took its parts with it, one that was verified meanwhile keeps its name. */
const awayProgram = sh`
[ ! -d "$1" ] || rm -f -- "$1/$2" "$1/$2.new" "$1/$2.new-journal" "$1/$2.code"
`;

/** A part of a backup that will never be one. */
export async function takeAway({ folder, file }: Part, context: StepContext): Promise<Result<void>> {
  const away = await runProgram(programArgv(awayProgram, folder, file), file, context, { timeoutMs: 30_000 });
  return away.ok ? ok(undefined) : away;
}

/** A part is there under its own name only when it is whole. */
export async function isThere({ folder, file }: Part, context: StepContext): Promise<'done' | 'not-done' | 'unknown'> {
  const found = await runProgram(programArgv(sizeProgram, folder, file), file, context, { timeoutMs: 15_000 });
  return found.ok ? (bytesOf(found.value) === undefined ? 'not-done' : 'done') : 'unknown';
}

export async function sizeOf({ folder, file }: Part, context: StepContext): Promise<Result<Outputs>> {
  const found = await runProgram(programArgv(sizeProgram, folder, file), file, context, { timeoutMs: 15_000 });
  return found.ok ? ok({ bytes: bytesOf(found.value) ?? 0 }) : found;
}
