import type { Service, System } from '../inventory.ts';
import { systemName } from '../names.ts';
import type { Inventory } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';

const say = texts('targets', {
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  noService: { en: '{system} has no service {service}', zh: '{system} 中没有服务 {service}' },
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
  const system = inventory.system(input.system);
  if (system === undefined) return fail('not-found', say.noSystem({ system: outside(input.system) }));
  if (input.service !== undefined) {
    const service = system.services.find(({ id }) => id === input.service);
    if (service !== undefined) return ok({ system, services: [service], one: true });
    const words = { system: systemName(system), service: outside(input.service) };
    return fail('not-found', say.noService(words), { next: [`/status ${system.id}`] });
  }
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
