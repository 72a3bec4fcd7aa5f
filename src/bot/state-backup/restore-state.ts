import {
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { closeBoth, connectBoth } from '../storage/database.ts';
import { livingPids } from '../storage/instances.ts';
import { migrations } from '../storage/migrate.ts';
import { databaseName } from '../storage/open-store.ts';
import { flushFolder } from '../storage/state-folder.ts';
import { soundness } from './back-up-state.ts';
import { type Manifest, manifestName, manifestSpec, sha256Of } from './manifest.ts';

export type Restored =
  | { readonly restored: true; readonly manifest: Manifest; readonly setAside?: string }
  /** Nothing was changed. */
  | { readonly restored: false; readonly why: string };

/**
 * Puts a backup in the place of the state. It is checked whole first; the present state is set aside beside its place,
 * and only renamed, so that it can be put back by hand. Refuses while any process works on the present state.
 */
export async function restoreState(backup: string, state: string, nowMs: number): Promise<Restored> {
  const checked = await checkBackup(backup);
  if ('why' in checked) return { restored: false, why: checked.why };
  const atWork = processesAt(state, nowMs);
  if (typeof atWork === 'string') return { restored: false, why: atWork };

  const place = resolve(state);
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const staging = `${place}.restoring-${stamp}`;
  const setAside = `${place}.before-restore-${stamp}`;
  mkdirSync(dirname(place), { recursive: true });
  mkdirSync(staging, { mode: 0o700 });
  try {
    for (const { name } of checked.manifest.files)
      copyFileSync(join(backup, name), join(staging, name), constants.COPYFILE_EXCL);
    doubtWhatWaits(join(staging, databaseName));
    if (existsSync(place)) giveLike(place, staging);
    flushFolder(staging);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  const replaced = existsSync(place);
  if (replaced) renameSync(place, setAside);
  renameSync(staging, place);
  flushFolder(dirname(place));
  return { restored: true, manifest: checked.manifest, ...(replaced && { setAside }) };
}

async function checkBackup(backup: string): Promise<{ readonly manifest: Manifest } | { readonly why: string }> {
  const file = join(backup, manifestName);
  if (!existsSync(file)) return { why: `${backup} is no backup of a state: it has no ${manifestName}` };
  const read = manifestSpec.safeParse(jsonOf(readFileSync(file, 'utf8')));
  if (!read.success) return { why: `${file} cannot be understood` };
  const { files, schema } = read.data;
  for (const { name, bytes, sha256 } of files) {
    const path = join(backup, name);
    if (!existsSync(path) || !lstatSync(path).isFile()) return { why: `${path} is missing` };
    if (statSync(path).size !== bytes || (await sha256Of(path)) !== sha256)
      return { why: `${path} is not what was backed up: its hash differs` };
  }
  if (!files.some(({ name }) => name === databaseName)) return { why: `${file} names no ${databaseName}` };
  if (schema > migrations.length)
    return {
      why: `the backup has schema ${schema}, this version knows up to ${migrations.length}: use the newer version`,
    };
  const database = new Sqlite(join(backup, databaseName), { readonly: true, fileMustExist: true });
  try {
    soundness(database, backup);
    return { manifest: read.data };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  } finally {
    database.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why the present state must not be replaced now; undefined when nobody works on it. A damaged one cannot be asked. */
function processesAt(state: string, nowMs: number): string | undefined {
  const path = join(state, databaseName);
  if (!existsSync(path)) return undefined;
  let pids: readonly number[] = [];
  try {
    const connections = connectBoth(path, false);
    try {
      pids = livingPids(connections.normal, nowMs);
    } finally {
      closeBoth(connections);
    }
  } catch {
    return undefined;
  }
  return pids.length === 0 ? undefined : `pid ${pids.join(', ')} works on ${state}: stop it first`;
}

/** What waited to be sent when the backup was made may have been shown since: it says so itself where it is sent. */
function doubtWhatWaits(path: string): void {
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    if (Number(database.pragma('user_version', { simple: true })) >= 2)
      database.exec(
        `UPDATE outbox SET doubtful = coalesce(doubtful, revision) WHERE state IN ('waiting', 'sending') AND message_id IS NULL`,
      );
  } finally {
    database.close();
  }
}

/** Root restores for the user whose state it is. */
function giveLike(place: string, staging: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(place);
  chownSync(staging, uid, gid);
  for (const name of readdirSync(staging)) chownSync(join(staging, name), uid, gid);
}
