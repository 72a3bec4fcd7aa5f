import type { Service, System } from '../inventory.ts';
import { servicesNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import type { Inventory } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { texts } from '../text.ts';

const say = texts('targets', {
  onlyShared: {
    en: 'All services of {system} serve other systems too: name the one you mean',
    zh: '{system} 的服务都是共用的,请指明要操作哪一个',
  },
});

export interface Targets {
  readonly system: System;
  /** In the order they are started. */
  readonly services: readonly Service[];
  /** Named by itself, not as part of its system. */
  readonly one: boolean;
}

/** The service that was named; else all of the system but those that serve others too. */
export function targetsOf(
  inventory: Inventory,
  input: { readonly system: string; readonly service?: string | undefined },
): Result<Targets> {
  const found = servicesNamed(inventory, input);
  if (!found.ok) return found;
  if (input.service !== undefined) return ok({ ...found.value, one: true });
  const { system } = found.value;
  const services = system.services.filter(({ shared }) => !shared);
  return services.length === 0
    ? fail('not-found', say.onlyShared({ system: systemName(system) }))
    : ok({ system, services, one: false });
}

/** Services outside `targets` that need one of them, directly or through others. */
export function dependentsOf({ system, services }: Targets): readonly Service[] {
  const touched = new Set(services.map(({ id }) => id));
  // A service comes after all it needs, so one pass reaches the far ones too.
  const dependents = system.services.filter(({ id, needs }) => {
    if (touched.has(id) || !needs.some((each) => touched.has(each))) return false;
    touched.add(id);
    return true;
  });
  return dependents;
}
