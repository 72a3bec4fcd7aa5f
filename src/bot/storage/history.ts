import type { History } from '../../actions/ports.ts';
import type { Connection } from './database.ts';
import { read } from './write.ts';

/** A run held a resource when it took exactly that for itself alone: a whole system's run takes each service it touches too. */
export function sqliteHistory(reads: Connection): History {
  return {
    startsOf: ({ actions, resource, sinceMs, exceptRunId = 0 }) =>
      read(reads, (connection) =>
        connection
          .sql<number>(
            `SELECT started_at_ms FROM runs
             WHERE run_id IN (SELECT run_id FROM run_locks WHERE resource = ? AND mode = 'exclusive')
               AND run_id <> ? AND started_at_ms >= ? AND action IN (SELECT value FROM json_each(?))
               AND (finished_at_ms IS NULL OR state NOT IN ('failed', 'cancelled') OR EXISTS (
                 SELECT 1 FROM journal
                 WHERE journal.run_id = runs.run_id AND phase = 'done' AND coalesce(json_extract(outputs, '$.idle'), 0) <> 1))
             ORDER BY started_at_ms`,
          )
          .pluck()
          .all(resource, exceptRunId, sinceMs, JSON.stringify(actions)),
      ),
    awayTimes: ({ resource, limit }) =>
      read(reads, (connection) =>
        connection
          .sql<number>(
            `SELECT max(at_ms) FILTER (WHERE phase = 'done') - min(at_ms) FILTER (WHERE phase = 'prepared') FROM journal
             WHERE run_id IN (
               SELECT run_id FROM run_locks JOIN runs USING (run_id)
               WHERE resource = ? AND mode = 'exclusive' AND action = 'restart' AND state = 'succeeded'
                 AND NOT EXISTS (
                   SELECT 1 FROM journal
                   WHERE journal.run_id = runs.run_id AND phase = 'done'
                     AND (json_extract(outputs, '$.idle') = 1 OR json_extract(outputs, '$.wasDown') = 1))
                 AND (SELECT count(*) FROM run_locks AS held WHERE held.run_id = runs.run_id AND held.mode = 'exclusive') = 1
               ORDER BY run_id DESC LIMIT ?)
             GROUP BY run_id`,
          )
          .pluck()
          .all(resource, limit)
          .filter((ms) => ms !== null),
      ),
    lastChange: (system, resource) =>
      read(reads, (connection) => {
        const found = connection
          .sql<{ runId: number; action: string; by: string; atMs: number; state: string }>(
            `SELECT run_id AS runId, action, requester AS by, started_at_ms AS atMs, state FROM runs
             WHERE system = ? AND finished_at_ms IS NOT NULL AND json_extract(body, '$.plan.risk') <> 'looks' AND (? IS NULL OR EXISTS (
               SELECT 1 FROM run_locks WHERE run_locks.run_id = runs.run_id AND resource = ? AND mode = 'exclusive'))
             ORDER BY run_id DESC LIMIT 1`,
          )
          .get(system, resource ?? null, resource ?? null);
        if (found === undefined) return undefined;
        const { state, ...change } = found;
        if (state === 'succeeded') return change;
        return { ...change, ended: state === 'cancelled' ? 'cancelled' : 'failed' };
      }),
  };
}
