import type { Alert, Alerts } from '../../handlers/store/alerts.ts';
import { type AlertRow, alertColumns, alertOf, type MemberRow, memberOf, newest } from './alert-rows.ts';
import { applySignals, close } from './apply-signals.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { dropIntake, keepSeen } from './intake.ts';
import { read, type Write } from './write.ts';

/** More than this of one source that fires is not read at once. */
const mostFiring = 20_000;

export function sqliteAlerts(full: Write, normal: Write, reads: Connection, append: Append): Alerts {
  const where = (condition: string, ...values: readonly (string | number | null)[]): Promise<readonly Alert[]> =>
    read(reads, (connection) =>
      connection
        .sql<AlertRow>(`SELECT ${alertColumns} FROM alerts WHERE ${condition}`)
        .all(...values)
        .map(alertOf),
    );
  return {
    apply: (signals, rules, worked) =>
      full((connection) => {
        applySignals(connection, append, signals, rules);
        if (worked === undefined) return;
        dropIntake(connection, worked.deliveries);
        if (worked.seen.length > 0) keepSeen(connection, worked.seen, rules.nowMs);
      }),
    settle: async (rules) => {
      const quiet = await where(`state = 'firing' AND settles_at_ms <= ? LIMIT 100`, rules.nowMs);
      if (quiet.length === 0) return 0;
      return full((connection) => {
        for (const { id } of quiet) close(connection, append, id, rules);
        return quiet.length;
      });
    },
    get: async (id) => (await where('id = ?', id))[0],
    list: ({ states, systems, sinceMs = 0, limit }) =>
      where(
        `(? IS NULL OR state IN (SELECT value FROM json_each(?))) AND (? IS NULL OR system IN (SELECT value FROM json_each(?))
             OR EXISTS (SELECT 1 FROM json_each(systems) WHERE value IN (SELECT value FROM json_each(?))))
           AND coalesce(resolved_at_ms, 9e15) >= ? ORDER BY id DESC LIMIT ?`,
        json(states),
        json(states),
        json(systems),
        json(systems),
        json(systems),
        sinceMs,
        limit,
      ),
    members: (id, limit, system) =>
      read(reads, (connection) =>
        connection
          .sql<MemberRow>(
            `SELECT body, state, starts_at_ms AS startsAtMs, resolved_at_ms AS resolvedAtMs FROM alert_members
             WHERE alert_id = ? AND ${newest} ${system === undefined ? '' : 'AND system = ?'} ORDER BY state = 'firing' DESC,
               CASE level WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, id LIMIT ?`,
          )
          .all(id, ...(system === undefined ? [] : [system]), limit)
          .map(memberOf),
      ),
    names: (id, limit, systems) =>
      read(reads, (connection) =>
        connection
          .sql<{ readonly name: string; readonly count: number }>(
            `SELECT name, count(*) AS count FROM alert_members
             WHERE alert_id = ?1 AND ${newest} AND (?2 IS NULL OR system IN (SELECT value FROM json_each(?2)))
             GROUP BY name ORDER BY count DESC, name LIMIT ?3`,
          )
          .all({ 1: id, 2: systems === undefined ? null : JSON.stringify(systems), 3: limit }),
      ),
    systems: (id) =>
      read(reads, (connection) =>
        connection
          .sql<{ readonly system: string; readonly count: number }>(
            `SELECT system, count(*) AS count FROM alert_members WHERE alert_id = ? AND ${newest} AND system IS NOT NULL
             GROUP BY system ORDER BY count DESC, system`,
          )
          .all(id),
      ),
    firing: (source, beforeMs) =>
      read(reads, (connection) =>
        connection
          .sql<MemberRow>(
            `SELECT body, state, starts_at_ms AS startsAtMs, resolved_at_ms AS resolvedAtMs FROM alert_members
             WHERE state = 'firing' AND source = ? AND (? IS NULL OR json_extract(body, '$.startsAtMs') < ?) LIMIT ${mostFiring}`,
          )
          .all(source, beforeMs ?? null, beforeMs ?? null)
          .map((row) => memberOf(row).signal),
      ),
    unshown: (limit) => where('revision > shown ORDER BY id LIMIT ?', limit),
    shown: (id, revision) =>
      normal((connection) => {
        connection.sql('UPDATE alerts SET shown = max(shown, ?) WHERE id = ?').run(revision, id);
      }),
    due: (nowMs) =>
      where(
        `tell_at_ms <= ? AND state = 'firing' AND settles_at_ms IS NULL AND level <> 'warning' AND acknowledged_at_ms IS NULL ORDER BY tell_at_ms LIMIT 50`,
        nowMs,
      ),
    told: (id, told, tellAtMs) =>
      full(
        (connection) =>
          connection
            .sql('UPDATE alerts SET told = ?, tell_at_ms = ? WHERE id = ? AND told = ?')
            .run(told, tellAtMs ?? null, id, told - 1).changes > 0,
      ),
    postpone: (id, tellAtMs) =>
      normal((connection) => {
        connection.sql('UPDATE alerts SET tell_at_ms = ? WHERE id = ? AND tell_at_ms IS NOT NULL').run(tellAtMs, id);
      }),
    addEvidence: (id, evidence) =>
      normal((connection) => {
        connection
          .sql('UPDATE alerts SET evidence = ?, revision = revision + 1 WHERE id = ? AND evidence IS NOT ?')
          .run(JSON.stringify(evidence), id, JSON.stringify(evidence));
      }),
    forgetEndings: (beforeMs) =>
      normal((connection) => {
        connection.sql('DELETE FROM alert_endings WHERE at_ms < ?').run(beforeMs);
      }),
    touch: (ids) =>
      normal((connection) => {
        connection
          .sql('UPDATE alerts SET revision = revision + 1 WHERE id IN (SELECT value FROM json_each(?))')
          .run(JSON.stringify(ids));
      }),
    acknowledge: (id, by, atMs, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `UPDATE alerts SET acknowledged_by = ?, acknowledged_at_ms = ?, tell_at_ms = NULL, revision = revision + 1
             WHERE id = ? AND state = 'firing' AND acknowledged_at_ms IS NULL`,
          )
          .run(by, atMs, id);
        if (changes > 0) append(connection, audit);
        return changes > 0;
      }),
    resolve: (id, { by, why, atMs }, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `UPDATE alerts SET state = 'resolved', resolved_at_ms = ?, resolved_by = ?, resolved_why = ?, settles_at_ms = NULL,
               tell_at_ms = NULL, ended = ended + firing, firing = 0, revision = revision + 1 WHERE id = ? AND state = 'firing'`,
          )
          .run(atMs, by, why, id);
        if (changes === 0) return false;
        connection
          .sql(
            `UPDATE alert_members SET state = 'resolved', resolved_at_ms = ? WHERE alert_id = ? AND state = 'firing'`,
          )
          .run(atMs, id);
        append(connection, audit);
        return true;
      }),
  };
}

const json = (values: readonly string[] | undefined): string | null =>
  values === undefined ? null : JSON.stringify(values);
