import type { Approvals } from './approvals.ts';
import type { AuditLog } from './audit-log.ts';
import type { Deliveries } from './deliveries.ts';
import type { Freezes } from './freezes.ts';
import type { Instances } from './instances.ts';
import type { Outbox } from './outbox.ts';
import type { Runs } from './runs.ts';

/**
 * What the handlers need kept. Each method is one transaction; nothing is awaited inside.
 * `durable` ones are on the disk (fsync) when the promise resolves. Times are epoch milliseconds.
 */
export interface Store {
  readonly deliveries: Deliveries;
  readonly audit: AuditLog;
  readonly runs: Runs;
  readonly approvals: Approvals;
  readonly instances: Instances;
  readonly freezes: Freezes;
  readonly outbox: Outbox;
}
