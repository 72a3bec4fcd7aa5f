import * as z from 'zod';
import { ok } from '../../result.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { outside, texts } from '../../text.ts';
import { name, remotePath } from '../../values.ts';
import { carryBackup, clearCarried, nameOf, runThere } from './carry-backup.ts';
import { backupFolderName } from './open-backup.ts';
import { pruneProgram } from './prune-backups.ts';

const say = texts('copy-backup', {
  failed: { en: 'not copied to {host}: {why}', zh: '未能复制到 {host}:{why}' },
});

const paramsSpec = z.strictObject({
  id: z.string(),
  to: z.strictObject({ host: name, folder: remotePath }),
  /** Copies there that are too old, deleted once this one is sound. */
  old: z.array(z.strictObject({ id: z.string(), folder: backupFolderName })),
  limitMs: z.int().positive(),
});

/** The whole backup on another host too. What fails is a warning on the backup and no failure of it: it is sound itself. */
export const copyBackup = defineStep({
  kind: 'copy-backup',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int(), failed: z.int(), pruned: z.int() }),
  repeatable: true,
  cancellable: 'now',
  describe: ({ to, old }) => [
    shownCommand(['cat', '…', '|', `${to.host}:${to.folder}`]),
    ...old.map(({ folder }) => `${to.host}: ${shownCommand(['rm', '-rf', `${to.folder}/${folder}`])}`),
  ],
  prepare: async () => ok({}),
  async perform({ id, to, old, limitMs }, _memo, context) {
    const backup = await context.backups.get(id);
    if (backup === undefined) throw new Error(`no backup ${id} in the catalogue`);
    const place = { host: to.host, root: to.folder };
    const copied = await carryBackup({ backup, from: backup, to: place, there: 'keep', limitMs }, context);
    const copy = { host: to.host, folder: `${to.folder}/${nameOf(backup)}`, atMs: context.now() };
    if (!copied.ok) {
      if (copied.failure.code === 'cancelled') return copied;
      await context.backups.copied(id, { ...copy, state: 'failed' });
      context.progress(say.failed({ host: outside(to.host), why: copied.failure.message }));
      // Where nobody answered nothing came.
      if (copied.failure.code !== 'unreachable') await clearCarried(backup, place, context);
      return ok({ bytes: 0, failed: 1, pruned: 0 });
    }
    await context.backups.copied(id, { ...copy, state: 'sound' });
    let pruned = 0;
    for (const one of old) {
      const gone = await runThere(context, to.host, pruneProgram, [to.folder, one.folder]);
      if (!gone.ok) continue;
      await context.backups.copied(one.id, { ...copy, folder: `${to.folder}/${one.folder}`, state: 'pruned' });
      pruned += 1;
    }
    return ok({ bytes: copied.value, failed: 0, pruned });
  },
  async readBack({ id, to }, _memo, { backups }) {
    const copies = (await backups.get(id))?.copies ?? [];
    return copies.some(
      ({ host, folder, state }) => host === to.host && folder.startsWith(`${to.folder}/`) && state === 'sound',
    )
      ? 'done'
      : 'not-done';
  },
  recall: async () => ok({ bytes: 0, failed: 0, pruned: 0 }),
});
