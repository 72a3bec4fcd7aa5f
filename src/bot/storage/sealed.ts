import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealed, Wanted } from '../../handlers/store/sealed.ts';
import type { Connection } from './database.ts';
import { keyBytes, makeKeyFile, readKeyFile } from './key-file.ts';
import { read, type Write } from './write.ts';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

interface SealedRow {
  readonly body: string;
  readonly nonce: Buffer | null;
  readonly value: Buffer | null;
  readonly expiresAtMs: number;
}

/** `keyPath`: the key's file, made when the first value is given. Without it what was sealed is gone, and asked for again. */
export function sqliteSealed(full: Write, reads: Connection, keyPath: string): Sealed {
  const rowOf = (connection: Connection, ref: string): SealedRow | undefined =>
    connection
      .sql<SealedRow>('SELECT body, nonce, value, expires_at_ms AS expiresAtMs FROM sealed WHERE ref = ?')
      .get(ref);
  const any = (condition: string, ...values: readonly unknown[]): Promise<boolean> =>
    read(
      reads,
      (connection) => connection.sql(`SELECT 1 FROM sealed WHERE ${condition} LIMIT 1`).get(...values) !== undefined,
    );

  return {
    async ask(wanted) {
      await full((connection) =>
        connection
          .sql('INSERT INTO sealed (ref, requester, body, expires_at_ms) VALUES (?, ?, ?, ?)')
          .run(wanted.ref, wanted.requester, JSON.stringify(wanted), wanted.expiresAtMs),
      );
    },
    wanted: (ref) =>
      read(reads, (connection) => {
        const row = rowOf(connection, ref);
        return row === undefined || row.value !== null ? undefined : (JSON.parse(row.body) as Wanted); // as `ask` wrote it
      }),
    isAsked: (requester, atMs) => any('requester = ? AND value IS NULL AND expires_at_ms > ?', requester, atMs),
    give: async (ref, value, atMs, expiresAtMs) => {
      const sealed = seal(keyOf(keyPath), ref, value);
      return full(
        (connection) =>
          connection
            .sql(
              'UPDATE sealed SET nonce = ?, value = ?, expires_at_ms = ? WHERE ref = ? AND value IS NULL AND expires_at_ms > ?',
            )
            .run(sealed.nonce, sealed.value, expiresAtMs, ref, atMs).changes === 1,
      );
    },
    open: (ref, atMs) =>
      read(reads, (connection) => {
        const row = rowOf(connection, ref);
        const key = readKeyFile(keyPath, false);
        if (row?.nonce == null || row.value === null || row.expiresAtMs <= atMs || key === undefined) return undefined;
        return unseal(key, ref, row.nonce, row.value);
      }),
    async drop(refs) {
      const there = await any('ref IN (SELECT value FROM json_each(?))', JSON.stringify(refs));
      if (there)
        await full((connection) => erase(connection, 'ref IN (SELECT value FROM json_each(?))', JSON.stringify(refs)));
    },
    async dropExpired(atMs) {
      if (await any('expires_at_ms <= ?', atMs))
        await full((connection) => erase(connection, 'expires_at_ms <= ?', atMs));
    },
  };
}

/** Overwritten first: a row that is only deleted stays in the file, where the key still opens it. */
function erase(connection: Connection, condition: string, value: unknown): void {
  connection
    .sql(`UPDATE sealed SET nonce = zeroblob(length(nonce)), value = zeroblob(length(value)) WHERE ${condition}`)
    .run(value);
  connection.sql(`DELETE FROM sealed WHERE ${condition}`).run(value);
}

function keyOf(path: string): Uint8Array {
  const found = readKeyFile(path, false);
  if (found?.length === keyBytes) return found;
  if (found !== undefined) throw new Error(`the key ${path} has ${found.length} bytes, not ${keyBytes}: delete it`);
  makeKeyFile(path);
  return keyOf(path);
}

/** The name goes into the tag, so that no value can be put in another's place. */
function seal(key: Uint8Array, ref: string, value: string): { readonly nonce: Buffer; readonly value: Buffer } {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(ref));
  return { nonce, value: Buffer.concat([sealing.update(value, 'utf8'), sealing.final(), sealing.getAuthTag()]) };
}

/** Undefined for what this key did not seal under this name. */
function unseal(key: Uint8Array, ref: string, nonce: Uint8Array, value: Uint8Array): string | undefined {
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(ref));
  opening.setAuthTag(value.subarray(-tagBytes));
  try {
    return Buffer.concat([opening.update(value.subarray(0, -tagBytes)), opening.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
