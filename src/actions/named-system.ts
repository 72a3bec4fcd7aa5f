import type { Service, System } from './inventory.ts';
import { systemName } from './names.ts';
import type { Inventory } from './ports.ts';
import { fail, ok, type Result } from './result.ts';
import { outside, texts } from './text.ts';

const say = texts('named-system', {
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  noService: { en: '{system} has no service {service}', zh: '{system} 中没有服务 {service}' },
});

export function systemNamed(inventory: Inventory, id: string): Result<System> {
  const system = inventory.system(id);
  return system === undefined ? fail('not-found', say.noSystem({ system: outside(id) })) : ok(system);
}

export interface ServicesNamed {
  readonly system: System;
  /** The one that was named, or all, in the order they are started. */
  readonly services: readonly Service[];
}

/** A system with the service of it that was named, or with all it has. */
export function servicesNamed(
  inventory: Inventory,
  input: { readonly system: string; readonly service?: string | undefined },
): Result<ServicesNamed> {
  const found = systemNamed(inventory, input.system);
  if (!found.ok) return found;
  const system = found.value;
  const { service: id } = input;
  const services = id === undefined ? system.services : system.services.filter((each) => each.id === id);
  return services.length === 0 && id !== undefined
    ? fail('not-found', say.noService({ system: systemName(system), service: outside(id) }), {
        next: [`/status ${system.id}`],
      })
    : ok({ system, services });
}
