import { type Service, serviceKey } from '../inventory.ts';
import type { Plan } from '../plan.ts';
import type { ActionContext } from '../ports.ts';

/** How many of the last times are looked at. */
const lastTimes = 5;

/**
 * How long these services are away, one after the other: the median of the last times each was restarted, else the time
 * its description allows; `downtimeIs` says which. `extraMs` is known to come on top.
 */
export async function downtimeOf(
  services: readonly Service[],
  { history }: Pick<ActionContext, 'history'>,
  extraMs = 0,
): Promise<Pick<Plan, 'downtimeMs' | 'downtimeIs'>> {
  const each = await Promise.all(
    services.map(async (service) => {
      const times = await history.awayTimes({ resource: `service:${serviceKey(service)}`, limit: lastTimes });
      const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
      return { measured: median !== undefined, ms: median ?? service.stopWithin + service.startWithin };
    }),
  );
  return {
    downtimeMs: each.reduce((sum, { ms }) => sum + ms, extraMs),
    downtimeIs: each.every(({ measured }) => measured) ? 'measured' : 'at-most',
  };
}
