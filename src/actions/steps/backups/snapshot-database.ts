import * as z from 'zod';
import { sqliteProgram } from '../../databases/sqlite-program.ts';
import { ok, type Result } from '../../result.ts';
import { programArgv, runProgram, runProgramAsJob } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { sh } from '../../sh.ts';
import { defineStep, type Outputs, type StepContext } from '../../step.ts';
import { remotePath } from '../../values.ts';
import { shownCommand } from '../shown-command.ts';

export const partFile = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,60}$/);

const paramsSpec = z.strictObject({
  /** Where the backup is being made. */
  folder: remotePath,
  file: partFile,
  path: remotePath,
  limitMs: z.int().positive(),
});
type Params = z.output<typeof paramsSpec>;

/** Arguments: folder, file, database. The name is there only when the copy is whole. */
const program = `${sqliteProgram}${sh`
umask 077
cd -- "$1" || exit 20
[ -f "$3" ] || exit 24
[ -r "$3" ] || exit 25
[ -n "$engine" ] || exit 27
rm -f -- "$2.new" "$2.new-journal"
copy "$3" "$2.new" || exit 26
[ -s "$2.new" ] || exit 28
mv -f -- "$2.new" "$2" || exit 26
printf 'bytes %s\n' "$(stat -c %s -- "$2")"
`}`;

/** Arguments: folder, file. */
export const sizeProgram = sh`
[ -f "$1/$2" ] && printf 'bytes %s\n' "$(stat -c %s -- "$1/$2")"
exit 0
`;

/** A consistent copy of a SQLite database that is in use, by SQLite's own online backup. */
export const snapshotDatabase = defineStep({
  kind: 'snapshot-database',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: ({ folder, file, path }) => [
    `cd ${shownCommand([folder])} && ${shownCommand(['sqlite3', '-readonly', path, `.backup ${file}`])}`,
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const argv = programArgv(program, params.folder, params.file, params.path);
    const watched = `${params.folder}/${params.file}.new`;
    const made = await runProgramAsJob(argv, params.path, context, { timeoutMs: params.limitMs, watched });
    return made.ok ? ok({ bytes: bytesOf(made.value) ?? 0 }) : made;
  },
  undo: (params, _memo, context) => takeAway(params, context),
  manual: ({ folder, file }) => [shownCommand(['rm', '-f', `${folder}/${file}`])],
  readBack: (params, _memo, context) => isThere(params, context),
  recall: (params, _memo, context) => sizeOf(params, context),
});

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
export async function takeAway(
  { folder, file }: Pick<Params, 'folder' | 'file'>,
  context: StepContext,
): Promise<Result<void>> {
  const away = await runProgram(programArgv(awayProgram, folder, file), file, context, { timeoutMs: 30_000 });
  return away.ok ? ok(undefined) : away;
}

/** A part is there under its own name only when it is whole. */
export async function isThere(
  { folder, file }: Pick<Params, 'folder' | 'file'>,
  context: StepContext,
): Promise<'done' | 'not-done' | 'unknown'> {
  const found = await runProgram(programArgv(sizeProgram, folder, file), file, context, { timeoutMs: 15_000 });
  return found.ok ? (bytesOf(found.value) === undefined ? 'not-done' : 'done') : 'unknown';
}

export async function sizeOf(
  { folder, file }: Pick<Params, 'folder' | 'file'>,
  context: StepContext,
): Promise<Result<Outputs>> {
  const found = await runProgram(programArgv(sizeProgram, folder, file), file, context, { timeoutMs: 15_000 });
  return found.ok ? ok({ bytes: bytesOf(found.value) ?? 0 }) : found;
}
