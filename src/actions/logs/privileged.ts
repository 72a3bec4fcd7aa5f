import { anyPlan, asideName, type DataCommand, moveArgv } from '../data-moves.ts';
import type { System } from '../inventory.ts';
import { fileOf, folderOf } from '../paths.ts';
import type { Argv } from '../ports.ts';
import { type FileLog, logsOf } from './log-spec.ts';

/** Stands in a command's words for the age of a rotated file, as in `.3.gz` or `-20261122`. */
export const anyTurn = '<turn>';

export const logrotateArgv = (config: string): Argv => ['/usr/sbin/logrotate', '--force', config];
/** Who has files of a folder open, whoever it is: `p` lines with PIDs, `c` with names, `n` with paths. */
export const openFilesArgv = (folder: string): Argv => ['/usr/bin/lsof', '-nP', '-w', '-F', 'pcn', '+d', folder];
export const removeArgv = (path: string): Argv => ['/usr/bin/rm', '-f', '--', path];

const fileLogs = (host: string, systems: readonly System[]): readonly FileLog[] =>
  systems.flatMap((system) => logsOf(system).filter((log): log is FileLog => 'path' in log && log.host === host));

/** What plans about logs run as root on a host. */
export const logRootCommands = (host: string, systems: readonly System[]): readonly Argv[] =>
  fileLogs(host, systems).flatMap((log) => [
    ...(log.rotation === undefined ? [] : [logrotateArgv(log.rotation.config)]),
    ...(log.user === undefined && log.rotation === undefined ? [] : [openFilesArgv(folderOf(log.path))]),
  ]);

/** What they run as the user whose logs they are. */
export const logUserCommands = (host: string, systems: readonly System[]): readonly DataCommand[] =>
  fileLogs(host, systems).flatMap(({ user, path }) => {
    if (user === undefined) return [];
    const turned = `${folderOf(path)}/${fileOf(path)}${anyTurn}`;
    const aside = asideName(turned, anyPlan);
    return [moveArgv(turned, aside), moveArgv(aside, turned), removeArgv(aside)].map((argv) => ({ user, argv }));
  });
