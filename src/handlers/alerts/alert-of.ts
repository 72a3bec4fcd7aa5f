import { type Failure, fail, ok, type Result } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { refusalOf } from '../gate/rights.ts';
import type { Request } from '../request.ts';
import type { Alert } from '../store/alerts.ts';

const say = texts('alert.of', {
  unknown: { en: 'There is no alert {id}.', zh: '没有编号为 {id} 的告警。' },
});

/** Why the asker may not do a thing to an alert; one of no system needs a grant for all. */
export function refusalOfAlert(
  request: Request,
  permission: string,
  { system }: Pick<Alert, 'system'>,
): Failure | undefined {
  const environment = system === undefined ? undefined : request.desk.inventory().environment(system);
  const where = { ...(system === undefined ? {} : { system }), ...(environment === undefined ? {} : { environment }) };
  return refusalOf(request, permission, where);
}

/** The alert a number names; one the asker may not see is as unknown as one that is not there. */
export async function alertOf(request: Request, typed: string): Promise<Result<Alert>> {
  const alert = /^\d{1,12}$/.test(typed) ? await request.desk.store.alerts.get(Number(typed)) : undefined;
  return alert === undefined || refusalOfAlert(request, 'alert:read', alert) !== undefined
    ? fail('not-found', say.unknown({ id: outside(typed) }), { next: ['/alerts'] })
    : ok(alert);
}
