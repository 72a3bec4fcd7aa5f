import type { AlertRules, Signal } from '../../handlers/store/alerts.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';

/** Of the one that folds several systems. */
const acrossKey = 'folded across';

interface Folding {
  readonly id: number;
  readonly lastAtMs: number;
}

/** Within a write that is under way: the open alert of its group, the one that takes in what is too much, or a new one. */
export function alertFor(connection: Connection, append: Append, signal: Signal, rules: AlertRules): number {
  const own = connection
    .sql<number>(`SELECT id FROM alerts WHERE key = ? AND state = 'firing'`)
    .pluck()
    .get(signal.group);
  if (own !== undefined) return own;
  const { nowMs, fold } = rules;
  const { system } = signal;
  const sinceMs = nowMs - fold.withinMs;
  const folding = `folded:${system ?? ''}`;
  const folded = foldingOf(connection, folding);
  if (folded !== undefined && folded.lastAtMs > sinceMs) return folded.id;
  if (system !== undefined && !isQuiet(connection, system, nowMs)) {
    const across = foldingOf(connection, acrossKey);
    const isStorm = across !== undefined && across.lastAtMs > sinceMs;
    if (isStorm || newsSince(connection, sinceMs) >= fold.mostOfAll) {
      const id = across?.id ?? open(connection, append, { ...signal, system: undefined }, acrossKey, true, rules);
      joinSystem(connection, id, system, rules);
      return id;
    }
  }
  if (newsSince(connection, sinceMs, system ?? null) < fold.most)
    return open(connection, append, signal, signal.group, false, rules);
  return folded?.id ?? open(connection, append, signal, folding, true, rules);
}

const foldingOf = (connection: Connection, key: string): Folding | undefined =>
  connection.sql<Folding>(`SELECT id, last_at_ms AS lastAtMs FROM alerts WHERE key = ? AND state = 'firing'`).get(key);

/** Alerts of their own that were opened since; left out: of every system, null: of none. */
const newsSince = (connection: Connection, sinceMs: number, system?: string | null): number =>
  Number(
    system === undefined
      ? connection.sql('SELECT count(*) FROM alerts WHERE opened_at_ms > ? AND folds = 0').pluck().get(sinceMs)
      : connection
          .sql('SELECT count(*) FROM alerts WHERE system IS ? AND opened_at_ms > ? AND folds = 0')
          .pluck()
          .get(system, sinceMs),
  );

/** What is silenced whole, or worked on, is not made loud by what fires elsewhere. */
const isQuiet = (connection: Connection, system: string, nowMs: number): boolean =>
  connection
    .sql(
      `SELECT 1 FROM silences WHERE system = ?1 AND key IS NULL AND ended_at_ms IS NULL AND until_ms > ?2
       UNION ALL SELECT 1 FROM maintenance WHERE system = ?1 AND ended_at_ms IS NULL AND until_ms > ?2`,
    )
    .get({ 1: system, 2: nowMs }) !== undefined;

/** One more system it is about, whose people are told after those of the others. */
function joinSystem(connection: Connection, id: number, system: string, { chainOf }: AlertRules): void {
  const isKnown = connection
    .sql('SELECT 1 FROM alert_members WHERE alert_id = ? AND system = ? LIMIT 1')
    .get(id, system);
  if (isKnown !== undefined) return;
  const found = connection
    .sql<{ readonly systems: string; readonly chain: string }>('SELECT systems, chain FROM alerts WHERE id = ?')
    .get(id);
  const systems = JSON.parse(found?.systems ?? '[]') as readonly string[]; // as it is written below
  if (systems.includes(system)) return;
  const chain = JSON.parse(found?.chain ?? '[]') as readonly string[]; // as `open` wrote it
  connection
    .sql('UPDATE alerts SET systems = ?, chain = ? WHERE id = ?')
    .run(JSON.stringify([...systems, system]), JSON.stringify([...new Set([...chain, ...chainOf(system)])]), id);
}

/** `service llm`: a monitor's name alone does not say of what. */
function nameWithSubject({
  source,
  name,
  service,
  labels,
}: Pick<Signal, 'source' | 'name' | 'service' | 'labels'>): string {
  const subject = service ?? (source === 'monitor' ? labels?.subject : undefined);
  return subject === undefined || name.includes(subject) ? name : `${name} ${subject}`;
}

function open(
  connection: Connection,
  append: Append,
  signal: Omit<Signal, 'system'> & { readonly system?: string | undefined },
  key: string,
  folds: boolean,
  { nowMs, tellAfterMs, chainOf, audit }: AlertRules,
): number {
  const { source, system, name, level } = signal;
  const { lastInsertRowid } = connection
    .sql(
      `INSERT INTO alerts (key, source, system, name, state, level, opened_at_ms, last_at_ms, chain, tell_at_ms, folds)
       VALUES (?, ?, ?, ?, 'firing', ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      key,
      source,
      system ?? null,
      name,
      level,
      nowMs,
      nowMs,
      JSON.stringify(key === acrossKey ? [] : chainOf(system)),
      nowMs + tellAfterMs,
      folds ? 1 : 0,
    );
  const id = Number(lastInsertRowid);
  const named = folds ? name : nameWithSubject(signal);
  append(connection, audit('alert.fired', { id, name: named, ...(system === undefined ? {} : { system }) }));
  return id;
}
