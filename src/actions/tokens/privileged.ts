import { anyPlan, type DataCommand } from '../data-moves.ts';
import type { System } from '../inventory.ts';
import type { Argv } from '../ports.ts';
import {
  closeArgv,
  copyArgv,
  draftName,
  formerName,
  readArgv,
  removeArgv,
  renameArgv,
  writeArgv,
} from '../steps/env-values/env-value-programs.ts';

/** Everything that changing a key can run as another user on a host: those files, their copies, and nothing else. */
export const tokenCommands = (host: string, systems: readonly System[]): readonly DataCommand[] =>
  systems
    .flatMap(({ tokens }) => Object.values(tokens))
    .flatMap(({ host: on, files, user }) =>
      on !== host || user === undefined ? [] : files.flatMap(commandsOn).map((argv) => ({ user, argv })),
    );

function commandsOn(path: string): readonly Argv[] {
  const former = formerName(path, anyPlan);
  const draft = draftName(path, anyPlan);
  return [
    readArgv(path),
    copyArgv(path, former),
    closeArgv(former),
    readArgv(former),
    copyArgv(path, draft),
    writeArgv(draft),
    renameArgv(draft, path),
    removeArgv(draft),
  ];
}
