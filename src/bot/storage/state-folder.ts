import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { inOurWords, StoreUnwritable } from './store-errors.ts';

/** Makes the folder, for its owner alone. One that exists is left as it is. Throws StoreUnwritable. */
export function makeStateFolder(folder: string): void {
  try {
    makeFolders(folder, 0o700);
  } catch (error) {
    const ours = inOurWords(error, folder);
    throw ours === error ? new StoreUnwritable('no-place', folder, error) : ours;
  }
}

/** One after the other: told to make all at once, Node tries for ever below /proc. */
function makeFolders(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolders(above, 0o777);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another process was first
  }
}

/** Writes a whole file, 0600, that others see either not at all or complete. `flush`: on the disk when it returns. */
export function writeWhole(path: string, content: Uint8Array | string, flush: boolean): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeDraft(draft, content, flush);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  if (flush) flushFolder(dirname(path));
}

export function writeDraft(draft: string, content: Uint8Array | string, flush: boolean): void {
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let written = 0; written < bytes.byteLength; ) written += writeSync(file, bytes, written);
    if (flush) fsyncSync(file);
    giveToFolderOwner(file, draft);
  } finally {
    closeSync(file);
  }
}

/**
 * Root works on the state of a service's user: what it makes there must stay readable to that user. By the open file, not
 * its name: the owner of the folder could meanwhile have put a link to a file of root's there.
 */
export function giveToFolderOwner(file: number, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) fchownSync(file, uid, gid);
}

/** A new name in a folder survives a power loss only when the folder is flushed too. */
export function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
