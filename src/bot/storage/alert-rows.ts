import type { Block } from '../../actions/report.ts';
import type { Alert, AlertLevel, AlertMember, Signal } from '../../handlers/store/alerts.ts';

export const alertColumns = `id, key, source, system, name, state, level, opened_at_ms AS openedAtMs, resolved_at_ms AS resolvedAtMs,
  acknowledged_by AS acknowledgedBy, acknowledged_at_ms AS acknowledgedAtMs, chain, told, tell_at_ms AS tellAtMs, folds, flaps,
  settles_at_ms AS settlesAtMs, evidence, firing, ended, revision, shown,
  systems, resolved_by AS resolvedBy, resolved_why AS resolvedWhy`;

/**
 * Of `alert_members`: what ended and fired again in one alert has a row for each time, and counts once, as it is now. The
 * plus keeps SQLite from walking the whole alert for each member; there are few of a fingerprint.
 */
export const newest = `NOT EXISTS (SELECT 1 FROM alert_members AS later WHERE +later.alert_id = alert_members.alert_id
  AND later.fingerprint = alert_members.fingerprint AND later.id > alert_members.id)`;

export interface AlertRow {
  readonly id: number;
  readonly key: string;
  readonly source: string;
  readonly system: string | null;
  readonly name: string;
  readonly state: Alert['state'];
  readonly level: AlertLevel;
  readonly openedAtMs: number;
  readonly resolvedAtMs: number | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAtMs: number | null;
  readonly chain: string;
  readonly told: number;
  readonly tellAtMs: number | null;
  readonly folds: number;
  readonly flaps: number;
  readonly settlesAtMs: number | null;
  readonly evidence: string;
  readonly firing: number;
  readonly ended: number;
  readonly revision: number;
  readonly shown: number;
  readonly systems: string;
  readonly resolvedBy: string | null;
  readonly resolvedWhy: string | null;
}

export function alertOf(row: AlertRow): Alert {
  const { system, resolvedAtMs, acknowledgedBy, acknowledgedAtMs, tellAtMs, settlesAtMs, resolvedBy, resolvedWhy } =
    row;
  return {
    id: row.id,
    key: row.key,
    source: row.source,
    name: row.name,
    state: row.state,
    level: row.level,
    openedAtMs: row.openedAtMs,
    told: row.told,
    flaps: row.flaps,
    firing: row.firing,
    ended: row.ended,
    revision: row.revision,
    shown: row.shown,
    folds: row.folds === 1,
    chain: JSON.parse(row.chain) as readonly string[], // as this folder wrote it
    systems: JSON.parse(row.systems) as readonly string[], // likewise
    evidence: JSON.parse(row.evidence) as readonly Block[], // likewise
    ...(system === null ? {} : { system }),
    ...(resolvedAtMs === null ? {} : { resolvedAtMs }),
    ...(acknowledgedBy === null ? {} : { acknowledgedBy }),
    ...(acknowledgedAtMs === null ? {} : { acknowledgedAtMs }),
    ...(tellAtMs === null ? {} : { tellAtMs }),
    ...(settlesAtMs === null ? {} : { settlesAtMs }),
    ...(resolvedBy === null ? {} : { resolvedBy }),
    ...(resolvedWhy === null ? {} : { resolvedWhy }),
  };
}

export interface MemberRow {
  readonly body: string;
  readonly state: AlertMember['state'];
  readonly startsAtMs: number;
  readonly resolvedAtMs: number | null;
}

export const memberOf = ({ body, state, startsAtMs, resolvedAtMs }: MemberRow): AlertMember => ({
  signal: JSON.parse(body) as Signal, // as this folder wrote it
  state,
  startsAtMs,
  ...(resolvedAtMs === null ? {} : { resolvedAtMs }),
});
