import type { KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../handlers/store/audit-log.ts';
import { chainOn, genesisMac, headMissingEvent } from './audit-chain.ts';
import { type AuditHead, tailOf } from './audit-head.ts';
import { foreignTriggers } from './audit-triggers.ts';
import type { Connection } from './database.ts';
import { StoreCorrupt } from './store-errors.ts';

/** Adds a row to the trail inside a write that is under way, and returns its seq. */
export type Append = (connection: Connection, entry: AuditEntry) => number;

/**
 * The tail is read inside the transaction, so processes take turns. Rows that the head file knows and the table has lost
 * are never numbered again: the gap stays. A head file that is gone leaves a row that says so. Throws StoreCorrupt for a
 * database in which something else may change what is written.
 */
export const appender = (key: KeyObject, headFile: AuditHead): Append => {
  let sound: number | undefined;
  const assertSound = (connection: Connection): void => {
    const schema = connection.sql<number>('PRAGMA schema_version').pluck().get();
    if (schema === sound) return;
    const [foreign] = foreignTriggers(connection);
    if (foreign !== undefined) throw new StoreCorrupt(connection.path, `a trigger ${foreign} that is none of mine`);
    sound = schema;
  };
  return (connection, entry) => {
    assertSound(connection);
    const tail = tailOf(connection);
    const head = headFile.read();
    const seq = Math.max(tail?.seq ?? 0, head?.seq ?? 0) + 1;
    const mac = tail?.mac ?? genesisMac;
    if (head !== undefined) return insert(connection, key, mac, seq, entry).seq;
    const mark = insert(connection, key, mac, seq, {
      atMs: entry.atMs,
      principal: 'zhiban',
      via: 'store',
      event: headMissingEvent,
      configuration: entry.configuration,
    });
    return insert(connection, key, mark.mac, seq + 1, entry).seq;
  };
};

function insert(connection: Connection, key: KeyObject, previousMac: string, seq: number, entry: AuditEntry) {
  const row = chainOn(key, previousMac, seq, entry);
  connection.sql('INSERT INTO audit (seq, entry, mac) VALUES (?, ?, ?)').run(row.seq, row.entry, row.mac);
  return row;
}
