import type { System } from '../../../actions/inventory.ts';
import { spoken } from '../../../actions/names.ts';
import type { Inventory } from '../../../actions/ports.ts';
import type { Measured } from './board.ts';

export interface Situation {
  readonly system: System;
  /** Left out: it could not be measured. */
  readonly measured: Pick<Measured, 'verdict' | 'services' | 'resources' | 'data'> | undefined;
  /** Ids of alerts that fire, the one to look at first. */
  readonly alerts: readonly number[];
  readonly inventory: Inventory;
  /** Whether whoever looks may do it. */
  readonly mayPress: (command: string) => boolean;
}

const mostOffered = 4;

/** What to type next where something is not well: the alert, what mends it, what explains it. Nothing where all is well. */
export function boardNext({ system, measured, alerts, inventory, mayPress }: Situation): readonly string[] {
  if (measured === undefined) return [`/health ${system.id}`];
  const isWrong = ({ mark }: { readonly mark: string }): boolean => mark !== 'ok';
  const wrong = measured.services.filter(isWrong).map(({ id }) => id);
  // What it needs comes first: mending that mends the rest.
  const [cause] = system.services.filter(
    ({ id, needs }) => wrong.includes(id) && !needs.some((each) => wrong.includes(each)),
  );
  const isDown = measured.services.some(({ id, mark }) => id === cause?.id && mark === 'critical');
  const words = cause && spoken(cause, inventory);
  const hasLog = cause !== undefined && Object.hasOwn(system.logs, cause.id);
  const offered = [
    ...alerts.slice(0, 1).map((id) => `/alert ${id}`),
    ...(words !== undefined && isDown ? [`/restart ${words}`] : []),
    ...(words !== undefined && hasLog ? [`/logs ${words} errors 1h`] : []),
    ...(measured.resources.some(isWrong) ? [`/disk ${system.id}`, `/top ${system.id}`] : []),
    ...(measured.data.some(isWrong) && system.backups !== undefined ? [`/backup list ${system.id}`] : []),
    ...(measured.verdict === 'ok' ? [] : [`/health ${system.id}`]),
  ];
  return offered.filter(mayPress).slice(0, mostOffered);
}
