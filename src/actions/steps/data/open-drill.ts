import * as z from 'zod';
import { ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { name, remotePath } from '../../values.ts';

/** `.drill-talentlens-7F3KQ2`: nobody takes it for a backup. */
export const scratchName = z.string().regex(/^\.drill-[a-z][a-z0-9-]{0,31}-[0-9A-Z]{4,8}$/);

/** Where a drill happens, and what it must not touch. */
export const drillParams = z.strictObject({
  id: z.string(),
  system: name,
  root: remotePath,
  scratch: scratchName,
  /** Data in use: looked at before and after. */
  production: z.array(remotePath),
});

/** Defines `production PATH…`: which files they are, whose, and open to whom; what is written into them is the system's own. */
export const productionProgram = sh`
production() {
  for path; do stat -c '%i %U:%G %a %n' -- "$path" 2>/dev/null || printf 'none %s\n' "$path"; done
}
`;

/** Arguments: root, scratch, system, production. What a drill that nobody ended has left goes first. */
const openProgram = `${productionProgram}${sh`
umask 077
[ -d "$1" ] || exit 20
[ -w "$1" ] || exit 21
cd -- "$1" || exit 20
scratch=$2 system=$3
shift 3
for old in ./.drill-"$system"-*; do
  [ -d "$old" ] && [ "$old" != "./$scratch" ] && [ "\${old%-*}" = "./.drill-$system" ] || continue
  rm -rf -- "$old"
done
mkdir -p -- "$scratch" && production "$@" >"$scratch/before" || exit 21
`}`;

/** Arguments: root, scratch. Deletes only what has the shape of a drill. */
export const removeScratchProgram = sh`
case $2 in .drill-*) ;; *) exit 22 ;; esac
case $2 in */* | *..*) exit 22 ;; esac
cd -- "$1" || exit 20
rm -rf -- "./$2"
[ ! -e "./$2" ] || exit 38
`;

/** Arguments: root, scratch. */
const lookProgram = sh`
[ -s "$1/$2/before" ] && echo 'found scratch'
exit 0
`;

/** Makes a place for its owner alone, beside the backups. Undone, it is gone and the drill is called failed. */
export const openDrill = defineStep({
  kind: 'open-drill',
  params: drillParams.extend({ backupId: z.string() }),
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: true,
  cancellable: 'after-step',
  describe: ({ root, scratch }) => [shownCommand(['mkdir', '-m', '700', `${root}/${scratch}`])],
  prepare: async () => ok({}),
  async perform({ id, system, backupId, root, scratch, production }, _memo, context) {
    const { backups, runId } = context;
    await backups.drillBegun({ id, system, backupId, runId, startedAtMs: context.now() });
    const argv = programArgv(openProgram, root, scratch, system, ...production);
    const made = await runProgram(argv, root, context, { timeoutMs: 60_000 });
    return made.ok ? ok({}) : made;
  },
  async undo({ id, root, scratch }, _memo, context) {
    const argv = programArgv(removeScratchProgram, root, scratch);
    const removed = await runProgram(argv, `${root}/${scratch}`, context, { timeoutMs: 120_000 });
    await context.backups.drillEnded(id, { sound: false, atMs: context.now() });
    return removed.ok ? ok(undefined) : removed;
  },
  manual: ({ root, scratch }) => [shownCommand(['rm', '-rf', `${root}/${scratch}`])],
  async readBack({ root, scratch }, _memo, context) {
    const found = await runProgram(programArgv(lookProgram, root, scratch), root, context, { timeoutMs: 15_000 });
    return found.ok ? (found.value.includes('found scratch') ? 'done' : 'not-done') : 'unknown';
  },
});
