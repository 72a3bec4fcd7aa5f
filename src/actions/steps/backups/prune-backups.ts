import * as z from 'zod';
import { ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { texts } from '../../text.ts';
import { remotePath } from '../../values.ts';
import { backupFolderName } from './open-backup.ts';

const say = texts('prune-backups', {
  kept: { en: 'nothing is pruned: the new backup is not verified', zh: '未清理任何备份:新备份尚未通过校验' },
  stuck: { en: 'an old backup could not be deleted', zh: '有旧备份无法删除' },
});

const paramsSpec = z.strictObject({
  /** The new one: nothing goes before it is verified. */
  after: z.string(),
  root: remotePath,
  old: z.array(z.strictObject({ id: z.string(), folder: backupFolderName })),
});

/** Arguments: root, name. Deletes only what has the shape of a backup. */
export const pruneProgram = sh`
case $2 in [0-9]*T[0-9]*Z-*) ;; *) exit 22 ;; esac
case $2 in */* | *..*) exit 22 ;; esac
cd -- "$1" || exit 20
rm -rf -- "./$2" "./.$2.part"
[ ! -e "$2" ]
`;

/** Deletes old backups, each named in the plan. What cannot be deleted is said and does not spoil the new backup. */
export const pruneBackups = defineStep({
  kind: 'prune-backups',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ pruned: z.int(), stuck: z.int() }),
  repeatable: true,
  cancellable: 'after-step',
  describe: ({ root, old }) => old.map(({ folder }) => shownCommand(['rm', '-rf', `${root}/${folder}`])),
  prepare: async () => ok({}),
  async perform({ after, root, old }, _memo, context) {
    const { backups } = context;
    if ((await backups.get(after))?.state !== 'verified') {
      context.progress(say.kept());
      return ok({ pruned: 0, stuck: old.length });
    }
    let pruned = 0;
    for (const { id, folder } of old) {
      const removed = await runProgram(programArgv(pruneProgram, root, folder), folder, context, {
        timeoutMs: 120_000,
      });
      if (removed.ok) {
        await backups.pruned(id, context.now());
        pruned += 1;
      } else context.progress(say.stuck());
    }
    return ok({ pruned, stuck: old.length - pruned });
  },
  async readBack({ old }, _memo, { backups }) {
    const all = await Promise.all(old.map(({ id }) => backups.get(id)));
    return all.every((backup) => backup?.state === 'pruned') ? 'done' : 'not-done';
  },
  recall: async ({ old }) => ok({ pruned: old.length, stuck: 0 }),
});
