import { type Service, serviceKey } from '../inventory.ts';
import { spoken } from '../names.ts';
import type { ActionContext } from '../ports.ts';

/** Zhiban's own restarts of one service within an hour; the next one is refused. */
export const restartsWithinHour = 3;

const hourMs = 3_600_000;

/** When each of the last hour's restarts that took effect is forgotten, the oldest first. */
export async function restartsForgottenAt(
  service: Pick<Service, 'system' | 'id'>,
  { history, now }: Pick<ActionContext, 'history' | 'now'>,
): Promise<readonly number[]> {
  const sinceMs = now() - hourMs;
  const starts = await history.startsOf({ actions: ['restart'], resource: `service:${serviceKey(service)}`, sinceMs });
  return starts.map((atMs) => atMs + hourMs);
}

/** What to type about a service that is not well: once its restarts are used up a start where it is down, else nothing. */
export async function restartCommand(
  service: Service,
  isDown: boolean,
  context: Pick<ActionContext, 'history' | 'inventory' | 'now'>,
): Promise<string | undefined> {
  const words = spoken(service, context.inventory);
  const used = await restartsForgottenAt(service, context);
  if (used.length < restartsWithinHour) return `/restart ${words}`;
  return isDown ? `/start ${words}` : undefined;
}
