import type { AuditEntry } from './audit-log.ts';
import type { SilencedThere } from './silences.ts';

/** A stretch of time in which a system is worked on: its alerts are quiet and its schedules wait. */
export interface MaintenanceWindow {
  readonly id: number;
  readonly system: string;
  readonly reason: string;
  /** `principalKey`. */
  readonly by: string;
  readonly startedAtMs: number;
  /** Ends then by itself. */
  readonly untilMs: number;
  readonly endedAtMs?: number;
  /** `scheduler` when it ended by itself. */
  readonly endedBy?: string;
  /** Silences of its system made where alerts come from. */
  readonly elsewhere: readonly SilencedThere[];
}

/** Whether it is meant to last at a time, ended before or not. */
export const covers = ({ startedAtMs, untilMs }: MaintenanceWindow, atMs: number): boolean =>
  atMs >= startedAtMs && atMs < untilMs;

export interface Maintenance {
  /** Durable, with its audit row; undefined when that system has an open one. */
  start(
    window: Omit<MaintenanceWindow, 'id' | 'endedAtMs' | 'endedBy' | 'elsewhere'>,
    audit: AuditEntry,
  ): Promise<MaintenanceWindow | undefined>;
  /** Durable: it is silent there as well. */
  silenced(id: number, elsewhere: MaintenanceWindow['elsewhere']): Promise<void>;
  /** Durable compare-and-set; false when it is over already. */
  end(id: number, by: string, atMs: number, audit: AuditEntry): Promise<boolean>;
  /** Not ended yet, those past their time too. */
  open(): Promise<readonly MaintenanceWindow[]>;
  /** Newest first, those that reach into the time asked about. */
  list(query: {
    readonly system?: string;
    readonly sinceMs: number;
    readonly limit: number;
  }): Promise<readonly MaintenanceWindow[]>;
}
