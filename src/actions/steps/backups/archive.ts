import * as z from 'zod';
import { packArgv, packOwnArgv } from '../../backups/packing.ts';
import { bytesOf, isThere, partFile, sizeOf, takeAway } from '../../backups/part-file.ts';
import { ok } from '../../result.ts';
import { runProgramAsJob } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { remotePath } from '../../values.ts';

const paramsSpec = z.strictObject({
  folder: remotePath,
  file: partFile,
  paths: z.array(remotePath).min(1),
  /** Who may read them, when not the login. */
  user: z.string().optional(),
  /** Files that are written to meanwhile are no fault: logs. */
  growing: z.boolean(),
  limitMs: z.int().positive(),
});
type Params = z.output<typeof paramsSpec>;

/**
 * Arguments: folder, file, user or empty, `growing` or `still`, tar with its arguments.
 * tar ends with 1 when a file changed while it was read.
 */
const program = sh`
umask 077
cd -- "$1" || exit 20
file=$2 user=$3 how=$4
shift 4
[ -z "$user" ] || set -- sudo -n -u "$user" "$@"
pack() { case $file in *.zst) zstd -q -c ;; *) gzip -c ;; esac; }
rm -f -- "$file.new" "$file.code"
{
  "$@"
  echo "$?" >"$file.code"
} | pack >"$file.new" || exit 32
read -r code <"$file.code" || exit 32
rm -f -- "$file.code"
case $code-$how in 0-* | 1-growing) ;; *) exit 32 ;; esac
[ -s "$file.new" ] || exit 28
mv -f -- "$file.new" "$file" || exit 32
printf 'bytes %s\n' "$(stat -c %s -- "$file")"
`;

/** Files and folders in one compressed tar, their owners and modes recorded, readable for its owner alone. */
export const archive = defineStep({
  kind: 'archive',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: (params) => [
    `${shownCommand(asUser(params))} | ${packer(params)} >${shownCommand([`${params.folder}/${params.file}`])}`,
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const { folder, file, paths, user = '', growing, limitMs } = params;
    const argv = programArgv(program, folder, file, user, growing ? 'growing' : 'still', ...tarOf(params));
    const watched = `${folder}/${file}.new`;
    const made = await runProgramAsJob(argv, paths.join(' '), context, { timeoutMs: limitMs, watched });
    return made.ok ? ok({ bytes: bytesOf(made.value) ?? 0 }) : made;
  },
  undo: (params, _memo, context) => takeAway(params, context),
  manual: ({ folder, file }) => [shownCommand(['rm', '-f', `${folder}/${file}`])],
  readBack: (params, _memo, context) => isThere(params, context),
  recall: (params, _memo, context) => sizeOf(params, context),
});

const packer = ({ file }: Params): string => (file.endsWith('.zst') ? 'zstd' : 'gzip');
const asUser = ({ user, paths }: Params): readonly string[] =>
  user === undefined ? packOwnArgv(paths) : ['sudo', '-n', '-u', user, ...packArgv(paths)];
const tarOf = ({ user, paths }: Params) => (user === undefined ? packOwnArgv(paths) : packArgv(paths));
