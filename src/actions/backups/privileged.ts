import { type DataCommand, movesOf } from '../data-moves.ts';
import { engineOf, isArchive } from '../databases/engines/table.ts';
import type { System } from '../inventory.ts';
import type { Argv } from '../ports.ts';
import { packArgv, unpackArgv } from './packing.ts';

/** Everything that backups, restores and `/db` of these systems can run as another user on a host. */
export function dataCommands(host: string, systems: readonly System[]): readonly DataCommand[] {
  return systems.flatMap(({ databases, backups }) => [
    ...Object.values(databases).flatMap((database) => {
      const { host: on, user } = database;
      const engine = engineOf(database);
      return on !== host || user === undefined
        ? []
        : [...engine.privileged(database), ...engine.files(database).flatMap(movesOf)].map((argv) => ({ user, argv }));
    }),
    ...(backups?.host !== host ? [] : Object.values(backups.parts)).flatMap((part) =>
      !isArchive(part) || part.user === undefined
        ? []
        : commandsOf(part).map((argv) => ({ user: part.user ?? '', argv })),
    ),
  ]);
}

const commandsOf = ({ kind, paths }: { readonly kind: string; readonly paths: readonly string[] }): readonly Argv[] => [
  packArgv(paths),
  ...(kind === 'logs' ? [] : [unpackArgv(paths), ...paths.flatMap(movesOf)]),
];
