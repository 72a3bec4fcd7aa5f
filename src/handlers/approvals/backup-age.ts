import type { Block } from '../../actions/report.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';

const say = texts('backup-age', {
  verified: { en: 'newest verified backup: {age}, at {at}', zh: '最近一次已校验备份:{age}({at})' },
});

/** What there is to go back to, where there is something. */
export async function backupAge(desk: Desk, system: string): Promise<readonly Block[]> {
  const newest = await desk.backups.newestVerified(system);
  const atMs = newest?.endedAtMs ?? newest?.startedAtMs;
  return atMs === undefined ? [] : [{ type: 'text', text: say.verified({ age: { atMs, as: 'age' }, at: { atMs } }) }];
}

/** What to type of a system whose configuration names backups and that has none to go back to. */
export async function firstBackup(desk: Desk, system: string): Promise<readonly string[]> {
  if (desk.inventory().system(system)?.backups === undefined) return [];
  return (await desk.backups.newestVerified(system)) === undefined ? [`/backup now ${system}`] : [];
}
