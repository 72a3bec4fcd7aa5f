import type { Lock } from '../../actions/plan.ts';
import { conflict, overlap, systemOf } from '../../handlers/runs/locks.ts';
import { holdingStates, type Run } from '../../handlers/store/runs.ts';
import type { Connection } from './database.ts';
import { runById } from './run-rows.ts';

const holding = JSON.stringify(holdingStates);

/** The first lock in the way of these, and the run that holds it. Locks are held while the run is in a holding state. */
export function inTheWay(
  connection: Connection,
  wanted: readonly Lock[],
): { readonly lock: Lock; readonly holder: Run } | undefined {
  const held = connection
    .sql<Lock & { runId: number }>(
      `SELECT run_id AS runId, resource, mode FROM runs JOIN run_locks USING (run_id)
       WHERE state IN (SELECT value FROM json_each(?)) ORDER BY run_id`,
    )
    .all(holding);
  const { runId, resource, mode } = held.find((lock) => wanted.some((mine) => conflict(mine, lock))) ?? {};
  if (runId === undefined || resource === undefined || mode === undefined) return undefined;
  const holder = runById(connection, runId);
  if (holder === undefined) throw new Error(`run ${runId} holds ${resource} and is not there`);
  return { lock: { resource, mode }, holder };
}

export function insertLocks(connection: Connection, runId: number, locks: readonly Lock[]): void {
  const insert = connection.sql('INSERT OR IGNORE INTO run_locks (run_id, resource, mode, system) VALUES (?, ?, ?, ?)');
  for (const { resource, mode } of locks) insert.run(runId, resource, mode, systemOf(resource) ?? null);
}

/** The first run after this one that took any of its resources, or a whole system of them, for itself alone. */
export function laterExclusiveRun(connection: Connection, runId: number): number | undefined {
  const mine = connection.sql<Lock>('SELECT resource, mode FROM run_locks WHERE run_id = ?').all(runId);
  const later = connection.sql<{ runId: number; resource: string }>(
    `SELECT run_id AS runId, resource FROM run_locks WHERE run_id > ? AND mode = 'exclusive'
       AND (resource IN (SELECT value FROM json_each(?)) OR system IN (SELECT value FROM json_each(?)))
     ORDER BY run_id`,
  );
  const resources = mine.map(({ resource }) => resource);
  const systems = resources.map(systemOf).filter((system) => system !== undefined);
  for (const theirs of later.iterate(runId, JSON.stringify(resources), JSON.stringify(systems)))
    if (resources.some((resource) => overlap(resource, theirs.resource))) return theirs.runId;
  return undefined;
}
