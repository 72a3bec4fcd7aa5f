import type { Desk } from '../desk.ts';
import type { Needs } from '../gate/rights.ts';
import type { Run } from '../store/runs.ts';

/** The permission that a run's plan needed; whoever holds it may act on the run. */
export const permissionOf = (desk: Pick<Desk, 'commands'>, run: Run): string =>
  run.plan.permission ?? actionOf(desk, run)?.permission ?? 'run:abandon';

/** Who may go on with it: all that its input needed when it was asked for, not only what the action always needs. */
export const neededToResume = (desk: Pick<Desk, 'commands'>, run: Run): Needs => ({
  permission: permissionOf(desk, run),
  furtherPermissions: actionOf(desk, run)?.furtherPermissions,
});

const actionOf = ({ commands }: Pick<Desk, 'commands'>, { plan }: Run) =>
  commands.find(({ name }) => name === plan.action);
