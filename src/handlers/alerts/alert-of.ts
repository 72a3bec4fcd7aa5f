import { type Failure, fail, ok, type Result } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { refusalOf } from '../gate/rights.ts';
import type { Request } from '../request.ts';
import type { Alert } from '../store/alerts.ts';

const say = texts('alert.of', {
  unknown: { en: 'There is no alert {id}.', zh: '没有编号为 {id} 的告警。' },
});

/** Whose it is: those it is folded over, or its own; undefined for one of no system. */
export const systemsOf = ({ system, systems = [] }: OfSystems): readonly (string | undefined)[] =>
  systems.length === 0 ? [system] : systems;

type OfSystems = Partial<Pick<Alert, 'system' | 'systems'>>;

/**
 * Why the asker may not do a thing to an alert: all its systems count; one of no system needs a grant for all. So does the
 * silence of one folded over several: it reaches every system that joins them, in the next storm too.
 */
export function refusalOfAlert(request: Request, permission: string, alert: OfSystems): Failure | undefined {
  const reached = permission === 'alert:silence' && (alert.systems ?? []).length > 0 ? [undefined] : systemsOf(alert);
  for (const system of reached) {
    const environment = system === undefined ? undefined : request.desk.inventory().environment(system);
    const where = {
      ...(system === undefined ? {} : { system }),
      ...(environment === undefined ? {} : { environment }),
    };
    const refused = refusalOf(request, permission, where);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** Of an alert's systems those the asker may see; of a fold it may be some, and the rest is a number. */
export const seenSystems = (request: Request, alert: Pick<Alert, 'systems'>): readonly string[] =>
  alert.systems.filter((system) => refusalOfAlert(request, 'alert:read', { system }) === undefined);

export const maySee = (request: Request, alert: Pick<Alert, 'system' | 'systems'>): boolean =>
  alert.systems.length === 0
    ? refusalOfAlert(request, 'alert:read', alert) === undefined
    : seenSystems(request, alert).length > 0;

/** The alert a number names; one the asker may not see is as unknown as one that is not there. */
export async function alertOf(request: Request, typed: string): Promise<Result<Alert>> {
  const alert = /^\d{1,12}$/.test(typed) ? await request.desk.store.alerts.get(Number(typed)) : undefined;
  return alert === undefined || !maySee(request, alert)
    ? fail('not-found', say.unknown({ id: outside(typed) }), { next: ['/alerts'] })
    : ok(alert);
}
