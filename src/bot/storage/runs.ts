import type { Failure } from '../../actions/result.ts';
import type { Outputs } from '../../actions/step.ts';
import { holdingStates, type JournalEntry, type JournalPhase, type Runs } from '../../handlers/store/runs.ts';
import { claimApproval, isClaimable } from './approvals.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { storeAnswer } from './deliveries.ts';
import { insertLocks, inTheWay, laterExclusiveRun } from './locks.ts';
import { failureJson, insertRun, runById, runsWhere } from './run-rows.ts';
import { RunLost } from './store-errors.ts';
import { read, type Write } from './write.ts';

const maxListed = 1_000;

/** `instance`: this process; when given, it writes only to the running runs it owns. */
export function sqliteRuns(
  full: Write,
  normal: Write,
  reads: Connection,
  append: Append,
  instance: string | undefined,
): Runs {
  /** A process that was taken for dead must notice before it does the next step. */
  const assertOurs = (connection: Connection, runId: number): void => {
    const run = runById(connection, runId);
    if (run === undefined) throw new RunLost(runId, 'there is none');
    if (run.state === 'running' && instance !== undefined && run.owner !== instance)
      throw new RunLost(runId, `${run.owner} works on it`);
  };

  return {
    open: (wanted) =>
      full((connection) => {
        if (wanted.approvalId !== undefined && !isClaimable(connection, wanted.approvalId, wanted))
          return { opened: false, approvalGone: true };
        const busy = inTheWay(connection, wanted.plan.locks);
        if (busy !== undefined) return { opened: false, busy };
        const runId = insertRun(connection, wanted);
        insertLocks(connection, runId, wanted.plan.locks);
        if (wanted.approvalId !== undefined) claimApproval(connection, wanted.approvalId, runId, wanted);
        const auditSeq = append(connection, { ...wanted.audit, runId });
        connection.sql('UPDATE runs SET audit_seq = ? WHERE run_id = ?').run(auditSeq, runId);
        const run = runById(connection, runId);
        if (run === undefined) throw new Error(`run ${runId} was inserted and is not there`);
        return { opened: true, run };
      }),
    journal: (entry) =>
      full((connection) => {
        assertOurs(connection, entry.runId);
        const { state } = runById(connection, entry.runId) ?? {};
        if (state !== 'running') throw new RunLost(entry.runId, `it is ${state}`);
        connection
          .sql('INSERT INTO journal (run_id, step, phase, at_ms, memo, outputs, failure) VALUES (?, ?, ?, ?, ?, ?, ?)')
          .run(
            entry.runId,
            entry.step,
            entry.phase,
            entry.atMs,
            json(entry.memo),
            json(entry.outputs),
            failureJson(entry.failure),
          );
      }),
    close: ({ runId, state, failure, audit, delivery }) =>
      full((connection) => {
        assertOurs(connection, runId);
        const { changes } = connection
          .sql(
            `UPDATE runs SET state = ?, finished_at_ms = ?, failure = ?
             WHERE run_id = ? AND state IN (SELECT value FROM json_each(?))`,
          )
          .run(state, audit.atMs, failureJson(failure), runId, JSON.stringify(holdingStates));
        if (changes === 0) throw new RunLost(runId, 'it has ended already');
        append(connection, { ...audit, runId });
        if (delivery !== undefined) storeAnswer(connection, delivery.key, delivery.answer);
      }),
    takeOver: (runId, owner, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `UPDATE runs SET state = 'running', owner = ?, finished_at_ms = NULL, failure = NULL, cancelled_by = NULL,
               left_behind = 0
             WHERE run_id = ? AND state IN ('interrupted', 'undo-failed')`,
          )
          .run(owner, runId);
        if (changes === 1) append(connection, { ...audit, runId });
        return changes === 1;
      }),
    get: (runId) => read(reads, (connection) => runById(connection, runId)),
    ofDelivery: (key) =>
      read(
        reads,
        (connection) =>
          runsWhere(connection, `json_extract(body, '$.delivery') = ? ORDER BY run_id DESC LIMIT 1`, key)[0],
      ),
    entries: (runId) => read(reads, (connection) => journalOf(connection, runId)),
    list: ({ limit, system, states }) =>
      read(reads, (connection) => {
        const conditions = [
          ...(system === undefined ? [] : ['system = ?']),
          ...(states === undefined ? [] : ['state IN (SELECT value FROM json_each(?))']),
          'run_id > 0 ORDER BY run_id DESC LIMIT ?',
        ];
        const values = [system, states && JSON.stringify(states)].filter((value) => value !== undefined);
        return runsWhere(connection, conditions.join(' AND '), ...values, Math.min(limit, maxListed));
      }),
    leftBehind: () =>
      read(reads, (connection) =>
        runsWhere(connection, `state = 'interrupted' AND left_behind = 1 ORDER BY run_id LIMIT ?`, maxListed),
      ),
    lookedAfter: (runId) =>
      normal((connection) => {
        connection.sql('UPDATE runs SET left_behind = 0 WHERE run_id = ?').run(runId);
      }),
    requestCancel: (runId, by) =>
      normal(
        (connection) =>
          connection
            .sql(`UPDATE runs SET cancelled_by = coalesce(cancelled_by, ?) WHERE run_id = ? AND state = 'running'`)
            .run(by, runId).changes === 1,
      ),
    cancelRequestedBy: (runId) => read(reads, (connection) => runById(connection, runId)?.cancelledBy),
    laterRunTouched: (runId) =>
      read(reads, (connection) => {
        const later = laterExclusiveRun(connection, runId);
        return later === undefined ? undefined : runById(connection, later);
      }),
  };
}

interface JournalRow {
  readonly step: number;
  readonly phase: JournalPhase;
  readonly atMs: number;
  readonly memo: string | null;
  readonly outputs: string | null;
  readonly failure: string | null;
}

const journalOf = (connection: Connection, runId: number): JournalEntry[] =>
  connection
    .sql<JournalRow>(
      'SELECT step, phase, at_ms AS atMs, memo, outputs, failure FROM journal WHERE run_id = ? ORDER BY id',
    )
    .all(runId)
    .map(({ step, phase, atMs, memo, outputs, failure }) => ({
      runId,
      step,
      phase,
      atMs,
      ...(memo !== null && { memo: JSON.parse(memo) as unknown }),
      ...(outputs !== null && { outputs: JSON.parse(outputs) as Outputs }), // as `journal` wrote it
      ...(failure !== null && { failure: JSON.parse(failure) as Failure }), // likewise
    }));

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
