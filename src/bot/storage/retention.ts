import * as z from 'zod';
import { holdingStates } from '../../handlers/store/runs.ts';
import type { Connection } from './database.ts';
import type { Write } from './write.ts';

const days = (kept: number) => z.int().min(1).max(3_650).default(kept);

/** Days after which what is over and done with goes. The audit trail has no line here: it is never shortened. */
export const keepDaysSpec = z.strictObject({
  /** What was sent to the bot, by which a repetition is known; platforms send again within hours. */
  deliveries: days(30),
  /** Runs with their journal; those that hold locks stay. */
  runs: days(400),
  /** Requests for a yes; those used without one stay until they are reviewed. */
  approvals: days(400),
  /** What was posted. */
  outbox: days(14),
  /** Turns of schedules, checklists, maintenance, alerts: what trends are drawn from. */
  history: days(400),
  /** The rooms of the page. */
  chat: days(90),
});
export type KeepDays = z.output<typeof keepDaysSpec>;

const holding = holdingStates.map((state) => `'${state}'`).join(', ');

interface Kept {
  readonly table: string;
  readonly as: keyof KeepDays;
  /** One parameter: the time before which it goes, epoch milliseconds. */
  readonly over: string;
}

/** One line a table that grows. */
const tables: readonly Kept[] = [
  { table: 'deliveries', as: 'deliveries', over: 'at_ms < ? AND owed = 0' },
  { table: 'runs', as: 'runs', over: `finished_at_ms < ? AND state NOT IN (${holding})` },
  {
    table: 'approvals',
    as: 'approvals',
    over: `asked_at_ms < ? AND state <> 'open' AND (break_glass IS NULL OR review IS NOT NULL OR state <> 'used')`,
  },
  { table: 'outbox', as: 'outbox', over: `said_at_ms < ? AND state IN ('shown', 'given-up')` },
  { table: 'schedule_turns', as: 'history', over: `started_at_ms < ? AND outcome <> 'running'` },
  { table: 'checklists', as: 'history', over: 'at_ms < ?' },
  { table: 'checklist_items_done', as: 'history', over: 'at_ms < ?' },
  { table: 'checklist_sayings', as: 'outbox', over: 'at_ms < ?' },
  { table: 'maintenance', as: 'history', over: 'started_at_ms < ? AND ended_at_ms IS NOT NULL' },
  { table: 'drills', as: 'history', over: `started_at_ms < ? AND state <> 'running'` },
  { table: 'alerts', as: 'history', over: `resolved_at_ms < ? AND state = 'resolved'` },
  { table: 'alert_members', as: 'history', over: `resolved_at_ms < ? AND state = 'resolved'` },
  { table: 'silences', as: 'history', over: 'until_ms < ?' },
  { table: 'web_messages', as: 'chat', over: 'at_ms < ?' },
  // What stays for good has no time.
  { table: 'platform_memory', as: 'chat', over: 'at_ms < ?' },
];

/** Rows that go in one transaction: other writers wait for less than that takes. */
const atOnce = 500;
const dayMs = 86_400_000;

/** Deletes what is older than it is kept, piece by piece; rows deleted, by table, for those with any. */
export async function forgetOld(
  write: Write,
  nowMs: number,
  keep: KeepDays,
  end: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const gone: Record<string, number> = {};
  for (const kept of tables) {
    const beforeMs = nowMs - keep[kept.as] * dayMs;
    for (let changes = atOnce; changes === atOnce && !end.aborted; ) {
      changes = await write((connection) => deletePiece(connection, kept, beforeMs));
      if (changes > 0) gone[kept.table] = (gone[kept.table] ?? 0) + changes;
    }
  }
  return gone;
}

const deletePiece = (connection: Connection, { table, over }: Kept, beforeMs: number): number =>
  connection
    .sql(`DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${over} LIMIT ${atOnce})`)
    .run(beforeMs).changes;
