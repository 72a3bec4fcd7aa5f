import * as z from 'zod';
import { bytesOf, isThere, partFile, sizeOf, takeAway } from '../../../backups/part-file.ts';
import { ok } from '../../../result.ts';
import { runProgramAsJob } from '../../../run-program.ts';
import { programArgv, sh } from '../../../sh.ts';
import { shownCommand } from '../../../shown-command.ts';
import { defineStep } from '../../../step.ts';
import { remotePath } from '../../../values.ts';
import { sqliteProgram } from './sqlite-program.ts';

const paramsSpec = z.strictObject({
  /** Where the backup is being made. */
  folder: remotePath,
  file: partFile,
  path: remotePath,
  limitMs: z.int().positive(),
});

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
