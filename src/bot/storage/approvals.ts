import type { Approval, ApprovalState, Approvals } from '../../handlers/store/approvals.ts';
import type { OpenRun } from '../../handlers/store/runs.ts';
import type { Append } from './audit-append.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

/** What was asked; what became of it has columns. */
type Asked = Omit<Approval, 'state' | 'decidedBy' | 'decidedAtMs' | 'runId' | 'expiresAtMs' | 'breakGlass' | 'review'>;

interface ApprovalRow {
  readonly body: string;
  readonly expiresAtMs: number;
  readonly breakGlass: string | null;
  readonly review: string | null;
  readonly state: ApprovalState;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly runId: number | null;
}

const columns = `body, expires_at_ms AS expiresAtMs, break_glass AS breakGlass, review, state, decided_by AS decidedBy,
  decided_at_ms AS decidedAtMs, run_id AS runId`;

export function sqliteApprovals(full: Write, reads: Connection, append: Append): Approvals {
  return {
    ask: (approval, audit) =>
      full((connection) => {
        const { state, decidedBy, decidedAtMs, runId, expiresAtMs, breakGlass, review, ...asked } = approval;
        connection
          .sql(
            `INSERT INTO approvals
               (code, body, asked_at_ms, expires_at_ms, plan_hash, state, decided_by, decided_at_ms, run_id, break_glass, review)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            asked.code,
            JSON.stringify(asked),
            asked.askedAtMs,
            expiresAtMs,
            asked.planHash,
            state,
            decidedBy ?? null,
            decidedAtMs ?? null,
            runId ?? null,
            breakGlass === undefined ? null : JSON.stringify(breakGlass),
            review === undefined ? null : JSON.stringify(review),
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
    breakGlass: (code, { reason, fromMs, expiresAtMs }, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `UPDATE approvals SET break_glass = ?, expires_at_ms = max(expires_at_ms, ?)
             WHERE code = ? AND state = 'open' AND break_glass IS NULL`,
          )
          .run(JSON.stringify({ reason, fromMs }), expiresAtMs, code);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
    toReview: (limit) =>
      read(reads, (connection) =>
        connection
          .sql<ApprovalRow>(`SELECT ${columns} FROM approvals WHERE ${unreviewed} ORDER BY asked_at_ms LIMIT ?`)
          .all(limit)
          .map(toApproval),
      ),
    review: (code, review, audit) =>
      full((connection) => {
        const { changes } = connection
          .sql(`UPDATE approvals SET review = ? WHERE code = ? AND ${unreviewed}`)
          .run(JSON.stringify(review), code);
        if (changes === 1) append(connection, audit);
        return changes === 1;
      }),
  };
}

/** Used by the requester herself: a second person's yes after all needs no review. */
const unreviewed = `break_glass IS NOT NULL AND review IS NULL AND state = 'used' AND decided_by = json_extract(body, '$.requester')`;

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

function toApproval(row: ApprovalRow): Approval {
  const { body, expiresAtMs, breakGlass, review, state, decidedBy, decidedAtMs, runId } = row;
  return {
    ...(JSON.parse(body) as Asked), // as `ask` wrote it
    expiresAtMs,
    state,
    ...(breakGlass !== null && { breakGlass: JSON.parse(breakGlass) as NonNullable<Approval['breakGlass']> }), // as `breakGlass` wrote it
    ...(review !== null && { review: JSON.parse(review) as NonNullable<Approval['review']> }), // as `review` wrote it
    ...(decidedBy !== null && { decidedBy }),
    ...(decidedAtMs !== null && { decidedAtMs }),
    ...(runId !== null && { runId }),
  };
}
