import type { Desk } from '../desk.ts';
import { covers, type MaintenanceWindow } from '../store/maintenance.ts';

/** The maintenance window a system is in at a time not long past or to come; its alerts say nothing then. */
export async function isQuiet(
  desk: Pick<Desk, 'store'>,
  system: string,
  atMs: number,
): Promise<MaintenanceWindow | undefined> {
  const open = await desk.store.maintenance.open();
  return open.find((window) => window.system === system && covers(window, atMs));
}
