import { constants, copyFileSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databaseName } from '../storage/open-store.ts';
import { flushFolder, writeDraft, writeWhole } from '../storage/state-folder.ts';
import { type Manifest, manifestName, sha256Of } from './manifest.ts';

/** Keys, the head of the trail, a freeze: small files beside the database. Drafts and copies of older schemas stay. */
const isKept = (folder: string, name: string): boolean =>
  !name.startsWith(databaseName) && !name.endsWith('.tmp') && lstatSync(join(folder, name)).isFile();

/**
 * Copies the state, also while a bot works on it, into a new folder `zhiban-state-<stamp>` within `into`, for its owner
 * alone: it holds the keys. The copy is opened and read through before it counts; one that failed leaves nothing behind.
 */
export async function backUpState(
  state: string,
  into: string,
  nowMs: number,
): Promise<{ path: string; manifest: Manifest }> {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const path = join(into, `zhiban-state-${stamp}`);
  mkdirSync(into, { recursive: true });
  mkdirSync(path, { mode: 0o700 });
  try {
    // The head first: rows written meanwhile lie after it, which is no fault; the other way round they would seem cut.
    const names = readdirSync(state).filter((name) => isKept(state, name));
    for (const name of names) copyFileSync(join(state, name), join(path, name), constants.COPYFILE_EXCL);
    const copied = await copyDatabase(join(state, databaseName), join(path, databaseName));
    const files: Manifest['files'] = [];
    for (const name of [databaseName, ...names]) {
      const file = join(path, name);
      files.push({ name, bytes: statSync(file).size, sha256: await sha256Of(file) });
    }
    const manifest: Manifest = { zhiban: 'state', madeAtMs: nowMs, ...copied, files };
    writeWhole(join(path, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`, true);
    flushFolder(into);
    return { path, manifest };
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

/** SQLite's online backup: whole, though others write meanwhile. */
async function copyDatabase(from: string, to: string): Promise<Pick<Manifest, 'schema' | 'auditRows'>> {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    writeDraft(to, '', false); // SQLite would make it readable to all
    await source.backup(to);
  } finally {
    source.close();
  }
  const copy = new Sqlite(to, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE'); // one file, without companions
    return soundness(copy, to);
  } finally {
    copy.close();
  }
}

/** Throws when the database is damaged. */
export function soundness(database: Sqlite.Database, path: string): Pick<Manifest, 'schema' | 'auditRows'> {
  const finding = database.pragma('integrity_check(1)', { simple: true });
  if (finding !== 'ok') throw new Error(`${path} is damaged: ${String(finding)}`);
  return {
    schema: Number(database.pragma('user_version', { simple: true })),
    auditRows: Number(database.prepare('SELECT coalesce(max(seq), 0) FROM audit').pluck().get()),
  };
}
