import { userInfo } from 'node:os';
import { known } from '../compose.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { backUpState } from '../state-backup/back-up-state.ts';
import { restoreState } from '../state-backup/restore-state.ts';
import { systemClock } from '../system-clock.ts';
import { faultyConfiguration } from './exit-code.ts';
import { open } from './open.ts';
import { faultLines } from './show-faults.ts';

/** `zhiban state backup|restore FOLDER`: the bot's own state, not that of a system it cares for. */
export async function state(what: 'backup' | 'restore', folder: string, dir: string): Promise<number> {
  const loaded = loadConfiguration(dir, process.env, known);
  if (!loaded.ok) {
    console.error(faultLines(loaded.faults));
    return faultyConfiguration;
  }
  const place = loaded.configuration.state.dir;
  return what === 'backup' ? backup(place, folder) : restore(place, folder, dir);
}

async function backup(place: string, folder: string): Promise<number> {
  try {
    const { path, manifest } = await backUpState(place, folder, systemClock.now());
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    console.log(
      `${path} · ${bytes} bytes · schema ${manifest.schema} · ${manifest.auditRows} audit rows · read through`,
    );
    console.error('It holds the keys of the state: keep it where only you can read.');
    return 0;
  } catch (error) {
    console.error(`no backup was made: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

/** The trail goes on in the restored state: its first new row says by whom. */
async function restore(place: string, folder: string, dir: string): Promise<number> {
  const result = await restoreState(folder, place, systemClock.now());
  if (!result.restored) {
    console.error(`nothing was changed: ${result.why}`);
    return 1;
  }
  const { manifest, setAside } = result;
  const composed = await open({ dir, env: process.env, kind: 'cli', logLevel: 'warn', interrupted: () => {} });
  try {
    const osUser = userInfo().username;
    await composed.desk.store.audit.append({
      atMs: systemClock.now(),
      principal: `os:${osUser}`,
      via: `os:${osUser}`,
      event: 'state.restored',
      reason: `from a backup of ${new Date(manifest.madeAtMs).toISOString()} with ${manifest.auditRows} audit rows`,
      configuration: composed.desk.settings().version,
    });
    const { rows, faults } = await composed.desk.store.audit.verify();
    console.log(`restored · ${rows} audit rows, ${faults.length === 0 ? 'whole' : `${faults.length} faults`}`);
    if (setAside !== undefined) console.log(`the state before is kept in ${setAside}; remove it when all is well`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await composed.close();
  }
}
