import type { Samples } from '../../handlers/store/samples.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

const thinnedMs = 600_000;

export function sqliteSamples(normal: Write, reads: Connection): Samples {
  return {
    add: (samples, atMs) =>
      normal((connection) => {
        const known = connection
          .sql<number>('SELECT id FROM series WHERE system = ? AND monitor = ? AND subject = ?')
          .pluck();
        const make = connection.sql('INSERT INTO series (system, monitor, subject) VALUES (?, ?, ?)');
        const insert = connection.sql('INSERT OR REPLACE INTO samples (series, at_ms, value) VALUES (?, ?, ?)');
        for (const { system, monitor, subject, value } of samples) {
          const id = known.get(system, monitor, subject) ?? make.run(system, monitor, subject).lastInsertRowid;
          insert.run(id, atMs, value);
        }
      }),
    read: ({ system, monitor, subject, sinceMs, untilMs, points }) =>
      read(reads, (connection) => {
        const stretch = Math.max(1, Math.ceil((untilMs - sinceMs) / points));
        const rows = connection
          .sql<{ readonly atMs: number; readonly value: number }>(
            `SELECT at_ms AS atMs, max(value) AS value FROM samples
             WHERE series = (SELECT id FROM series WHERE system = ? AND monitor = ? AND subject = ?)
               AND at_ms >= ? AND at_ms <= ?
             GROUP BY (at_ms - CAST(? AS INTEGER)) / CAST(? AS INTEGER) ORDER BY at_ms`,
          )
          .all(system, monitor, subject, sinceMs, untilMs, sinceMs, stretch);
        return rows.map(({ atMs, value }) => [atMs, value] as const);
      }),
    memory: (system) =>
      read(reads, (connection) => {
        const rows = connection
          .sql<{ readonly monitor: string; readonly body: string }>(
            'SELECT monitor, body FROM monitor_memory WHERE system = ?',
          )
          .all(system);
        return new Map(rows.map(({ monitor, body }) => [monitor, body]));
      }),
    remember: (system, memory) =>
      normal((connection) => {
        const put = connection.sql('INSERT OR REPLACE INTO monitor_memory (system, monitor, body) VALUES (?, ?, ?)');
        for (const [monitor, body] of memory) put.run(system, monitor, body);
      }),
    prune: (goneBeforeMs, thinBeforeMs) =>
      normal((connection) => {
        const gone = connection.sql('DELETE FROM samples WHERE at_ms < ?').run(goneBeforeMs).changes;
        // A day at a time: what is older was thinned the time before.
        const fromMs = Math.max(goneBeforeMs, thinBeforeMs - 86_400_000);
        const thinned = connection
          .sql(
            `DELETE FROM samples WHERE at_ms >= ?1 AND at_ms < ?2 AND EXISTS (
               SELECT 1 FROM samples AS other WHERE other.series = samples.series
                 AND other.at_ms >= samples.at_ms - samples.at_ms % ?3 AND other.at_ms < samples.at_ms - samples.at_ms % ?3 + ?3
                 AND (other.value > samples.value OR (other.value = samples.value AND other.at_ms > samples.at_ms)))`,
          )
          .run({ 1: fromMs, 2: thinBeforeMs, 3: thinnedMs }).changes;
        return gone + thinned;
      }),
  };
}
