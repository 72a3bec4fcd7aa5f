import * as z from 'zod';
import { unpackArgv, unpackOwnArgv } from '../../backups/packing.ts';
import { partFile } from '../../backups/part-file.ts';
import { takenOutName } from '../../data-moves.ts';
import { hashProgram } from '../../hash-program.ts';
import { lookAtJob } from '../../jobs/jobs.ts';
import { jobOf } from '../../jobs/run-job.ts';
import { ok } from '../../result.ts';
import { runProgram, runProgramAsJob } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { asOwnerByHand } from '../../sudo.ts';
import { remotePath } from '../../values.ts';
import { pathsProgram, renameData } from './rename-data.ts';
import { dataParams, shown, shownIfThere } from './set-aside-data.ts';

const paramsSpec = dataParams.extend({
  /** Of the backup. */
  folder: remotePath,
  file: partFile,
  sha256: z.string().min(1),
  /** A database is one file put at the first path; an archive holds its paths. */
  holds: z.enum(['database', 'archive']),
  /** `user:group 640` per path that comes back. */
  owners: z.array(z.string()),
  limitMs: z.int().positive(),
});
type Params = z.output<typeof paramsSpec>;

/**
 * Arguments: folder, file, hash, user or empty, `database` or `archive`, count of owners, owners as `USER GROUP MODE`,
 * count of paths that must be free, these paths, tar with its arguments. The paths that come back are the first ones.
 */
const program = `${pathsProgram}${hashProgram}${sh`
umask 077
cd -- "$1" || exit 20
file=$2 wanted=$3 user=$4 holds=$5
shift 5

count=$1
shift
owners=
while [ "$count" -gt 0 ]; do
  owners="$owners$1
"
  shift
  count=$((count - 1))
done
count=$1
shift
first=$1
free=
while [ "$count" -gt 0 ]; do
  ! is_there "$1" || fail 36 "$1"
  free="$free$1
"
  shift
  count=$((count - 1))
done
[ -z "$user" ] || set -- sudo -n -u "$user" "$@"

stage=$(mktemp -d ./.stage.XXXXXX) || exit 21
# Hashed while it is put there, by another core: whoever planned this has opened it before anything stopped.
sha256 <"$file" >"$stage/sum" &
hashing=$!
trap '[ -z "$hashing" ] || kill "$hashing" 2>/dev/null; rm -rf -- "$stage"' EXIT
trap 'exit 143' TERM HUP INT
mode=\${owners%%
*}
mode=\${mode##* }
case $mode in '' | *[!0-7]*) mode=600 ;; esac
if [ "$holds" = database ] && [ -z "$user" ]; then
  # Made by us or not at all; then copied within the system, which never passes through a pipe.
  (set -C && : >"$first") && cp -- "$file" "$first" || fail 39 "$first"
  chmod "$mode" -- "$first" || fail 37 "$first"
  stream() { :; }
  set -- true
elif [ "$holds" = database ]; then
  # In a folder of its own under its own path, so that what unpacks it finds the name it is to have.
  mkdir -p -- "$stage/root\${first%/*}" || exit 21
  ln -- "$file" "$stage/root$first" 2>/dev/null || cp -- "$file" "$stage/root$first" || exit 21
  stream() { tar --create --file=- --mode="$mode" --directory="$stage/root" -- "\${first#/}"; }
else
  stream() { case $file in *.zst) zstd -dqc -- "$file" ;; *) gzip -dc -- "$file" ;; esac; }
fi
{
  stream
  echo "$?" >"$stage/code"
} | (cd / && exec "$@") || fail 39 "$first"
read -r code <"$stage/code" && [ "$code" = 0 ] || fail 39 "$first"
if [ "$holds" = database ]; then sync -- "$first" "\${first%/*}"; else sync -f -- "$first"; fi 2>/dev/null || sync
wait "$hashing" || fail 33 "$file"
hashing=
read -r has rest <"$stage/sum"
[ "$has" = "$wanted" ] || fail 31 "$file"

# What came back is whose it was, and opened to whom it was.
printf '%s' "$owners" | while IFS= read -r wanted && IFS= read -r path <&3; do
  case $wanted in '? ?' | '') continue ;; esac
  [ "$(stat -c '%U:%G %a' -- "$path")" = "$wanted" ] || fail 37 "$path"
done 3<<END || exit "$?"
$free
END
`}`;

/** Arguments: hash, path: whether a database lies there as it was put. */
const lookProgram = `${hashProgram}${sh`
[ -e "$2" ] && [ -r "$2" ] && has=$(sha256 <"$2") && [ "\${has%% *}" = "$1" ] && echo 'found whole'
exit 0
`}`;

/** Puts a verified copy where the data was set aside, with the owner and mode that were recorded. */
export const putInPlace = defineStep({
  kind: 'put-in-place',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ paths: z.int() }),
  // It refuses when anything is there already, so a second time never mixes two.
  repeatable: false,
  reattachable: true,
  cancellable: 'after-step',
  describe: (params) => [
    `${shownCommand([params.holds === 'database' ? 'cat' : 'zstdcat', `${params.folder}/${params.file}`])} | ${shownCommand(
      params.user === undefined && params.holds === 'database'
        ? ['tee', returning(params)[0] ?? '']
        : asOwnerByHand(params.user, unpackArgv(returning(params))),
    )}`,
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const { folder, file, sha256, user = '', holds, owners, paths, limitMs } = params;
    const counted = (words: readonly string[]) => [String(words.length), ...words];
    const back = (params.user === undefined ? unpackOwnArgv : unpackArgv)(returning(params));
    const argv = programArgv(
      program,
      folder,
      file,
      sha256,
      user,
      holds,
      ...counted(owners),
      ...counted(paths),
      ...back,
    );
    const done = await runProgramAsJob(argv, paths[0] ?? '', context, { timeoutMs: limitMs });
    return done.ok ? ok({ paths: returning(params).length }) : done;
  },
  /** What came is moved out of the way, not deleted. */
  undo: (params, _memo, context) => renameData(params, { from: '', to: takenOutName('', params.stamp) }, context),
  manual: (params) =>
    params.paths.map((path, at) =>
      (at < returning(params).length ? shown : shownIfThere)(params, path, takenOutName(path, params.stamp)),
    ),
  async readBack(params, _memo, context) {
    const [path = ''] = params.paths;
    const job = await lookAtJob(context.hosts, context.host, { id: jobOf(context) }, context);
    if (!job.ok) return 'unknown';
    // At work still, or never begun: doing it finds the one, and refuses where anything lies already.
    if (job.value.state === 'running' || job.value.state === 'none') return 'not-done';
    if (job.value.state === 'ended') return job.value.exec?.exitCode === 0 ? 'done' : 'not-done';
    if (params.holds === 'archive') return 'unknown';
    const looked = await runProgram(programArgv(lookProgram, params.sha256, path), path, context, {
      timeoutMs: 120_000,
    });
    return looked.ok ? (looked.value.includes('found whole') ? 'done' : 'not-done') : 'unknown';
  },
});

/** Of a database only the file itself comes back: a log of its own would be another's. */
const returning = ({ holds, paths }: Params): readonly string[] => (holds === 'database' ? paths.slice(0, 1) : paths);
