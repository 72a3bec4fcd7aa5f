import { dataCommands } from '../../actions/backups/privileged.ts';
import type { DataCommand } from '../../actions/data-moves.ts';
import type { System } from '../../actions/inventory.ts';
import { logRootCommands, logUserCommands } from '../../actions/logs/privileged.ts';
import type { Argv } from '../../actions/ports.ts';
import { runtimeOf } from '../../actions/runtimes/table.ts';
import { tokenCommands } from '../../actions/tokens/privileged.ts';

/** What the login of a host runs through sudo. */
export interface Privileged {
  readonly root: readonly Argv[];
  /** As the user whose data it is; words may hold `<plan>` and `<turn>`, see `dataLines`. */
  readonly asUser: readonly DataCommand[];
}

/** Every command the plans of these systems can run as somebody else on a host, each once. */
export function privilegedCommands(host: string, systems: readonly System[]): Privileged {
  const root = systems
    .flatMap(({ services }) => services)
    .filter((service) => service.host === host)
    .flatMap((service) => runtimeOf(service).privileged(service))
    .concat(logRootCommands(host, systems));
  const asUser = [dataCommands, tokenCommands, logUserCommands].flatMap((commandsOf) => commandsOf(host, systems));
  return {
    root: once(root, (argv) => argv.join('\0'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, argv]) => argv),
    asUser: once(asUser, ({ user, argv }) => [user, ...argv].join('\0')).map(([, command]) => command),
  };
}

const once = <T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [string, T])[] => [
  ...new Map(all.map((one) => [keyOf(one), one])),
];
