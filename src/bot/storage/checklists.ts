import type { ChecklistSaying, ChecklistSeen, Checklists, ItemDone } from '../../handlers/store/checklists.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

type SeenRow = Omit<ChecklistSeen, 'items'> & { readonly items: string };
type DoneRow = Omit<ItemDone, 'note'> & { readonly note: string | null };

const doneColumns = 'system, kind, period, item, by, at_ms AS atMs, note';
const mostListed = 500;

export function sqliteChecklists(full: Write, reads: Connection, append: Append): Checklists {
  return {
    keep: ({ system, kind, period, atMs, by, verdict, items }) =>
      full((connection) =>
        Number(
          connection
            .sql(
              `INSERT INTO checklists (system, kind, period, at_ms, by, verdict, items) VALUES (?, ?, ?, ?, ?, ?, ?)`,
            )
            .run(system, kind, period, atMs, by, verdict, JSON.stringify(items)).lastInsertRowid,
        ),
      ),
    list: ({ system, kind, beforePeriod, sinceMs, limit }) =>
      read(
        reads,
        (connection) =>
          connection
            .sql<SeenRow>(
              `SELECT id, system, kind, period, at_ms AS atMs, by, verdict, items FROM checklists
             WHERE (?1 IS NULL OR system = ?1) AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR period < ?3)
               AND at_ms >= ?4
             ORDER BY id DESC LIMIT ?5`,
            )
            .all({
              1: system ?? null,
              2: kind ?? null,
              3: beforePeriod ?? null,
              4: sinceMs ?? 0,
              5: Math.min(limit, mostListed),
            })
            .map(({ items, ...row }) => ({ ...row, items: JSON.parse(items) as ChecklistSeen['items'] })), // as `keep` wrote them
      ),
    done: (done, audit) =>
      full((connection) => {
        const { system, kind, period, item, by, atMs, note } = done;
        const { changes } = connection
          .sql(
            `INSERT INTO checklist_items_done (system, kind, period, item, by, at_ms, note) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT DO NOTHING`,
          )
          .run(system, kind, period, item, by, atMs, note ?? null);
        if (changes === 1) {
          append(connection, audit);
          return undefined;
        }
        const first = connection
          .sql<DoneRow>(
            `SELECT ${doneColumns} FROM checklist_items_done
             WHERE system = ? AND kind = ? AND period = ? AND item = ?`,
          )
          .get(system, kind, period, item);
        return first && toDone(first);
      }),
    said: ({ system, kind, period, delivery, atMs }) =>
      full((connection) => {
        connection
          .sql('INSERT INTO checklist_sayings (system, kind, period, delivery, at_ms) VALUES (?, ?, ?, ?, ?)')
          .run(system, kind, period, delivery, atMs);
      }),
    sayings: ({ system, kind, period, limit }) =>
      read(reads, (connection) =>
        connection
          .sql<ChecklistSaying>(
            `SELECT system, kind, period, delivery, at_ms AS atMs FROM checklist_sayings
             WHERE system = ? AND kind = ? AND period = ? ORDER BY id DESC LIMIT ?`,
          )
          .all(system, kind, period, Math.min(limit, mostListed)),
      ),
    doneIn: ({ system, kind, period }) =>
      read(reads, (connection) =>
        connection
          .sql<DoneRow>(
            `SELECT ${doneColumns} FROM checklist_items_done WHERE system = ? AND kind = ? AND period = ? ORDER BY at_ms`,
          )
          .all(system, kind, period)
          .map(toDone),
      ),
  };
}

const toDone = ({ note, ...row }: DoneRow): ItemDone => (note === null ? row : { ...row, note });
