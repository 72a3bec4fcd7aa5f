import type { AuditRow } from './audit-log.ts';
import type { Run } from './runs.ts';

/** What happened to systems, from the trail and the runs. */
export interface Timeline {
  /** Rows of these events and runs begun or ended in that time, each list newest first. */
  between(query: {
    readonly sinceMs: number;
    readonly untilMs: number;
    readonly events: readonly string[];
    /** Rows that close one of these commands, too. */
    readonly commands: readonly string[];
    /** Left out: of every system and of none. */
    readonly systems?: readonly string[];
    readonly limit: number;
  }): Promise<{ readonly rows: readonly AuditRow[]; readonly runs: readonly Run[] }>;
}
