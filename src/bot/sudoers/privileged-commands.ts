import type { System } from '../../actions/inventory.ts';
import { logRootCommands } from '../../actions/logs/privileged.ts';
import type { Argv } from '../../actions/ports.ts';
import { runtimeOf } from '../../actions/runtimes/table.ts';

/** Every command the plans of these systems can run as root on a host: each once, in the order of their words. */
export function privilegedCommands(host: string, systems: readonly System[]): readonly Argv[] {
  const all = systems
    .flatMap(({ services }) => services)
    .filter((service) => service.host === host)
    .flatMap((service) => runtimeOf(service).privileged(service))
    .concat(logRootCommands(host, systems));
  const each = new Map(all.map((argv) => [argv.join('\0'), argv]));
  return [...each].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, argv]) => argv);
}
