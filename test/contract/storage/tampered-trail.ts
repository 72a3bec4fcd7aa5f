import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type OpenedStore, openStore } from '../../../src/bot/storage/open-store.ts';
import type { AuditVerdict } from '../../../src/handlers/store/audit-log.ts';
import { entry } from './rows.ts';
import { tempFolder } from './temp-folder.ts';

/** An honest trail, the processes that wrote it gone. */
export async function trail(rows = 20): Promise<string> {
  const folder = tempFolder();
  await using(folder, async ({ store }) => {
    for (let row = 1; row <= rows; row++) await store.audit.append(entry({ atMs: row, reason: `row ${row}` }));
  });
  return folder;
}

export async function using<T>(folder: string, use: (opened: OpenedStore) => Promise<T>): Promise<T> {
  const opened = await openStore({ folder, now: () => 0 });
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

export const verify = (folder: string): Promise<AuditVerdict> => using(folder, ({ store }) => store.audit.verify());

export const append = (folder: string, times = 1) =>
  using(folder, async ({ store }) => {
    for (let time = 0; time < times; time++) await store.audit.append(entry());
  });

/** What somebody with the file and any SQLite does: the triggers are no obstacle to him. */
export function tamper(folder: string, sql: string): void {
  const database = new Sqlite(join(folder, 'zhiban.db'));
  database.function('hmac', (key, text) => createHmac('sha256', String(key)).update(String(text)).digest('hex'));
  database.exec(`DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_replace; ${sql}`);
  database.close();
}

export const faultsOf = async (folder: string) =>
  (await verify(folder)).faults.map(({ seq, fault }) => `${seq} ${fault}`);
