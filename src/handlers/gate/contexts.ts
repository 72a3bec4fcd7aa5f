import type { ActionContext, GuardContext, PlanContext } from '../../actions/ports.ts';
import type { Desk } from '../desk.ts';

export const actionContext = (desk: Desk, signal: AbortSignal): ActionContext => ({
  hosts: desk.hosts,
  inventory: desk.inventory(),
  history: desk.history,
  timeZone: desk.settings().timeZone,
  ...(desk.files === undefined ? {} : { files: desk.files }),
  backups: desk.backups,
  now: () => desk.clock.now(),
  sleep: (ms) => desk.clock.sleep(ms, signal),
  signal,
});

/** Time stands still while a plan is made, so that making it again gives the same plan. */
export const planContext = (desk: Desk, planId: string, atMs: number, signal: AbortSignal): PlanContext => ({
  ...actionContext(desk, signal),
  planId,
  now: () => atMs,
});

/** `exceptRunId`: a run that is about to start does not count itself. */
export const guardContext = (desk: Desk, signal: AbortSignal, exceptRunId?: number): GuardContext => ({
  hosts: desk.hosts,
  inventory: desk.inventory(),
  backups: desk.backups,
  history: {
    ...desk.history,
    startsOf: (query) => desk.history.startsOf(exceptRunId === undefined ? query : { ...query, exceptRunId }),
  },
  now: () => desk.clock.now(),
  signal,
});
