import type { System } from '../inventory.ts';
import { systemName } from '../names.ts';
import type { Backup, BackupCatalogue, BackupState } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';

const say = texts('chosen-backup', {
  none: { en: '{system} has no verified backup', zh: '{system} 没有有效备份' },
  unknown: { en: '{system} has no backup {id}', zh: '{system} 没有备份 {id}' },
  unfit: {
    en: 'Backup {id} of {system} is not verified: it cannot be relied on',
    zh: '{system} 的备份 {id} 未通过校验,不可使用',
  },
});

/** The backup of this id, or the newest verified one. Whether it will do is what the catalogue says, never a file name. */
export async function chosenBackup(
  system: System,
  id: string | undefined,
  backups: BackupCatalogue,
  states: readonly BackupState[] = ['verified'],
): Promise<Result<Backup>> {
  const words = { system: systemName(system), id: outside(id ?? '') };
  const next = [`/backup list ${system.id}`, `/backup now ${system.id}`];
  const found = id === undefined ? await backups.newestVerified(system.id) : await backups.get(id);
  if (found === undefined) return fail('not-found', id === undefined ? say.none(words) : say.unknown(words), { next });
  if (found.system !== system.id) return fail('not-found', say.unknown(words), { next });
  return states.includes(found.state) ? ok(found) : fail('stale', say.unfit(words), { next });
}
