import { randomBytes } from 'node:crypto';
import { closeSync, constants, linkSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder, writeDraft } from './state-folder.ts';

export const keyBytes = 32;

/** The bytes of a key file, whatever their number; undefined when there is none. `links`: may be followed to it. */
export function readKeyFile(path: string, links: boolean): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (links ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a key file of random bytes, 0600 and on the disk when it returns; one that another process just made stays. */
export function makeKeyFile(path: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeDraft(draft, randomBytes(keyBytes), true);
  try {
    linkSync(draft, path); // unlike a rename it never replaces a key that another process just made
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  flushFolder(dirname(path));
}
