import { renameSync } from 'node:fs';
import type { Connection, Connections } from './database.ts';
import { first } from './migrations/0001-first.ts';
import { outbox } from './migrations/0002-outbox.ts';
import { web } from './migrations/0003-web.ts';
import { backups } from './migrations/0004-backups.ts';
import { platforms } from './migrations/0005-platforms.ts';
import { schedules } from './migrations/0006-schedules.ts';
import { alerts } from './migrations/0007-alerts.ts';
import { sealed } from './migrations/0008-sealed.ts';
import { drills } from './migrations/0009-drills.ts';
import { backupCopies } from './migrations/0010-backup-copies.ts';
import { storms } from './migrations/0011-storms.ts';
import { leftBehind } from './migrations/0012-left-behind.ts';
import { writeDraft } from './state-folder.ts';
import { SchemaTooNew } from './store-errors.ts';

/** In order; the number of a migration is its place, from 1, and the schema it leads to. Never change one that was released. */
export const migrations: readonly string[] = [
  first,
  outbox,
  web,
  backups,
  platforms,
  schedules,
  alerts,
  sealed,
  drills,
  backupCopies,
  storms,
  leftBehind,
];

/**
 * Brings the schema up to date in one transaction, a copy `<database>.before-vN` kept beside it when there was one before.
 * `prepare` is the last thing inside the transaction; `fresh` when there was no schema; its value is returned. Throws SchemaTooNew.
 */
export function migrate<T>(
  { full, normal }: Connections,
  prepare: (connection: Connection, fresh: boolean) => T,
  steps = migrations,
): T {
  const latest = steps.length;
  full.raw.exec('BEGIN IMMEDIATE');
  try {
    const found = Number(full.raw.pragma('user_version', { simple: true }));
    if (found > latest) throw new SchemaTooNew(full.path, found, latest);
    if (found > 0 && found < latest) keepCopy(normal, `${full.path}.before-v${latest}`);
    for (const step of steps.slice(found)) full.raw.exec(step);
    if (found < latest) full.raw.pragma(`user_version = ${latest}`);
    const prepared = prepare(full, found === 0);
    full.raw.exec('COMMIT');
    return prepared;
  } catch (error) {
    if (full.raw.inTransaction) full.raw.exec('ROLLBACK');
    throw error;
  }
}

/** Writers are kept out by the transaction on the other connection, so the copy is exactly what is migrated. */
function keepCopy(connection: Connection, copy: string): void {
  const draft = `${copy}.tmp`;
  writeDraft(draft, '', false);
  connection.raw.prepare('VACUUM INTO ?').run(draft);
  renameSync(draft, copy);
}
