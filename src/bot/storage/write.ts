import { setImmediate } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from './database.ts';
import { inOurWords, isBusy, StoreUnwritable } from './store-errors.ts';

/** How long a write waits for other processes before it is given up, milliseconds. */
export const busyLimitMs = 5_000;
/** Writes of one turn of the event loop that share a commit. */
const batchSize = 64;
const queueSize = 10_000;

/** Does a piece of work within one transaction of its own or of several; must be short, and must not wait. */
export type Write = <T>(work: (connection: Connection) => T) => Promise<T>;

export interface Writer {
  readonly write: Write;
  /** Transactions that changed something. */
  commits(): number;
  /** Refuses new writes, and resolves when the ones asked for are through. */
  end(): Promise<void>;
}

interface Job {
  readonly work: (connection: Connection) => unknown;
  readonly deadlineMs: number;
  readonly settle: (outcome: Outcome) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * The one way to write through a connection. Writes are done in order; those waiting together share a commit, each in
 * a savepoint, so that one that throws takes back only itself. Rejects with StoreUnwritable when nothing was written.
 * `afterCommit` must not throw.
 */
export function createWriter(connection: Connection, afterCommit: () => void, limitMs = busyLimitMs): Writer {
  const queue: Job[] = [];
  let working: Promise<void> | undefined;
  let ended = false;
  let committed = 0;

  const work = async (): Promise<void> => {
    for (let attempt = 0; queue.length > 0; ) {
      await new Promise((resolve) => setImmediate(resolve));
      const jobs = queue.slice(0, batchSize);
      const done = tryTogether(connection, jobs);
      if ('error' in done) {
        const busy = isBusy(done.error);
        const tired = busy ? jobs.filter((job) => job.deadlineMs <= performance.now()) : jobs;
        queue.splice(0, tired.length); // the oldest come first
        for (const job of tired) job.settle({ error: inOurWords(done.error, connection.path) });
        if (busy) await wait(backoffMs(attempt++));
        continue;
      }
      queue.splice(0, jobs.length);
      attempt = 0;
      if (done.changed) {
        committed += 1;
        afterCommit();
      }
      for (const [at, job] of jobs.entries()) job.settle(done.outcomes[at]!); // one outcome a job
    }
    working = undefined;
  };

  return {
    write: <T>(task: (connection: Connection) => T) =>
      new Promise<T>((resolve, reject) => {
        if (ended) return reject(new StoreUnwritable('closed', connection.path));
        if (queue.length >= queueSize) return reject(new StoreUnwritable('busy', connection.path));
        queue.push({
          work: task,
          deadlineMs: performance.now() + limitMs,
          settle: (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value as T)), // what `task` returned
        });
        working ??= work();
      }),
    commits: () => committed,
    end: async () => {
      ended = true;
      await working;
    },
  };
}

/** Reads outside any write; waits for the short moments in which another process opens or closes the database. */
export async function read<T>(connection: Connection, look: (connection: Connection) => T): Promise<T> {
  return patiently(connection.path, () => look(connection));
}

/** Tries again while another process is in the way. Rejects with StoreUnwritable after the limit. */
export async function patiently<T>(path: string, attemptIt: () => T, limitMs = busyLimitMs): Promise<T> {
  const deadlineMs = performance.now() + limitMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return attemptIt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadlineMs) throw inOurWords(error, path);
    }
    await wait(backoffMs(attempt));
  }
}

/** 1 ms rising to 25 ms, give or take a half so that two processes do not meet again and again. */
const backoffMs = (attempt: number): number => Math.min(1.5 ** attempt, 25) * (0.5 + Math.random());

type Done = { readonly outcomes: readonly Outcome[]; readonly changed: boolean } | { readonly error: unknown };

/** All in one transaction; an `error` means that nothing at all was written. */
function tryTogether(connection: Connection, jobs: readonly Job[]): Done {
  const changes = connection.sql<number>('SELECT total_changes()').pluck();
  try {
    const before = changes.get();
    connection.sql('BEGIN IMMEDIATE').run();
    const outcomes = jobs.map((job) => alone(connection, job));
    const changed = changes.get() !== before;
    connection.sql('COMMIT').run();
    return { outcomes, changed };
  } catch (error) {
    if (connection.raw.inTransaction) connection.sql('ROLLBACK').run();
    return { error };
  }
}

function alone(connection: Connection, job: Job): Outcome {
  connection.sql('SAVEPOINT job').run();
  try {
    const value = job.work(connection);
    if (value instanceof Promise) throw new TypeError('nothing may be awaited inside a write');
    connection.sql('RELEASE job').run();
    return { value };
  } catch (error) {
    // A full disk ends the whole transaction; an error of the work itself takes back the work alone.
    if (!connection.raw.inTransaction || inOurWords(error, connection.path) !== error) throw error;
    connection.sql('ROLLBACK TO job').run();
    connection.sql('RELEASE job').run();
    return { error };
  }
}
