import * as z from 'zod';
import { copySpec } from '../../backups/inspect-copy.ts';
import { sqliteProgram } from '../../databases/engines/sqlite/sqlite-program.ts';
import { countsIn } from '../../databases/row-counts.ts';
import { hashProgram } from '../../hash-program.ts';
import { fail, ok } from '../../result.ts';
import { runProgram, runProgramAsJob } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { outside, texts } from '../../text.ts';
import { remotePath } from '../../values.ts';
import { scratchName } from './open-drill.ts';
import { pathsProgram } from './rename-data.ts';

const say = texts('unpack-copy', {
  other: {
    en: '{part} came back with {found} of {what}, the backup recorded {wanted}',
    zh: '{part} 还原后 {what} 为 {found},备份记录为 {wanted}',
  },
  orphans: {
    en: '{part}: {count, plural, one {# row names} other {# rows name}} another that is not there',
    zh: '{part}:{count} 行引用了不存在的记录',
  },
});

const paramsSpec = z.strictObject({
  root: remotePath,
  scratch: scratchName,
  /** Of the backup. */
  folder: remotePath,
  copy: copySpec.extend({ sha256: z.string().min(1) }),
  /** What was recorded: rows per table, members of an archive. */
  counts: z.record(z.string(), z.int()),
  limitMs: z.int().positive(),
});

/**
 * Arguments: folder of the backup, file, hash, kind, place (made anew), paths. Every copy comes back as it would in
 * earnest, at its own path below the place, and is read there. Prints its own time: it may outlive whoever asked.
 */
const program = `${sqliteProgram}${pathsProgram}${hashProgram}${sh`
umask 077
begun=$(date +%s%3N)
folder=$1 file=$2 wanted=$3 kind=$4 place=$5
shift 5
cd -- "$folder" || exit 20
rm -rf -- "$place"
mkdir -p -- "$place" || exit 21
# By another core meanwhile, as in earnest; another hash is said whatever else is wrong.
sha256 <"$file" >"$place/.sum" &
hashing=$!
bring() {
  case $kind in
    sqlite)
      mkdir -p -- "$place\${1%/*}" && cp -- "$file" "$place$1" || exit 21
      sync -- "$place$1"
      inspect "$place$1" || exit "$?"
      printf 'orphans %s\n' "$(query "$place$1" 'SELECT count(*) FROM pragma_foreign_key_check')"
      ;;
    redis)
      cp -- "$file" "$place/$file" || exit 21
      redis-check-rdb "$place/$file" >/dev/null || fail 33 "$file"
      ;;
    *)
      unpack() { case $file in *.zst) zstd -dqc -- "$file" ;; *) gzip -dc -- "$file" ;; esac; }
      { unpack; echo "$?" >"$place/.code"; } |
        tar --extract --verbose --file=- --directory="$place" --same-permissions --no-same-owner >"$place/.names" || fail 39 "$file"
      read -r code <"$place/.code" && [ "$code" = 0 ] || fail 39 "$file"
      sync -f "$place"
      printf 'rows %s|"members"\n' "$(wc -l <"$place/.names")"
      for path; do is_there "$place$path" || fail 33 "$path"; done
      ;;
  esac
}
(bring "$@")
code=$?
wait "$hashing" && read -r has rest <"$place/.sum" || fail 33 "$file"
[ "$has" = "$wanted" ] || fail 31 "$file"
[ "$code" = 0 ] || exit "$code"
printf 'bytes %s\n' "$(find "$place" -type f ! -name .names ! -name .code ! -name .sum -printf '%s\n' | awk '{ all += $1 } END { print all + 0 }')"
printf 'took %s\n' "$(($(date +%s%3N) - begun))"
`}`;

/** Arguments: place. */
const removeProgram = sh`
case $1 in */.drill-*/*) ;; *) exit 22 ;; esac
rm -rf -- "$1"
`;

/** Brings one copy back into the scratch place of a drill and reads it there: integrity, foreign keys, rows, members. */
export const unpackCopy = defineStep({
  kind: 'unpack-copy',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int(), rows: z.int(), tookMs: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: (params) => {
    const { folder, copy } = params;
    const from = `${folder}/${copy.file}`;
    return copy.kind === 'sqlite'
      ? [
          shownCommand(['cp', from, `${placeOf(params)}${copy.paths[0] ?? ''}`]),
          shownCommand(['sqlite3', '-readonly', `${placeOf(params)}${copy.paths[0] ?? ''}`, 'PRAGMA integrity_check']),
        ]
      : [`zstdcat ${shownCommand([from])} | ${shownCommand(['tar', '-x', '-C', placeOf(params)])}`];
  },
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const { folder, copy, counts, limitMs } = params;
    const argv = programArgv(program, folder, copy.file, copy.sha256, copy.kind, placeOf(params), ...copy.paths);
    const done = await runProgramAsJob(argv, copy.name, context, { timeoutMs: limitMs, part: 'copy' });
    if (!done.ok) return done;
    const found = readLines(done.value);
    const numberOf = (key: string): number => Number(found.get(key)?.[0] ?? 0) || 0;
    const rows = countsIn(found.get('rows') ?? []);
    const part = outside(copy.name);
    for (const [what, wanted] of Object.entries(counts)) {
      const has = rows[what] ?? 0;
      if (has !== wanted) return fail('unhealthy', say.other({ part, what: outside(what), found: has, wanted }));
    }
    if (numberOf('orphans') > 0) return fail('unhealthy', say.orphans({ part, count: numberOf('orphans') }));
    const all = copy.kind === 'sqlite' ? Object.values(rows).reduce((sum, count) => sum + count, 0) : 0;
    return ok({ bytes: numberOf('bytes'), rows: all, tookMs: numberOf('took') });
  },
  async undo(params, _memo, context) {
    const place = placeOf(params);
    const removed = await runProgram(programArgv(removeProgram, place), place, context, { timeoutMs: 120_000 });
    return removed.ok ? ok(undefined) : removed;
  },
  manual: (params) => [shownCommand(['rm', '-rf', placeOf(params)])],
  readBack: async () => 'not-done',
});

const placeOf = ({ root, scratch, copy }: z.output<typeof paramsSpec>): string => `${root}/${scratch}/${copy.name}`;
