import type { Failure } from '../../actions/result.ts';
import type { OpenRun, Run, RunState } from '../../handlers/store/runs.ts';
import type { Connection } from './database.ts';

/** What a run was opened with; the rest of it changes and has columns. */
type Body = Omit<OpenRun, 'owner' | 'audit' | 'approvalId'>;

interface RunRow {
  readonly runId: number;
  readonly body: string;
  readonly startedAtMs: number;
  readonly state: RunState;
  readonly owner: string;
  readonly finishedAtMs: number | null;
  readonly cancelledBy: string | null;
  readonly failure: string | null;
  readonly auditSeq: number;
}

const columns = `run_id AS runId, body, started_at_ms AS startedAtMs, state, owner, finished_at_ms AS finishedAtMs,
  cancelled_by AS cancelledBy, failure, audit_seq AS auditSeq`;

/** `condition` is a constant of ours; what varies is bound. */
export const runsWhere = (connection: Connection, condition: string, ...values: readonly unknown[]): Run[] =>
  connection
    .sql<RunRow>(`SELECT ${columns} FROM runs WHERE ${condition}`)
    .all(...values)
    .map(toRun);

export const runById = (connection: Connection, runId: number): Run | undefined =>
  runsWhere(connection, 'run_id = ?', runId)[0];

export function insertRun(connection: Connection, run: OpenRun): number {
  const { plan, planHash, requester, approvedBy, approvedAtMs, conversation, undoes, delivery, owner, audit } = run;
  const body = { plan, planHash, requester, approvedBy, approvedAtMs, conversation, undoes, delivery };
  const { lastInsertRowid } = connection
    .sql(
      `INSERT INTO runs (action, system, requester, body, started_at_ms, state, owner, audit_seq)
       VALUES (?, ?, ?, ?, ?, 'running', ?, 0)`,
    )
    .run(plan.action, plan.system, requester, JSON.stringify(body), audit.atMs, owner);
  return Number(lastInsertRowid);
}

/** Compare-and-set on owner and state. */
export const interrupt = (connection: Connection, { runId, owner }: Run): boolean =>
  connection
    .sql(`UPDATE runs SET state = 'interrupted', left_behind = 1 WHERE run_id = ? AND state = 'running' AND owner = ?`)
    .run(runId, owner).changes === 1;

/** Details are for the log; they may hold anything, and are not kept. */
export function failureJson(failure: Failure | undefined): string | null {
  if (failure === undefined) return null;
  const { detail: _, ...told } = failure;
  return JSON.stringify(told);
}

function toRun({ runId, body, startedAtMs, state, owner, finishedAtMs, cancelledBy, failure, auditSeq }: RunRow): Run {
  return {
    ...(JSON.parse(body) as Body), // as `insertRun` wrote it
    runId,
    startedAtMs,
    state,
    owner,
    auditSeq,
    ...(finishedAtMs !== null && { finishedAtMs }),
    ...(cancelledBy !== null && { cancelledBy }),
    ...(failure !== null && { failure: JSON.parse(failure) as Failure }), // as `failureJson` wrote it
  };
}
