import { expect, test } from 'vitest';
import { describeAlertFolds } from './alert-folds-contract.ts';
import { describeAlerts } from './alerts-contract.ts';
import { describeApprovals } from './approvals-contract.ts';
import { describeAudit } from './audit-contract.ts';
import { describeBreakGlass } from './break-glass-contract.ts';
import { describeChecklists } from './checklists-contract.ts';
import { describeDeliveries } from './deliveries-contract.ts';
import { describeFreezes } from './freezes-contract.ts';
import { describeHistory } from './history-contract.ts';
import { describeInstances } from './instances-contract.ts';
import { describeIntake } from './intake-contract.ts';
import { describeMaintenance } from './maintenance-contract.ts';
import { describeOutbox } from './outbox-contract.ts';
import { delivery } from './rows.ts';
import { describeRuns } from './runs-contract.ts';
import { describeSamples } from './samples-contract.ts';
import { describeSchedules } from './schedules-contract.ts';
import { describeSilences } from './silences-contract.ts';
import { type FreshState, openForTest } from './state-in-test.ts';
import { describeTimeline } from './timeline-contract.ts';

/** What every store must do. `fresh` gives an empty state. */
export function describeStore(name: string, fresh: () => Promise<FreshState>): void {
  const open = openForTest(fresh);
  for (const describePort of [
    describeDeliveries,
    describeAudit,
    describeRuns,
    describeApprovals,
    describeBreakGlass,
    describeInstances,
    describeFreezes,
    describeOutbox,
    describeHistory,
    describeSchedules,
    describeChecklists,
    describeMaintenance,
    describeTimeline,
    describeAlerts,
    describeAlertFolds,
    describeSilences,
    describeSamples,
  ])
    describePort(name, open);
  describeIntake(name, async () => (await open()).store.intake);

  test(`${name}: everything is there after it was closed and opened again`, async () => {
    const before = await open();
    await before.store.deliveries.accept(delivery());
    const { runId } = await before.run();
    await before.store.runs.journal({ runId, step: 1, phase: 'prepared', atMs: 1, memo: {} });
    await before.close();
    const { store } = await before.open();
    expect((await store.runs.get(runId))?.state).toBe('running');
    expect(await store.runs.entries(runId)).toHaveLength(1);
    expect(await store.deliveries.countSince(['terminal:alice'], 0)).toBe(1);
    expect(await store.audit.verify()).toEqual({ rows: 1, faults: [] });
  });
}
