import { closeSync, constants, lstatSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { flushFolder, giveToFolderOwner } from './state-folder.ts';
import { StateIsLink, StoreCorrupt, StoreUnwritable } from './store-errors.ts';

/** `full`: on the disk (fsync) at the commit. `normal`: consistent always, but a power loss may take the newest rows. */
export type Durability = 'full' | 'normal';

export interface Connection {
  readonly path: string;
  readonly durability: Durability;
  readonly raw: Sqlite.Database;
  /** A prepared statement, kept; texts are constants, so their number is bounded. */
  sql<Row = unknown>(text: string): Sqlite.Statement<unknown[], Row>;
}

export interface Connections {
  readonly full: Connection;
  readonly normal: Connection;
}

/** Opens or makes the database file. Throws SQLite's own error when another process is in the way. */
export function connectBoth(path: string, quickCheck: boolean): Connections {
  makeFile(path);
  const full = connect(path, 'full');
  try {
    if (quickCheck) assertSound(full);
    return { full, normal: connect(path, 'normal') };
  } catch (error) {
    full.raw.close();
    throw error;
  }
}

export function closeBoth({ full, normal }: Connections): void {
  normal.raw.close();
  full.raw.close();
}

function connect(path: string, durability: Durability): Connection {
  // No waiting inside SQLite: it would hold the event loop. `write` waits instead.
  const raw = new Sqlite(path, { timeout: 0, fileMustExist: true });
  try {
    if (raw.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
      throw new StoreUnwritable('io-error', path, new Error('this file system cannot hold a WAL database'));
    raw.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
    raw.pragma('fullfsync = ON'); // macOS flushes its disk only when told so; nothing elsewhere
    raw.pragma('journal_size_limit = 16777216');
  } catch (error) {
    raw.close();
    throw error;
  }
  const statements = new Map<string, Sqlite.Statement<unknown[]>>();
  return {
    path,
    durability,
    raw,
    sql<Row>(text: string) {
      const statement = statements.get(text) ?? raw.prepare<unknown[]>(text);
      statements.set(text, statement);
      return statement as Sqlite.Statement<unknown[], Row>; // the caller wrote the columns it names as Row
    },
  };
}

/** SQLite would make it readable to all; its side files take over the mode of this one. */
function makeFile(path: string): void {
  for (const each of [path, `${path}-wal`, `${path}-shm`])
    if (lstatSync(each, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new StateIsLink(each);
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  // Never through a link: where root works on a user's state, that user could have a file made anywhere.
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  try {
    giveToFolderOwner(file, path);
  } finally {
    closeSync(file);
  }
  flushFolder(dirname(path));
}

function assertSound({ raw, path }: Connection): void {
  const finding = raw.pragma('quick_check(1)', { simple: true });
  if (finding !== 'ok') throw new StoreCorrupt(path, String(finding));
}
