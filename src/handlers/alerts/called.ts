import type { Desk } from '../desk.ts';
import type { Alert } from '../store/alerts.ts';
import { rulesOf } from './alert-rules.ts';

/** Ids of the people called by now, the first at once; of a fold over several systems the first of each. */
export function calledBy(
  desk: Desk,
  { systems, chain, told }: Pick<Alert, 'systems' | 'chain' | 'told'>,
): readonly string[] {
  const { chainOf } = rulesOf(desk);
  const first = systems.flatMap((system) => chainOf(system).slice(0, 1));
  return [...new Set([...first, ...chain.slice(0, Math.max(1, told))])];
}
