import { engineOf } from '../databases/engines/table.ts';
import { type FolderLimit, folderLimitOf } from '../host/disk-space.ts';
import type { System } from '../inventory.ts';
import { folderOf } from '../paths.ts';

/** The hosts a system's services run on. */
export const hostsOf = ({ services }: System): readonly string[] => [...new Set(services.map(({ host }) => host))];

/** Where a system writes on a host: its folder, its backups, its databases, the folders of its logs. */
export const foldersOn = (host: string, system: System): readonly string[] => [
  ...new Set([
    ...(hostsOf(system).includes(host) ? [system.folder] : []),
    ...(system.backups?.host === host ? [system.backups.folder] : []),
    ...Object.values(system.databases).flatMap((database) =>
      database.host === host ? engineOf(database).sources(database) : [],
    ),
    ...Object.values(system.logs).flatMap((log) => (log.host === host && 'path' in log ? [folderOf(log.path)] : [])),
  ]),
];

/** What its folder may hold, where it has one. */
export const limitOn = (host: string, system: System): FolderLimit | undefined =>
  hostsOf(system).includes(host) ? folderLimitOf(system) : undefined;
