import { keyBytes, makeKeyFile, readKeyFile } from './key-file.ts';
import { AuditKeyMissing } from './store-errors.ts';

/**
 * The key of the audit chain, 32 random bytes in a file of its own. Made once, unless `trailExists`: then its absence is an
 * error. Throws AuditKeyMissing.
 */
export function auditKey(path: string, trailExists: boolean): Uint8Array {
  const found = readKeyFile(path, true);
  if (found === undefined) {
    if (trailExists) throw new AuditKeyMissing(path, 'is missing');
    makeKeyFile(path);
    return auditKey(path, true);
  }
  if (found.length !== keyBytes) throw new AuditKeyMissing(path, `has ${found.length} bytes, not ${keyBytes},`);
  return found;
}
