import type { System } from '../../actions/inventory.ts';
import type { Inventory } from '../../actions/ports.ts';

/** Looks systems and services up by their ids. */
export function systemsToInventory(systems: readonly System[]): Inventory {
  const byId = new Map(systems.map((system) => [system.id, system]));
  return {
    systems: () => systems,
    system: (id) => byId.get(id),
    service: (system, service) => byId.get(system)?.services.find(({ id }) => id === service),
    environment: (system) => byId.get(system)?.environment,
  };
}
