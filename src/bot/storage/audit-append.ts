import type { KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../handlers/store/audit-log.ts';
import { chainOn, genesisMac, headMissingEvent } from './audit-chain.ts';
import { type AuditHead, tailOf } from './audit-head.ts';
import type { Connection } from './database.ts';

/** Adds a row to the trail inside a write that is under way, and returns its seq. */
export type Append = (connection: Connection, entry: AuditEntry) => number;

/**
 * The tail is read inside the transaction, so processes take turns. Rows that the head file knows and the table has lost
 * are never numbered again: the gap stays. A head file that is gone leaves a row that says so.
 */
export const appender =
  (key: KeyObject, headFile: AuditHead): Append =>
  (connection, entry) => {
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

function insert(connection: Connection, key: KeyObject, previousMac: string, seq: number, entry: AuditEntry) {
  const row = chainOn(key, previousMac, seq, entry);
  connection.sql('INSERT INTO audit (seq, entry, mac) VALUES (?, ?, ?)').run(row.seq, row.entry, row.mac);
  return row;
}
