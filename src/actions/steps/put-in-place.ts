import * as z from 'zod';
import { unpackArgv } from '../backups/parts.ts';
import { takenOutName } from '../backups/privileged.ts';
import { ok } from '../result.ts';
import { sh } from '../sh.ts';
import { defineStep } from '../step.ts';
import { remotePath } from '../values.ts';
import { programArgv, runProgram } from './run-program.ts';
import { dataParams, moveProgram, shown } from './set-aside-data.ts';
import { shownCommand } from './shown-command.ts';
import { partFile } from './snapshot-database.ts';

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
const program = `${moveProgram}${sh`
umask 077
cd -- "$1" || exit 20
file=$2 wanted=$3 user=$4 holds=$5
shift 5
has=$(sha256sum <"$file") || fail 33 "$file"
[ "\${has%% *}" = "$wanted" ] || fail 31 "$file"

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
trap 'rm -rf -- "$stage"' EXIT
trap 'exit 143' TERM HUP INT
if [ "$holds" = database ]; then
  # In a folder of its own under its own path, so that what unpacks it finds the name it is to have.
  mode=\${owners%%
*}
  mode=\${mode##* }
  case $mode in '' | *[!0-7]*) mode=600 ;; esac
  mkdir -p -- "$stage/root\${first%/*}" || exit 21
  ln -- "$file" "$stage/root$first" 2>/dev/null || cp -- "$file" "$stage/root$first" || exit 21
  stream() { tar --create --file=- --mode="$mode" --directory="$stage/root" -- "\${first#/}"; }
else
  stream() { case $file in *.zst) zstd -dqc -- "$file" ;; *) gzip -dc -- "$file" ;; esac; }
fi
{
  stream
  echo "$?" >"$stage/code"
} | "$@" || fail 39 "$first"
read -r code <"$stage/code" && [ "$code" = 0 ] || fail 39 "$first"
sync

# What came back is whose it was, and opened to whom it was.
printf '%s' "$owners" | while IFS= read -r wanted && IFS= read -r path <&3; do
  case $wanted in '? ?' | '') continue ;; esac
  [ "$(stat -c '%U:%G %a' -- "$path")" = "$wanted" ] || fail 37 "$path"
done 3<<END || exit "$?"
$free
END
if [ "$holds" = database ] && [ -r "$first" ]; then
  has=$(sha256sum <"$first")
  [ "\${has%% *}" = "$wanted" ] || fail 31 "$first"
fi
`}`;

/** Arguments: user or empty, stamp, paths: what came is moved out of the way, not deleted. */
const outProgram = `${moveProgram}${sh`
user=$1 stamp=$2
shift 2
for path; do
  is_there "$path" || continue
  ! is_there "$path.zhiban-$stamp-out" || fail 36 "$path.zhiban-$stamp-out"
  move "$path" "$path.zhiban-$stamp-out" || fail 38 "$path"
done
sync
`}`;

/** Arguments: hash, path: whether a database lies there as it was put. */
const lookProgram = sh`
[ -e "$2" ] && [ -r "$2" ] && has=$(sha256sum <"$2") && [ "\${has%% *}" = "$1" ] && echo 'found whole'
exit 0
`;

/** Puts a verified copy where the data was set aside, with the owner and mode that were recorded. */
export const putInPlace = defineStep({
  kind: 'put-in-place',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ paths: z.int() }),
  // It refuses when anything is there already, so a second time never mixes two.
  repeatable: false,
  cancellable: 'after-step',
  describe: (params) => [
    `${shownCommand([params.holds === 'database' ? 'cat' : 'zstdcat', `${params.folder}/${params.file}`])} | ${shownCommand(
      params.user === undefined
        ? ['tee', returning(params)[0] ?? '']
        : ['sudo', '-u', params.user, ...unpackArgv(returning(params))],
    )}`,
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const { folder, file, sha256, user = '', holds, owners, paths, limitMs } = params;
    const counted = (words: readonly string[]) => [String(words.length), ...words];
    const back = unpackArgv(returning(params));
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
    const done = await runProgram(argv, paths[0] ?? '', context, { timeoutMs: limitMs });
    return done.ok ? ok({ paths: returning(params).length }) : done;
  },
  async undo({ paths, stamp, user = '' }, _memo, context) {
    const out = await runProgram(programArgv(outProgram, user, stamp, ...paths), paths[0] ?? '', context, {
      timeoutMs: 60_000,
    });
    return out.ok ? ok(undefined) : out;
  },
  manual: (params) => returning(params).map((path) => shown(params, path, takenOutName(path, params.stamp))),
  async readBack(params, _memo, context) {
    const [path = ''] = params.paths;
    if (params.holds === 'archive') return 'unknown';
    const looked = await runProgram(programArgv(lookProgram, params.sha256, path), path, context, {
      timeoutMs: 120_000,
    });
    return looked.ok ? (looked.value.includes('found whole') ? 'done' : 'not-done') : 'unknown';
  },
});

/** Of a database only the file itself comes back: a log of its own would be another's. */
const returning = ({ holds, paths }: Params): readonly string[] => (holds === 'database' ? paths.slice(0, 1) : paths);
