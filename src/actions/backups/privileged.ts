import { optimizeArgv } from '../databases/privileged.ts';
import type { System } from '../inventory.ts';
import type { Argv } from '../ports.ts';
import { databaseFiles, packArgv, unpackArgv } from './parts.ts';

/** Stands for the id of whatever plan it is, where a command's words hold one. */
export const anyPlan = '<plan>';

/** A command that plans run as the user whose data it is, through sudo. */
export interface DataCommand {
  readonly user: string;
  readonly argv: Argv;
}

/** What sets a path aside, puts it back, and takes what came instead out of the way: nothing is overwritten or deleted. */
export const asideName = (path: string, planId: string): string => `${path}.zhiban-${planId}`;
export const takenOutName = (path: string, planId: string): string => `${path}.zhiban-${planId}-out`;
export const moveArgv = (from: string, to: string): Argv => ['/usr/bin/mv', '-nT', from, to];

/** Deletes for good what was set aside, and nothing that has not such a name. */
export const forgetArgv = (aside: string): Argv => ['/usr/bin/rm', '-rf', '--', aside];

/** Everything that backups, restores and `/db` of these systems can run as another user on a host. */
export function dataCommands(host: string, systems: readonly System[]): readonly DataCommand[] {
  return systems.flatMap(({ databases, backups }) => [
    ...Object.values(databases).flatMap(({ host: on, path, user }) =>
      on !== host || user === undefined
        ? []
        : [unpackArgv([path]), optimizeArgv(path), ...databaseFiles(path).flatMap(movesOf)].map((argv) => ({
            user,
            argv,
          })),
    ),
    ...(backups?.host !== host ? [] : Object.values(backups.parts)).flatMap((part) =>
      part.kind === 'redis' || part.user === undefined
        ? []
        : commandsOf(part).map((argv) => ({ user: part.user ?? '', argv })),
    ),
  ]);
}

const commandsOf = ({ kind, paths }: { readonly kind: string; readonly paths: readonly string[] }): readonly Argv[] => [
  packArgv(paths),
  ...(kind === 'logs' ? [] : [unpackArgv(paths), ...paths.flatMap(movesOf)]),
];

const movesOf = (path: string): readonly Argv[] => [
  moveArgv(path, asideName(path, anyPlan)),
  moveArgv(asideName(path, anyPlan), path),
  moveArgv(path, takenOutName(path, anyPlan)),
  forgetArgv(asideName(path, anyPlan)),
  forgetArgv(takenOutName(path, anyPlan)),
];
