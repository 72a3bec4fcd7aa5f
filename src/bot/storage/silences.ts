import type { Silence, SilencedThere, Silences } from '../../handlers/store/silences.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

const columns = `id, system, key, what, reason, by, at_ms AS atMs, until_ms AS untilMs, ended_at_ms AS endedAtMs, elsewhere`;

interface Row {
  readonly id: number;
  readonly system: string | null;
  readonly key: string | null;
  readonly what: string;
  readonly reason: string | null;
  readonly by: string;
  readonly atMs: number;
  readonly untilMs: number;
  readonly endedAtMs: number | null;
  readonly elsewhere: string | null;
}

export function sqliteSilences(full: Write, reads: Connection, append: Append): Silences {
  const where = (condition: string, ...values: readonly number[]) =>
    read(reads, (connection) =>
      connection
        .sql<Row>(`SELECT ${columns} FROM silences WHERE ${condition}`)
        .all(...values)
        .map(silenceOf),
    );
  return {
    make: ({ system, key, what, reason, by, atMs, untilMs, elsewhere }, audit) =>
      full((connection) => {
        const { lastInsertRowid } = connection
          .sql(
            `INSERT INTO silences (system, key, what, reason, by, at_ms, until_ms, elsewhere) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            system ?? null,
            key ?? null,
            what,
            reason ?? null,
            by,
            atMs,
            untilMs,
            elsewhere.length === 0 ? null : JSON.stringify(elsewhere),
          );
        append(connection, audit);
        return Number(lastInsertRowid);
      }),
    end: (id, atMs, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql('UPDATE silences SET ended_at_ms = ? WHERE id = ? AND ended_at_ms IS NULL AND until_ms > ?')
          .run(atMs, id, atMs);
        if (changes > 0) append(connection, audit);
        return changes > 0;
      }),
    get: async (id) => (await where('id = ?', id))[0],
    open: (nowMs) => where('ended_at_ms IS NULL AND until_ms > ? ORDER BY until_ms', nowMs),
    lapsed: (sinceMs, untilMs) => where('ended_at_ms IS NULL AND until_ms > ? AND until_ms <= ?', sinceMs, untilMs),
  };
}

function silenceOf({ system, key, reason, endedAtMs, elsewhere, ...row }: Row): Silence {
  return {
    ...row,
    ...(system === null ? {} : { system }),
    ...(key === null ? {} : { key }),
    ...(reason === null ? {} : { reason }),
    ...(endedAtMs === null ? {} : { endedAtMs }),
    elsewhere: elsewhere === null ? [] : [JSON.parse(elsewhere) as SilencedThere | readonly SilencedThere[]].flat(), // as `make` wrote it, once one alone
  };
}
