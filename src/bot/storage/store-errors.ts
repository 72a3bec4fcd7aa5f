import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';

export type UnwritableReason = 'disk-full' | 'read-only' | 'permission' | 'busy' | 'io-error' | 'closed' | 'no-place';

const words: Readonly<Record<UnwritableReason, string>> = {
  'disk-full': 'the disk is full',
  'read-only': 'the folder or its file system is read-only',
  permission: 'this user may not write there',
  busy: 'another process held it too long',
  'io-error': 'the disk reports an error',
  closed: 'it was closed',
  'no-place': 'no folder can be made there',
};

/** Nothing was written. Goes away by itself when its reason does; the store needs no restart. */
export class StoreUnwritable extends Error {
  override readonly name = 'StoreUnwritable';
  readonly reason: UnwritableReason;
  constructor(reason: UnwritableReason, path: string, cause?: unknown) {
    super(`the state ${path} cannot be written: ${words[reason]}`, { cause });
    this.reason = reason;
  }
}

/** The database is damaged. The file is left as it is. */
export class StoreCorrupt extends Error {
  override readonly name = 'StoreCorrupt';
  constructor(path: string, finding: string, cause?: unknown) {
    super(`the database ${path} is damaged (${finding}); it was left as it is, put a backup in its place`, { cause });
  }
}

/** A file of the state is a symbolic link: whoever owns the folder could lead another user's process anywhere with it. */
export class StateIsLink extends Error {
  override readonly name = 'StateIsLink';
  constructor(path: string) {
    super(`${path} is a symbolic link, and the state must not be one: put the file itself there`);
  }
}

/** The database was written by a newer Zhiban. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';
  constructor(path: string, found: number, known: number) {
    super(
      `the database ${path} has schema ${found}, this version knows up to ${known}: start the newer version, ` +
        `or put back the copy ${path}.before-v${known + 1}`,
    );
  }
}

/** There is an audit trail, but the key it was written with is gone. A new key would make every row look changed. */
export class AuditKeyMissing extends Error {
  override readonly name = 'AuditKeyMissing';
  constructor(path: string, finding: string) {
    super(`the audit key ${path} ${finding}, and the trail cannot be continued without it: put the key file back`);
  }
}

/** The run is no longer this process's to write: it was marked interrupted, taken over or ended. Stop working on it. */
export class RunLost extends Error {
  override readonly name = 'RunLost';
  readonly runId: number;
  constructor(runId: number, found: string) {
    super(`run ${runId} is no longer ours: ${found}`);
    this.runId = runId;
  }
}

/** This process was taken for dead and its place given away. It must stop. */
export class InstanceLost extends Error {
  override readonly name = 'InstanceLost';
  constructor(id: string) {
    super(`instance ${id} is not registered, or was taken for dead`);
  }
}

/** Errors at the opening of a state whose words are for the person who must mend it. */
export const isAboutState = (error: unknown): error is Error =>
  error instanceof StoreUnwritable ||
  error instanceof StoreCorrupt ||
  error instanceof SchemaTooNew ||
  error instanceof AuditKeyMissing;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Another connection holds the database; worth another try. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

/** Errors of SQLite and the file system about the place, in our words; all others as they are. */
export function inOurWords(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new StoreCorrupt(path, code, error);
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  if ((reason === 'permission' || code === 'ENOENT') && onReadOnlyFileSystem(path))
    return new StoreUnwritable('read-only', path, error);
  return reason === undefined ? error : new StoreUnwritable(reason, path, error);
}

/** SQLite says of both only that it cannot open the file, Node of a new folder that it is not there. */
function onReadOnlyFileSystem(path: string): boolean {
  try {
    accessSync(existingFolder(path), constants.W_OK);
    return false;
  } catch (error) {
    return codeOf(error) === 'EROFS';
  }
}

const existingFolder = (path: string): string => {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : existingFolder(folder);
};

const reasons: readonly (readonly [RegExp, UnwritableReason])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'disk-full'],
  [/^(SQLITE_READONLY.*|EROFS)$/, 'read-only'],
  [/^(SQLITE_PERM|SQLITE_CANTOPEN.*|EACCES|EPERM)$/, 'permission'],
  [/^SQLITE_(BUSY|LOCKED).*$/, 'busy'],
  [/^(SQLITE_IOERR.*|SQLITE_NOMEM|EIO|EMFILE|ENFILE)$/, 'io-error'],
];
