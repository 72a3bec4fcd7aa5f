import type { Approval, ApprovalState, Approvals, OpenRun } from '../../handlers/ports.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

/** What was asked; what became of it has columns. */
type Asked = Omit<Approval, 'state' | 'decidedBy' | 'decidedAtMs' | 'runId'>;

interface ApprovalRow {
  readonly body: string;
  readonly state: ApprovalState;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly runId: number | null;
}

const columns = 'body, state, decided_by AS decidedBy, decided_at_ms AS decidedAtMs, run_id AS runId';

export function sqliteApprovals(full: Write, reads: Connection, append: Append): Approvals {
  return {
    ask: (approval, audit) =>
      full((connection) => {
        const { state, decidedBy, decidedAtMs, runId, ...asked } = approval;
        connection
          .sql(
            `INSERT INTO approvals
               (code, body, asked_at_ms, expires_at_ms, plan_hash, state, decided_by, decided_at_ms, run_id)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            asked.code,
            JSON.stringify(asked),
            asked.askedAtMs,
            asked.expiresAtMs,
            asked.planHash,
            state,
            decidedBy ?? null,
            decidedAtMs ?? null,
            runId ?? null,
          );
        append(connection, audit);
      }),
    get: (code) =>
      read(reads, (connection) => {
        const row = connection.sql<ApprovalRow>(`SELECT ${columns} FROM approvals WHERE code = ?`).get(code);
        return row && toApproval(row);
      }),
    open: () =>
      read(reads, (connection) =>
        connection
          .sql<ApprovalRow>(`SELECT ${columns} FROM approvals WHERE state = 'open' ORDER BY asked_at_ms`)
          .all()
          .map(toApproval),
      ),
    decide: (code, to, by, atMs, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(`UPDATE approvals SET state = ?, decided_by = ?, decided_at_ms = ? WHERE code = ? AND state = 'open'`)
          .run(to, by, atMs, code);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
  };
}

/** When the yes was given. */
const saidAtMs = ({ approvedAtMs, audit }: OpenRun): number => approvedAtMs ?? audit.atMs;

/** Still open, for exactly this plan, and the yes came in time. */
export const isClaimable = (connection: Connection, code: string, run: OpenRun): boolean =>
  connection
    .sql(`SELECT 1 FROM approvals WHERE code = ? AND state = 'open' AND plan_hash = ? AND expires_at_ms >= ?`)
    .get(code, run.planHash, saidAtMs(run)) !== undefined;

export function claimApproval(connection: Connection, code: string, runId: number, run: OpenRun): void {
  connection
    .sql(`UPDATE approvals SET state = 'used', decided_by = ?, decided_at_ms = ?, run_id = ? WHERE code = ?`)
    .run(run.approvedBy ?? run.requester, saidAtMs(run), runId, code);
}

function toApproval({ body, state, decidedBy, decidedAtMs, runId }: ApprovalRow): Approval {
  return {
    ...(JSON.parse(body) as Asked), // as `ask` wrote it
    state,
    ...(decidedBy !== null && { decidedBy }),
    ...(decidedAtMs !== null && { decidedAtMs }),
    ...(runId !== null && { runId }),
  };
}
