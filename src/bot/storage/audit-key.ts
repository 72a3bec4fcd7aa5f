import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder, writeDraft } from './state-folder.ts';
import { AuditKeyMissing } from './store-errors.ts';

const keyBytes = 32;

/**
 * The key of the audit chain, 32 random bytes in a file of its own. Made once, unless `trailExists`: then its absence is an
 * error. Throws AuditKeyMissing.
 */
export function auditKey(path: string, trailExists: boolean): Uint8Array {
  const found = readKey(path);
  if (found !== undefined) return found;
  if (trailExists) throw new AuditKeyMissing(path, 'is missing');
  const draft = `${path}.${process.pid}.tmp`;
  writeDraft(draft, randomBytes(keyBytes), true);
  try {
    linkSync(draft, path); // unlike a rename it never replaces a key that another process just made
  } catch (error) {
    if (readKey(path) === undefined) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  flushFolder(dirname(path));
  return readKey(path) ?? auditKey(path, true);
}

function readKey(path: string): Uint8Array | undefined {
  let key: Buffer;
  try {
    key = readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  if (key.length !== keyBytes) throw new AuditKeyMissing(path, `has ${key.length} bytes, not ${keyBytes},`);
  return key;
}
