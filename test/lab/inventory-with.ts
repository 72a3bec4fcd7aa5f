import type { Service, System } from '../../src/actions/inventory.ts';
import type { Inventory } from '../../src/actions/ports.ts';
import type { Desk } from '../../src/handlers/desk.ts';

/** The desk with its systems changed. */
export function systemsWith(change: (system: System) => System): (desk: Desk) => Desk {
  const changed = (inventory: Inventory): Inventory => {
    const systems = inventory.systems().map(change);
    const system = (id: string) => systems.find((each) => each.id === id);
    return {
      ...inventory,
      systems: () => systems,
      system,
      service: (of, id) => system(of)?.services.find((each) => each.id === id),
    };
  };
  return (desk) => {
    const inventory = changed(desk.inventory());
    return { ...desk, inventory: () => inventory };
  };
}

/** The desk with other time limits for its services, so that a test need not wait for those of the configuration. */
export const servicesWith = (change: (service: Service) => Service): ((desk: Desk) => Desk) =>
  systemsWith((system) => ({ ...system, services: system.services.map(change) }));

/** The desk whose one system keeps its backups otherwise. */
export const backupsWith = (id: string, more: Partial<NonNullable<System['backups']>>): ((desk: Desk) => Desk) =>
  systemsWith((system) =>
    system.id !== id || system.backups === undefined ? system : { ...system, backups: { ...system.backups, ...more } },
  );
