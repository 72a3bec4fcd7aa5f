import type { Service, System } from '../inventory.ts';
import { systemName } from '../names.ts';
import type { Inventory } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';

const say = texts('looked-at', {
  noSystem: { en: 'I know no system {system}', zh: '没有名为 {system} 的系统' },
  noService: { en: '{system} has no service {service}', zh: '{system} 中没有服务 {service}' },
});

export interface LookedAt {
  readonly system: System;
  /** The one that was named, or all, in the order they are started. */
  readonly services: readonly Service[];
}

/** What a question about a system or one of its services is about. */
export function lookedAt(
  inventory: Inventory,
  input: { readonly system: string; readonly service?: string | undefined },
): Result<LookedAt> {
  const system = inventory.system(input.system);
  if (system === undefined) return fail('not-found', say.noSystem({ system: outside(input.system) }));
  const { service: id } = input;
  const services = id === undefined ? system.services : system.services.filter((each) => each.id === id);
  return services.length === 0 && id !== undefined
    ? fail('not-found', say.noService({ system: systemName(system), service: outside(id) }))
    : ok({ system, services });
}
