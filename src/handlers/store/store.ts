import type { Alerts } from './alerts.ts';
import type { Approvals } from './approvals.ts';
import type { AuditLog } from './audit-log.ts';
import type { Checklists } from './checklists.ts';
import type { Deliveries } from './deliveries.ts';
import type { Freezes } from './freezes.ts';
import type { Instances } from './instances.ts';
import type { Intake } from './intake.ts';
import type { Maintenance } from './maintenance.ts';
import type { Outbox } from './outbox.ts';
import type { Runs } from './runs.ts';
import type { Samples } from './samples.ts';
import type { Schedules } from './schedules.ts';
import type { Sealed } from './sealed.ts';
import type { Silences } from './silences.ts';
import type { Timeline } from './timeline.ts';

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
  readonly sealed: Sealed;
  readonly schedules: Schedules;
  readonly checklists: Checklists;
  readonly maintenance: Maintenance;
  readonly timeline: Timeline;
  readonly alerts: Alerts;
  readonly silences: Silences;
  readonly intake: Intake;
  readonly samples: Samples;
}
