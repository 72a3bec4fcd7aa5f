import type { Intake, SeenNews } from '../../handlers/store/intake.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

/** Rows of one piece of work: other writers wait for less than that takes. */
const mostTogether = 256;

/** Characters of bodies read at once: many large ones are not held in memory together. */
const mostRead = 8 * 1_024 * 1_024;

interface Row {
  readonly source: string;
  readonly body: string;
  readonly atMs: number;
}

export function sqliteIntake(full: Write, reads: Connection): Intake {
  /** What came since the last commit was begun: one piece of work writes all of it. */
  let waiting: { readonly rows: Row[]; readonly kept: Promise<void> } | undefined;
  const begin = (rows: Row[]): Promise<void> =>
    full((connection) => {
      if (waiting?.rows === rows) waiting = undefined;
      const insert = connection.sql('INSERT INTO intake (source, body, at_ms) VALUES (?, ?, ?)');
      for (const { source, body, atMs } of rows) insert.run(source, body, atMs);
    });
  return {
    put(source, body, atMs) {
      const row = { source, body, atMs };
      if (waiting !== undefined && waiting.rows.length < mostTogether) {
        waiting.rows.push(row);
        return waiting.kept;
      }
      const rows = [row];
      const kept = begin(rows).catch((error: unknown) => {
        // It was never begun: what comes next is not to wait for it.
        if (waiting?.rows === rows) waiting = undefined;
        throw error;
      });
      waiting = { rows, kept };
      return kept;
    },
    waiting: (limit) =>
      read(reads, (connection) => {
        const rows: { readonly id: number; readonly source: string; readonly body: string }[] = [];
        let room = mostRead;
        const oldest = connection.sql<(typeof rows)[number]>('SELECT id, source, body FROM intake ORDER BY id LIMIT ?');
        for (const row of oldest.iterate(limit)) {
          room -= row.body.length;
          if (room < 0 && rows.length > 0) break;
          rows.push(row);
        }
        return rows;
      }),
    drop: (ids) => full((connection) => dropIntake(connection, ids)),
    backlog: () =>
      read(
        reads,
        (connection) =>
          connection
            .sql<{ readonly deliveries: number; readonly bytes: number }>(
              // Which reads no body: how long one is stands in front of it.
              'SELECT count(*) AS deliveries, coalesce(sum(octet_length(body)), 0) AS bytes FROM intake',
            )
            .get() ?? { deliveries: 0, bytes: 0 },
      ),
    seen: (source, ids, nowMs) =>
      read(reads, (connection) =>
        connection
          .sql<string>(
            'SELECT id FROM intake_seen WHERE source = ? AND until_ms > ? AND id IN (SELECT value FROM json_each(?))',
          )
          .pluck()
          .all(source, nowMs, JSON.stringify(ids)),
      ),
    count: () => read(reads, (connection) => Number(connection.sql('SELECT count(*) FROM intake').pluck().get())),
  };
}

/** Within a write that is under way. */
export function dropIntake(connection: Connection, ids: readonly number[]): void {
  connection.sql('DELETE FROM intake WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ids));
}

/** Within a write that is under way: keeps what was worked in, and forgets what is old. */
export function keepSeen(connection: Connection, seen: readonly SeenNews[], nowMs: number): void {
  connection.sql('DELETE FROM intake_seen WHERE until_ms <= ?').run(nowMs);
  const insert = connection.sql(
    `INSERT INTO intake_seen (source, id, until_ms) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)`,
  );
  for (const { source, id, untilMs } of seen) insert.run(source, id, untilMs);
}
