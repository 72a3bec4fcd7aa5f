import type { Desk } from '../desk.ts';
import { isQuiet } from '../maintenance/is-quiet.ts';
import type { Alert } from '../store/alerts.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';
import type { Silence } from '../store/silences.ts';

/** Why nobody is told of an alert now. */
export type Hush = { readonly silence: Silence } | { readonly maintenance: MaintenanceWindow };

export const covers = (silence: Silence, { key, system }: Pick<Alert, 'key' | 'system'>): boolean =>
  silence.key === undefined ? silence.system !== undefined && silence.system === system : silence.key === key;

export async function hushOf(
  desk: Desk,
  alert: Pick<Alert, 'key' | 'system'>,
  silences: readonly Silence[],
): Promise<Hush | undefined> {
  const silence = silences.find((each) => covers(each, alert));
  if (silence !== undefined) return { silence };
  const maintenance = alert.system === undefined ? undefined : await isQuiet(desk, alert.system, desk.clock.now());
  return maintenance === undefined ? undefined : { maintenance };
}
