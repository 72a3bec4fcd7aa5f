import type { Maintenance, MaintenanceWindow } from '../../handlers/store/maintenance.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

interface WindowRow {
  readonly id: number;
  readonly system: string;
  readonly reason: string;
  readonly by: string;
  readonly startedAtMs: number;
  readonly untilMs: number;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  readonly elsewhere: string;
}

const columns = `id, system, reason, by, started_at_ms AS startedAtMs, until_ms AS untilMs, ended_at_ms AS endedAtMs,
  ended_by AS endedBy, elsewhere`;
const mostListed = 1_000;

export function sqliteMaintenance(full: Write, reads: Connection, append: Append): Maintenance {
  return {
    start: ({ system, reason, by, startedAtMs, untilMs }, audit) =>
      full((connection) => {
        const { changes, lastInsertRowid } = connection
          .sql(
            `INSERT INTO maintenance (system, reason, by, started_at_ms, until_ms) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO NOTHING`,
          )
          .run(system, reason, by, startedAtMs, untilMs);
        if (changes === 0) return undefined;
        append(connection, audit);
        return { id: Number(lastInsertRowid), system, reason, by, startedAtMs, untilMs, elsewhere: [] };
      }),
    silenced: (id, elsewhere) =>
      full((connection) => {
        connection.sql('UPDATE maintenance SET elsewhere = ? WHERE id = ?').run(JSON.stringify(elsewhere), id);
      }),
    end: (id, by, atMs, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql('UPDATE maintenance SET ended_at_ms = ?, ended_by = ? WHERE id = ? AND ended_at_ms IS NULL')
          .run(atMs, by, id);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
    open: () =>
      read(reads, (connection) =>
        connection
          .sql<WindowRow>(`SELECT ${columns} FROM maintenance WHERE ended_at_ms IS NULL ORDER BY id`)
          .all()
          .map(toWindow),
      ),
    list: ({ system, sinceMs, limit }) =>
      read(reads, (connection) =>
        connection
          .sql<WindowRow>(
            `SELECT ${columns} FROM maintenance
             WHERE (?1 IS NULL OR system = ?1) AND coalesce(ended_at_ms, until_ms) >= ?2 ORDER BY id DESC LIMIT ?3`,
          )
          .all({ 1: system ?? null, 2: sinceMs, 3: Math.min(limit, mostListed) })
          .map(toWindow),
      ),
  };
}

const toWindow = ({ endedAtMs, endedBy, elsewhere, ...row }: WindowRow): MaintenanceWindow => ({
  ...row,
  elsewhere: JSON.parse(elsewhere) as MaintenanceWindow['elsewhere'], // as `silenced` wrote it
  ...(endedAtMs !== null && { endedAtMs }),
  ...(endedBy !== null && { endedBy }),
});
