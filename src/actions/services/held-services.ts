import { type Service, serviceKey } from '../inventory.ts';
import type { Lock, Step } from '../plan.ts';
import { exclusive } from '../plan-for.ts';
import { runtimeOf } from '../runtimes/table.ts';

export const locksOf = (services: readonly Service[]): readonly Lock[] =>
  services.map((service) => exclusive(`service:${serviceKey(service)}`));

/** These steps while the services are away: stopped in reverse order before them, started in their own after them. */
export const whileAway = (services: readonly Service[], steps: readonly Step[]): readonly Step[] => [
  ...services.toReversed().flatMap((service) => runtimeOf(service).compile('stop', service) ?? []),
  ...steps,
  ...services.flatMap((service) => runtimeOf(service).compile('start', service) ?? []),
];
