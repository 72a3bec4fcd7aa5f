import { createHmac, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditEntry } from '../../handlers/store/audit-log.ts';

/** What the first row is chained to. */
export const genesisMac = '0'.repeat(64);
/** A row the store itself writes when it finds its head file gone: nobody can tell any more whether rows were cut. */
export const headMissingEvent = 'audit.head-missing';

export interface ChainRow {
  readonly seq: number;
  /** Canonical JSON of the entry with its seq. */
  readonly entry: string;
  readonly mac: string;
}

/** HMAC-SHA256 over the previous row's mac and this row's canonical JSON, hex. */
export const chainMac = (key: KeyObject, previousMac: string, entry: string): string =>
  createHmac('sha256', key).update(previousMac).update(entry).digest('hex');

/** Broken halves of characters, which canonical JSON refuses, become �: nothing typed may keep a row from being written. */
export function canonicalEntry(entry: AuditEntry & { readonly seq: number }): string {
  const wellFormed = Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === 'string' ? value.toWellFormed() : value]),
  );
  const text = canonicalize(wellFormed);
  if (text === undefined) throw new TypeError('an audit entry must be plain JSON');
  return text;
}

/** The rows that follow one another from a tail, each chained to the one before. */
export function chainOn(key: KeyObject, previousMac: string, seq: number, entry: AuditEntry): ChainRow {
  const text = canonicalEntry({ ...entry, seq });
  return { seq, entry: text, mac: chainMac(key, previousMac, text) };
}
