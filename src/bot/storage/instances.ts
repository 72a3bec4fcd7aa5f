import type { Instances } from '../../handlers/store/instances.ts';
import type { Run } from '../../handlers/store/runs.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { birthOf, lifeOf } from './process-life.ts';
import { interrupt, runsWhere } from './run-rows.ts';
import { InstanceLost } from './store-errors.ts';
import { read, type Write } from './write.ts';

/** A process that cannot be seen from here (another container) is known by its heartbeat alone. */
const unseenForMs = 30_000;
const forgottenAfterMs = 3_600_000;

interface InstanceRow {
  readonly id: string;
  readonly pid: number;
  readonly boot: string | null;
  readonly pidNamespace: string | null;
  readonly start: string | null;
  readonly heartbeatAtMs: number;
}
const columns = `id, pid, boot, pid_namespace AS pidNamespace, process_start AS start, heartbeat_at_ms AS heartbeatAtMs`;

export function sqliteInstances(
  full: Write,
  normal: Write,
  reads: Connection,
  append: Append,
  now: () => number,
): Instances {
  return {
    register: ({ id, kind, pid, atMs }) =>
      normal((connection) => {
        if (kind === 'bot') {
          const other = botRow(connection);
          if (other !== undefined && other.id !== id) {
            if (lives(other, atMs)) return false;
            connection.sql('DELETE FROM instances WHERE id = ?').run(other.id);
          }
        }
        const birth = birthOf(pid);
        connection
          .sql(
            `INSERT OR REPLACE INTO instances
               (id, kind, pid, boot, pid_namespace, process_start, started_at_ms, heartbeat_at_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(id, kind, pid, birth.boot, birth.pidNamespace, birth.start, atMs, atMs);
        return true;
      }),
    heartbeat: (id, atMs) =>
      normal((connection) => {
        const { changes } = connection.sql('UPDATE instances SET heartbeat_at_ms = ? WHERE id = ?').run(atMs, id);
        if (changes === 0) throw new InstanceLost(id);
      }),
    leave: (id) =>
      normal((connection) => {
        connection.sql('DELETE FROM instances WHERE id = ?').run(id);
      }),
    reap: async ({ nowMs, silentForMs, audit }) => {
      const orphans = await read(reads, (connection) =>
        runsWhere(connection, `state = 'running'`).filter((run) => !isAlive(connection, run.owner, nowMs, silentForMs)),
      );
      const interrupted: Run[] = [];
      for (const run of orphans) {
        const mine = await full((connection) => {
          if (isAlive(connection, run.owner, nowMs, silentForMs) || !interrupt(connection, run)) return false;
          append(connection, { ...audit(run), runId: run.runId });
          return true;
        });
        if (mine) interrupted.push({ ...run, state: 'interrupted' });
      }
      await normal((connection) => forgetGone(connection, nowMs));
      return interrupted;
    },
    bot: () =>
      read(reads, (connection) => {
        const bot = botRow(connection);
        return bot !== undefined && lives(bot, now()) ? { id: bot.id, pid: bot.pid } : undefined;
      }),
  };
}

/** An owner nobody registered, or who left, is dead. */
export function isAlive(connection: Connection, id: string, nowMs: number, silentForMs?: number): boolean {
  const row = connection.sql<InstanceRow>(`SELECT ${columns} FROM instances WHERE id = ?`).get(id);
  return row !== undefined && lives(row, nowMs, silentForMs);
}

/** Processes that work on this state now. */
export const livingPids = (connection: Connection, nowMs: number): readonly number[] =>
  connection
    .sql<InstanceRow>(`SELECT ${columns} FROM instances`)
    .all()
    .flatMap((row) => (lives(row, nowMs) ? [row.pid] : []));

function lives(row: InstanceRow, nowMs: number, silentForMs = Number.POSITIVE_INFINITY): boolean {
  const life = lifeOf(row.pid, row);
  if (life === 'gone') return false;
  const silence = nowMs - row.heartbeatAtMs;
  return silence <= (life === 'unseen' ? Math.min(silentForMs, unseenForMs) : silentForMs);
}

const botRow = (connection: Connection): InstanceRow | undefined =>
  connection.sql<InstanceRow>(`SELECT ${columns} FROM instances WHERE kind = 'bot'`).get();

/** A living process keeps its place however long it is silent. */
function forgetGone(connection: Connection, nowMs: number): void {
  for (const row of connection.sql<InstanceRow>(`SELECT ${columns} FROM instances`).all()) {
    const life = lifeOf(row.pid, row);
    if (life === 'gone' || (life === 'unseen' && nowMs - row.heartbeatAtMs > forgottenAfterMs))
      connection.sql('DELETE FROM instances WHERE id = ?').run(row.id);
  }
}
