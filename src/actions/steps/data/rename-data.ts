import { moveArgv } from '../../data-moves.ts';
import { ok, type Result } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import type { StepContext } from '../../step.ts';
import { asOwnerProgram, ownersCommand } from '../../sudo.ts';

/** Defines `is_there`, and `fail CODE PATH`, which says which path it is about. */
export const pathsProgram = sh`
is_there() { [ -e "$1" ] || [ -L "$1" ]; }
fail() {
  printf 'about %s\n' "$2"
  exit "$1"
}
`;

/**
 * Arguments: user or empty, what stands behind each name before and after, paths. As the user whose data it is, by rename
 * within one folder, never over anything; looked at whole before the first is moved. What is moved already stays.
 */
const program = `${pathsProgram}${asOwnerProgram}${ownersCommand('rename', moveArgv('"$1"', '"$2"'))}${sh`
user=$1 from=$2 to=$3
shift 3
move() {
  rename "$1" "$2" || return 1
  is_there "$2" && ! is_there "$1"
}
for path; do
  if is_there "$path$from" && is_there "$path$to"; then fail 36 "$path$to"; fi
done
for path; do
  is_there "$path$from" || continue
  move "$path$from" "$path$to" || fail 38 "$path$from"
done
for path; do
  sync -- "\${path%/*}" 2>/dev/null || { sync; break; }
done
`}`;

/** Renames each path that is there from one ending to another: whole, with owner and mode, however large. */
export async function renameData(
  { paths, user = '' }: { readonly paths: readonly string[]; readonly user?: string | undefined },
  { from, to }: { readonly from: string; readonly to: string },
  context: StepContext,
): Promise<Result<void>> {
  const done = await runProgram(programArgv(program, user, from, to, ...paths), paths[0] ?? '', context, {
    timeoutMs: 60_000,
  });
  return done.ok ? ok(undefined) : done;
}
