import * as z from 'zod';
import { ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { remotePath } from '../../values.ts';

/** A folder's own name: a stamp and the plan's id. */
export const backupFolderName = z.string().regex(/^\d{8}T\d{6}Z-[0-9A-Z]{4,8}$/);

const paramsSpec = z.strictObject({
  id: z.string(),
  system: z.string(),
  root: remotePath,
  folder: backupFolderName,
  startedAtMs: z.int(),
});

/** Arguments: root, name. While it is being made it has a dot before its name, so that nobody takes it for a backup. */
const openProgram = sh`
umask 077
[ -d "$1" ] || exit 20
[ -w "$1" ] || exit 21
mkdir -p -- "$1/.$2.part"
`;
export const lookProgram = sh`
[ -d "$1/.$2.part" ] && echo 'found part'
exit 0
`;
/** Deletes only what has the shape of a backup being made. */
const removeProgram = sh`
case $2 in [0-9]*T[0-9]*Z-*) ;; *) exit 22 ;; esac
case $2 in */* | *..*) exit 22 ;; esac
cd -- "$1" || exit 20
rm -rf -- "./.$2.part" "./$2"
`;

/** Begins a backup: a folder for its owner alone, and a row of the catalogue. Undone, the row says it failed. */
export const openBackup = defineStep({
  kind: 'open-backup',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({}),
  repeatable: true,
  cancellable: 'after-step',
  describe: ({ root, folder }) => [shownCommand(['mkdir', '-m', '700', `${root}/.${folder}.part`])],
  prepare: async () => ok({}),
  async perform({ id, system, root, folder, startedAtMs }, _memo, context) {
    const { backups, host, runId } = context;
    await backups.begin({ id, system, host, folder: `${root}/${folder}`, runId, startedAtMs });
    const made = await runProgram(programArgv(openProgram, root, folder), root, context, { timeoutMs: 15_000 });
    return made.ok ? ok({}) : made;
  },
  /** A backup that was verified meanwhile stays: what failed came after it. */
  async undo({ id, root, folder }, _memo, context) {
    if ((await context.backups.get(id))?.state === 'verified') return ok(undefined);
    const argv = programArgv(removeProgram, root, folder);
    const removed = await runProgram(argv, root, context, { timeoutMs: 60_000 });
    await context.backups.failed(id, context.now());
    return removed.ok ? ok(undefined) : removed;
  },
  manual: ({ root, folder }) => [shownCommand(['rm', '-rf', `${root}/.${folder}.part`])],
  async readBack({ id, root, folder }, _memo, context) {
    if ((await context.backups.get(id)) === undefined) return 'not-done';
    const found = await runProgram(programArgv(lookProgram, root, folder), root, context, { timeoutMs: 15_000 });
    return found.ok ? (found.value.includes('found part') ? 'done' : 'not-done') : 'unknown';
  },
});
