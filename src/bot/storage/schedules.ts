import type { Verdict } from '../../actions/report.ts';
import type { ScheduleState, Schedules, Turn, TurnEnd, TurnOutcome } from '../../handlers/store/schedules.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

interface StateRow {
  readonly id: string;
  readonly timing: string;
  readonly handledMs: number;
  readonly pausedBy: string | null;
  readonly pausedAtMs: number | null;
}
interface TurnRow {
  readonly number: number;
  readonly schedule: string;
  readonly dueMs: number;
  readonly count: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number | null;
  readonly outcome: TurnOutcome;
  readonly verdict: Verdict | null;
  readonly runId: number | null;
  readonly by: string;
}

const stateColumns = 'id, timing, handled_ms AS handledMs, paused_by AS pausedBy, paused_at_ms AS pausedAtMs';
const turnColumns = `number, schedule, due_ms AS dueMs, due_count AS count, started_at_ms AS startedAtMs,
  finished_at_ms AS finishedAtMs, outcome, verdict, run_id AS runId, by`;
const mostListed = 500;

const goingOn = `outcome = 'running' AND owner IN (SELECT id FROM instances)`;

export function sqliteSchedules(full: Write, reads: Connection, append: Append): Schedules {
  return {
    know: (schedules, atMs) =>
      full((connection) => {
        const ids = JSON.stringify(schedules.map(({ id }) => id));
        connection.sql('DELETE FROM schedules WHERE id NOT IN (SELECT value FROM json_each(?))').run(ids);
        return schedules.map(({ id, timing }) => known(connection, id, timing, atMs));
      }),
    states: () =>
      read(reads, (connection) =>
        connection.sql<StateRow>(`SELECT ${stateColumns} FROM schedules ORDER BY id`).all().map(toState),
      ),
    begin: ({ schedule, handledMs, dueMs, count, atMs, by, owner, expectMs }) =>
      full((connection) => {
        if (expectMs !== undefined && handledOf(connection, schedule) !== expectMs) return { begun: false };
        const going = connection
          .sql<TurnRow>(`SELECT ${turnColumns} FROM schedule_turns WHERE schedule = ? AND ${goingOn}`)
          .get(schedule);
        handle(connection, schedule, handledMs);
        const turn = { schedule, dueMs, count, startedAtMs: atMs, by, owner };
        if (going !== undefined) {
          insert(connection, { ...turn, outcome: 'overlap', finishedAtMs: atMs });
          return { begun: false, since: toTurn(going) };
        }
        return { begun: true, number: insert(connection, { ...turn, outcome: 'running' }) };
      }),
    finish: (number, end) => full((connection) => finish(connection, number, end)),
    handled: (schedule, atMs, turn) =>
      full((connection) => {
        handle(connection, schedule, atMs);
        if (turn === undefined) return;
        insert(connection, { ...turn, schedule, startedAtMs: atMs, finishedAtMs: atMs, by: 'scheduler', owner: '' });
      }),
    pause: ({ id, timing }, { by, atMs }, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `INSERT INTO schedules (id, timing, handled_ms, paused_by, paused_at_ms) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET paused_by = excluded.paused_by, paused_at_ms = excluded.paused_at_ms
             WHERE paused_by IS NULL`,
          )
          .run(id, timing, atMs, by, atMs);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
    resume: (schedule, atMs, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `UPDATE schedules SET paused_by = NULL, paused_at_ms = NULL, handled_ms = max(handled_ms, ?)
             WHERE id = ? AND paused_by IS NOT NULL`,
          )
          .run(atMs, schedule);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
    interrupted: (atMs) =>
      full((connection) =>
        connection
          .sql<TurnRow>(
            `SELECT ${turnColumns} FROM schedule_turns WHERE outcome = 'running' AND NOT (${goingOn}) ORDER BY number`,
          )
          .all()
          .map((row) => {
            finish(connection, row.number, { atMs, outcome: 'interrupted' });
            return toTurn({ ...row, outcome: 'interrupted', finishedAtMs: atMs });
          }),
      ),
    turns: ({ schedule, limit }) =>
      read(reads, (connection) =>
        connection
          .sql<TurnRow>(
            `SELECT ${turnColumns} FROM schedule_turns WHERE (?1 IS NULL OR schedule = ?1)
             ORDER BY number DESC LIMIT ?2`,
          )
          .all({ 1: schedule ?? null, 2: Math.min(limit, mostListed) })
          .map(toTurn),
      ),
  };
}

function known(connection: Connection, id: string, timing: string, atMs: number): ScheduleState {
  connection
    .sql(
      `INSERT INTO schedules (id, timing, handled_ms) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET timing = excluded.timing, handled_ms = excluded.handled_ms
       WHERE timing <> excluded.timing`,
    )
    .run(id, timing, atMs);
  const row = connection.sql<StateRow>(`SELECT ${stateColumns} FROM schedules WHERE id = ?`).get(id);
  if (row === undefined) throw new Error(`schedule ${id} was inserted and is not there`);
  return toState(row);
}

const toState = ({ pausedBy, pausedAtMs, ...state }: StateRow): ScheduleState =>
  pausedBy === null ? state : { ...state, paused: { by: pausedBy, atMs: pausedAtMs ?? 0 } };

const handledOf = (connection: Connection, schedule: string): number | undefined =>
  connection.sql<{ handledMs: number }>('SELECT handled_ms AS handledMs FROM schedules WHERE id = ?').get(schedule)
    ?.handledMs;

const handle = (connection: Connection, schedule: string, atMs: number): unknown =>
  connection.sql('UPDATE schedules SET handled_ms = ? WHERE id = ?').run(atMs, schedule);

function insert(connection: Connection, turn: Omit<Turn, 'number'> & { readonly owner: string }): number {
  const { lastInsertRowid } = connection
    .sql(
      `INSERT INTO schedule_turns (schedule, due_ms, due_count, started_at_ms, finished_at_ms, outcome, by, owner)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      turn.schedule,
      turn.dueMs,
      turn.count,
      turn.startedAtMs,
      turn.finishedAtMs ?? null,
      turn.outcome,
      turn.by,
      turn.owner,
    );
  return Number(lastInsertRowid);
}

function finish(connection: Connection, number: number, { atMs, outcome, verdict, runId }: TurnEnd): void {
  connection
    .sql('UPDATE schedule_turns SET finished_at_ms = ?, outcome = ?, verdict = ?, run_id = ? WHERE number = ?')
    .run(atMs, outcome, verdict ?? null, runId ?? null, number);
}

const toTurn = ({ finishedAtMs, verdict, runId, ...row }: TurnRow): Turn => ({
  ...row,
  ...(finishedAtMs !== null && { finishedAtMs }),
  ...(verdict !== null && { verdict }),
  ...(runId !== null && { runId }),
});
