import * as z from 'zod';
import { ok } from '../../result.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { name, remotePath } from '../../values.ts';
import { carryBackup, clearCarried } from './carry-backup.ts';
import { backupFolderName } from './open-backup.ts';

const paramsSpec = z.strictObject({
  id: z.string(),
  from: z.strictObject({ host: name, folder: remotePath }),
  /** The folder of the backups, on the step's host, and its own name there. */
  root: remotePath,
  folder: backupFolderName,
  limitMs: z.int().positive(),
});

/** The whole backup back from another host, where its own place lost it. What is left of it there goes when all has come. */
export const fetchBackup = defineStep({
  kind: 'fetch-backup',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int() }),
  repeatable: true,
  cancellable: 'now',
  describe: ({ from, root, folder }) => [
    shownCommand(['cat', `${from.host}:${from.folder}/…`, '|', `${root}/${folder}`]),
  ],
  prepare: async () => ok({}),
  async perform({ id, from, root, limitMs }, _memo, context) {
    const backup = await context.backups.get(id);
    if (backup === undefined) throw new Error(`no backup ${id} in the catalogue`);
    const to = { host: context.host, root };
    const carried = await carryBackup({ backup, from, to, there: 'replace', limitMs }, context);
    return carried.ok ? ok({ bytes: carried.value }) : carried;
  },
  /** What came so far; what came whole stays, and is what it was. */
  async undo({ id, root }, _memo, context) {
    const backup = await context.backups.get(id);
    if (backup === undefined) return ok(undefined);
    const cleared = await clearCarried(backup, { host: context.host, root }, context);
    return cleared.ok ? ok(undefined) : cleared;
  },
  manual: ({ root, folder }) => [shownCommand(['rm', '-rf', `${root}/.${folder}.part`])],
  readBack: async () => 'not-done',
});
