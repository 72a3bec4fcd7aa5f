import type { BackupCatalogue, Drill } from '../../actions/ports.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

interface Row {
  readonly id: string;
  readonly system: string;
  readonly backupId: string;
  readonly runId: number;
  readonly state: Drill['state'];
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly rtoMs: number | null;
  readonly rpoMs: number | null;
}

/** The drills of the backup catalogue. */
export function sqliteDrills(
  full: Write,
  reads: Connection,
): Pick<BackupCatalogue, 'drillBegun' | 'drillEnded' | 'lastDrill'> {
  return {
    drillBegun: ({ id, system, backupId, runId, startedAtMs }) =>
      full((connection) => {
        connection
          .sql(
            `INSERT INTO drills (id, system, backup_id, run_id, state, started_at_ms) VALUES (?, ?, ?, ?, 'running', ?)
             ON CONFLICT (id) DO NOTHING`,
          )
          .run(id, system, backupId, runId, startedAtMs);
      }),
    drillEnded: (id, { sound, atMs, rtoMs, rpoMs }) =>
      full((connection) => {
        connection
          .sql(
            `UPDATE drills SET state = ?, ended_at_ms = ?, rto_ms = ?, rpo_ms = ? WHERE id = ? AND state = 'running'`,
          )
          .run(sound ? 'sound' : 'failed', atMs, rtoMs ?? null, rpoMs ?? null, id);
      }),
    lastDrill: (system) =>
      read(reads, (connection) => {
        const row = connection
          .sql<Row>(
            `SELECT id, system, backup_id AS backupId, run_id AS runId, state, started_at_ms AS startedAtMs,
               ended_at_ms AS endedAtMs, rto_ms AS rtoMs, rpo_ms AS rpoMs
             FROM drills WHERE system = ? ORDER BY started_at_ms DESC, id DESC LIMIT 1`,
          )
          .get(system);
        if (row === undefined) return undefined;
        const { endedAtMs, rtoMs, rpoMs, ...rest } = row;
        return {
          ...rest,
          ...(endedAtMs === null ? {} : { endedAtMs }),
          ...(rtoMs === null ? {} : { rtoMs }),
          ...(rpoMs === null ? {} : { rpoMs }),
        };
      }),
  };
}
