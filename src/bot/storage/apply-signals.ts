import type { AlertRules, Signal } from '../../handlers/store/alerts.ts';
import { alertFor } from './alert-for.ts';
import { newest } from './alert-rows.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';

interface Open {
  readonly memberId: number;
  readonly alertId: number;
  readonly body: string;
}

/** Works signals in, in their order, within a write that is under way. */
export function applySignals(
  connection: Connection,
  append: Append,
  signals: readonly Signal[],
  rules: AlertRules,
): void {
  const touched = new Set<number>();
  for (const signal of signals) {
    const open = connection
      .sql<Open>(
        `SELECT id AS memberId, alert_id AS alertId, body FROM alert_members WHERE fingerprint = ? AND state = 'firing'`,
      )
      .get(signal.fingerprint);
    const alert =
      signal.state === 'firing' ? fire(connection, append, signal, open, rules) : end(connection, signal, open, rules);
    if (alert !== undefined) touched.add(alert);
  }
  for (const id of touched) recount(connection, append, id, rules);
}

/** The alert that changed. */
function fire(
  connection: Connection,
  append: Append,
  signal: Signal,
  open: Open | undefined,
  rules: AlertRules,
): number | undefined {
  const body = JSON.stringify(signal);
  if (open !== undefined) {
    if (open.body === body) return undefined;
    connection.sql('UPDATE alert_members SET body = ?, level = ? WHERE id = ?').run(body, signal.level, open.memberId);
    return open.alertId;
  }
  if (isOver(connection, signal)) return undefined;
  const alertId = alertFor(connection, append, signal, rules);
  connection
    .sql(
      `INSERT INTO alert_members (alert_id, fingerprint, source, system, name, state, level, body, starts_at_ms)
       VALUES (?, ?, ?, ?, ?, 'firing', ?, ?, ?)`,
    )
    .run(
      alertId,
      signal.fingerprint,
      signal.source,
      signal.system ?? null,
      signal.name,
      signal.level,
      body,
      signal.startsAtMs,
    );
  return alertId;
}

/** It is known to have ended already: what says so came first, or it is said once more. */
const isOver = (connection: Connection, { fingerprint, startsAtMs, isUndated }: Signal): boolean =>
  isUndated !== true &&
  connection
    .sql('SELECT 1 FROM alert_endings WHERE fingerprint = ? AND starts_at_ms >= ?')
    .get(fingerprint, startsAtMs) !== undefined;

function end(
  connection: Connection,
  { fingerprint, startsAtMs, endsAtMs }: Signal,
  open: Open | undefined,
  { nowMs }: AlertRules,
): number | undefined {
  // News of an earlier time says nothing about what fires since.
  const opened = open === undefined ? undefined : (JSON.parse(open.body) as Signal).startsAtMs; // as `fire` wrote it
  const late = opened !== undefined && (endsAtMs ?? nowMs) < opened;
  connection
    .sql(
      `INSERT INTO alert_endings (fingerprint, starts_at_ms, at_ms) VALUES (?, ?, ?)
       ON CONFLICT (fingerprint) DO UPDATE SET starts_at_ms = max(starts_at_ms, excluded.starts_at_ms), at_ms = excluded.at_ms`,
    )
    .run(fingerprint, late ? startsAtMs : Math.max(startsAtMs, opened ?? startsAtMs), nowMs);
  if (open === undefined || late) return undefined;
  connection
    .sql(`UPDATE alert_members SET state = 'resolved', resolved_at_ms = ? WHERE id = ?`)
    .run(nowMs, open.memberId);
  return open.alertId;
}

interface Counted {
  readonly firing: number;
  readonly ended: number;
  readonly worst: number;
}
const levels = ['unknown', 'warning', 'critical'] as const;

/** Counts its members anew; with none left that fires it is resolved, or has to be quiet first when it was flapping. */
function recount(connection: Connection, append: Append, id: number, rules: AlertRules): void {
  const { nowMs, flapping } = rules;
  const { firing, ended, worst } = connection
    .sql<Counted>(
      `SELECT count(*) FILTER (WHERE state = 'firing') AS firing, count(*) FILTER (WHERE state = 'resolved') AS ended,
         coalesce(max(CASE WHEN state <> 'firing' THEN 0 WHEN level = 'critical' THEN 3 WHEN level = 'warning' THEN 2 ELSE 1 END), 0) AS worst
       FROM alert_members WHERE alert_id = ? AND ${newest}`,
    )
    .get(id) ?? { firing: 0, ended: 0, worst: 0 };
  const level = levels[worst - 1];
  connection
    .sql(
      `UPDATE alerts SET firing = ?, ended = ?, level = coalesce(?, level), revision = revision + 1, settles_at_ms = NULL,
         flaps = flaps + (settles_at_ms IS NOT NULL AND ? > 0),
         last_at_ms = CASE WHEN ? > firing THEN ? ELSE last_at_ms END WHERE id = ?`,
    )
    .run(firing, ended, level ?? null, firing, firing, nowMs, id);
  if (firing > 0) return;
  const again = Number(
    connection
      .sql(
        `SELECT max(times) FROM (SELECT count(*) AS times FROM alert_members WHERE resolved_at_ms > ? AND fingerprint IN (
           SELECT DISTINCT fingerprint FROM (SELECT fingerprint FROM alert_members WHERE alert_id = ? ORDER BY id DESC LIMIT 50))
         GROUP BY fingerprint)`,
      )
      .pluck()
      .get(nowMs - flapping.withinMs, id),
  );
  if (again >= flapping.times)
    connection.sql('UPDATE alerts SET settles_at_ms = ? WHERE id = ?').run(nowMs + flapping.settleMs, id);
  else close(connection, append, id, rules);
}

/** Within a write that is under way. */
export function close(connection: Connection, append: Append, id: number, { nowMs, audit }: AlertRules): void {
  const closed = connection
    .sql<{ readonly name: string; readonly system: string | null }>(
      `UPDATE alerts SET state = 'resolved', resolved_at_ms = ?, settles_at_ms = NULL, tell_at_ms = NULL, revision = revision + 1
       WHERE id = ? AND state = 'firing' RETURNING name, system`,
    )
    .get(nowMs, id);
  if (closed === undefined) return;
  const { name, system } = closed;
  append(connection, audit('alert.resolved', { id, name, ...(system === null ? {} : { system }) }));
}
