import type { Backup, BackupCatalogue, BackupCopy, BackupPart, BackupState } from '../../actions/ports.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

const columns = `id, system, host, folder, run_id AS runId, state, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs,
  checked_at_ms AS checkedAtMs, sha256, bytes, parts, encrypted, checked_by AS checkedBy,
  (SELECT json_group_array(json_object('host', host, 'folder', folder, 'state', state, 'atMs', at_ms))
   FROM backup_copies WHERE backup_id = backups.id) AS copies`;

interface Row {
  readonly id: string;
  readonly system: string;
  readonly host: string;
  readonly folder: string;
  readonly runId: number;
  readonly state: BackupState;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly checkedAtMs: number | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly parts: string;
  readonly encrypted: number;
  readonly checkedBy: Backup['checkedBy'];
  readonly copies: string;
}

export function sqliteBackups(
  full: Write,
  reads: Connection,
): Omit<BackupCatalogue, 'drillBegun' | 'drillEnded' | 'lastDrill'> {
  return {
    begin: ({ id, system, host, folder, runId, startedAtMs }) =>
      full((connection) => {
        connection
          .sql(
            `INSERT INTO backups (id, system, host, folder, run_id, state, started_at_ms) VALUES (?, ?, ?, ?, ?, 'making', ?)
             ON CONFLICT (id) DO NOTHING`,
          )
          .run(id, system, host, folder, runId, startedAtMs);
      }),
    verified: (id, { parts, sha256, atMs, encrypted = false }) =>
      full((connection) => {
        const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
        connection
          .sql(
            `UPDATE backups SET state = 'verified', ended_at_ms = ?, checked_at_ms = ?, sha256 = ?, bytes = ?, parts = ?,
             encrypted = ? WHERE id = ? AND state = 'making'`,
          )
          .run(atMs, atMs, sha256, bytes, JSON.stringify(parts), encrypted ? 1 : 0, id);
      }),
    failed: (id, atMs) =>
      full((connection) => {
        connection
          .sql(`UPDATE backups SET state = 'failed', ended_at_ms = ? WHERE id = ? AND state = 'making'`)
          .run(atMs, id);
      }),
    checked: (id, { sound, atMs, by = 'opened' }) =>
      full((connection) => {
        connection
          .sql(
            `UPDATE backups SET state = ?, checked_at_ms = ?, checked_by = ?
             WHERE id = ? AND (state IN ('verified', 'damaged') OR (state = 'pruned' AND ?))`,
          )
          .run(sound ? 'verified' : 'damaged', atMs, by, id, sound ? 1 : 0);
      }),
    pruned: (id, atMs) =>
      full((connection) => {
        connection
          .sql(`UPDATE backups SET state = 'pruned', checked_at_ms = ? WHERE id = ? AND state <> 'making'`)
          .run(atMs, id);
      }),
    copied: (id, { host, folder, state, atMs }) =>
      full((connection) => {
        connection
          .sql(
            `INSERT INTO backup_copies (backup_id, host, folder, state, at_ms) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms`,
          )
          .run(id, host, folder, state, atMs);
      }),
    get: (id) =>
      read(reads, (connection) => backupOf(connection.sql<Row>(`SELECT ${columns} FROM backups WHERE id = ?`).get(id))),
    list: ({ system, limit }) =>
      read(reads, (connection) =>
        connection
          .sql<Row>(
            `SELECT ${columns} FROM backups WHERE system = ? AND state <> 'pruned'
             ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
          )
          .all(system, limit)
          .flatMap((row) => backupOf(row) ?? []),
      ),
    withCopies: (system) =>
      read(reads, (connection) =>
        connection
          .sql<Row>(
            `SELECT ${columns} FROM backups WHERE system = ?
               AND EXISTS (SELECT 1 FROM backup_copies WHERE backup_id = backups.id AND state <> 'pruned')
             ORDER BY started_at_ms DESC, id DESC`,
          )
          .all(system)
          .flatMap((row) => backupOf(row) ?? []),
      ),
    newestVerified: (system) =>
      read(reads, (connection) =>
        backupOf(
          connection
            .sql<Row>(
              `SELECT ${columns} FROM backups WHERE system = ? AND state = 'verified'
               ORDER BY started_at_ms DESC, id DESC LIMIT 1`,
            )
            .get(system),
        ),
      ),
  };
}

function backupOf(row: Row | undefined): Backup | undefined {
  if (row === undefined) return undefined;
  const { endedAtMs, checkedAtMs, sha256, bytes, parts, encrypted, copies, ...rest } = row;
  return {
    ...rest,
    parts: JSON.parse(parts) as readonly BackupPart[], // written by `verified` above
    encrypted: encrypted === 1,
    copies: JSON.parse(copies) as readonly BackupCopy[], // made of the columns above
    ...(endedAtMs === null ? {} : { endedAtMs }),
    ...(checkedAtMs === null ? {} : { checkedAtMs }),
    ...(sha256 === null ? {} : { sha256 }),
    ...(bytes === null ? {} : { bytes }),
  };
}
