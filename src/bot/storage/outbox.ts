import type { Conversation, Message } from '../../handlers/message.ts';
import {
  type Claim,
  laneOf,
  type Outbox,
  type OutboxRow,
  type Posting,
  type PostingState,
} from '../../handlers/store/outbox.ts';
import type { Connection } from './database.ts';
import { payDelivery } from './deliveries.ts';
import { read, type Write } from './write.ts';

interface Row {
  readonly key: string;
  readonly seq: number;
  readonly conversation: string;
  readonly person: string | null;
  readonly kind: Posting['kind'];
  readonly insist: number;
  readonly message: string;
  readonly revision: number;
  readonly state: PostingState;
  readonly atMs: number;
  readonly notBeforeMs: number;
  readonly messageId: string | null;
  readonly doubtful: number | null;
  readonly plain: number;
  readonly repeated: number;
  readonly tried: string;
}

const columns = `key, seq, conversation, person, kind, insist, message, revision, state, said_at_ms AS atMs,
  not_before_ms AS notBeforeMs, message_id AS messageId, doubtful, plain, repeated, tried`;
const nextSeq = '(SELECT coalesce(max(seq), 0) + 1 FROM outbox)';
/** Edits pause for less than this; a row to be sent later than that was written before the clock was set back. */
const longestPauseMs = 60_000;
const toBeSent = `state IN ('waiting', 'sending')`;
/** The plus keeps SQLite from walking through everything ever said in the order of `seq`. */
export const headsSql = `SELECT ${columns} FROM outbox WHERE (lane, seq) IN (
    SELECT lane, min(seq) FROM outbox WHERE ${toBeSent} AND (not_before_ms <= ? OR not_before_ms > ?)
      AND lane NOT IN (SELECT value FROM json_each(?)) AND platform NOT IN (SELECT value FROM json_each(?))
    GROUP BY lane)
  AND ${toBeSent} ORDER BY +seq LIMIT ?`;
const nextSql = `SELECT min(not_before_ms) FROM outbox WHERE ${toBeSent} AND not_before_ms > ?`;
const sendingSql = `UPDATE outbox SET state = 'sending', doubtful = CASE WHEN ? THEN coalesce(doubtful, revision) END
  WHERE key = ? AND ${toBeSent}`;

export function sqliteOutbox(full: Write, normal: Write, reads: Connection): Outbox {
  const watchers = new Set<Parameters<Outbox['watch']>>();
  const get = (key: string) =>
    read(reads, (connection) => {
      const row = rowOf(connection, key);
      return row && toOutboxRow(row);
    });
  return {
    put: async (posting, { answers, onlyEdit = false } = {}) => {
      let claim: Claim | undefined;
      for (const [, claimFor] of watchers) if (posting.kind === 'final') claim ??= claimFor?.(posting.conversation);
      let row: OutboxRow | undefined;
      const put = await (posting.kind === 'final' ? full : normal)((connection) => {
        row = undefined;
        const before = rowOf(connection, posting.key);
        if (onlyEdit && before === undefined) return false;
        if (answers !== undefined && !payDelivery(connection, answers.key, answers.answer)) return false;
        if (before === undefined) row = insert(connection, posting, claim !== undefined);
        else if (before.kind === 'progress' || posting.kind === 'final') replace(connection, before, posting);
        return true;
      }).catch((error: unknown) => {
        claim?.release();
        throw error;
      });
      if (claim !== undefined && row !== undefined) {
        claim.send(row);
        return put;
      }
      claim?.release();
      if (put) for (const [listener] of watchers) listener();
      return put;
    },
    watch: (...watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    get,
    heads: ({ nowMs, limit, exceptLanes, exceptPlatforms }) =>
      read(reads, (connection) => {
        // Nearly always nothing waits, and to be told so in one step costs next to nothing.
        if (connection.sql(`SELECT 1 FROM outbox WHERE ${toBeSent} LIMIT 1`).get() === undefined) return { rows: [] };
        const rows = connection
          .sql<Row>(headsSql)
          .all(nowMs, nowMs + longestPauseMs, JSON.stringify(exceptLanes), JSON.stringify(exceptPlatforms), limit);
        const next = connection.sql<number | null>(nextSql).pluck().get(nowMs);
        return {
          rows: rows.map(toOutboxRow),
          ...(next !== null && next !== undefined && { nextMs: next }),
        };
      }),
    sending: (key, posting) =>
      (posting ? full : normal)((connection) => {
        connection.sql(sendingSql).run(posting ? 1 : 0, key);
      }),
    shown: (key, { revision, messageId, notBeforeMs, repeated = false }) =>
      normal((connection) => {
        connection
          .sql(
            `UPDATE outbox SET state = CASE WHEN revision > ? THEN 'waiting' ELSE 'shown' END,
               message_id = ?, doubtful = NULL, not_before_ms = ?, repeated = max(repeated, ?) WHERE key = ?`,
          )
          .run(revision, messageId, notBeforeMs, repeated ? 1 : 0, key);
      }),
    failed: (key, { doubtful, plain = false, lost = false }) =>
      normal((connection) => {
        connection
          .sql(
            `UPDATE outbox SET state = 'waiting', doubtful = ?, plain = max(plain, ?),
               message_id = CASE WHEN ? THEN NULL ELSE message_id END WHERE key = ? AND ${toBeSent}`,
          )
          .run(doubtful ?? null, plain ? 1 : 0, lost ? 1 : 0, key);
      }),
    readdress: (key, conversation) =>
      full((connection) => {
        const before = rowOf(connection, key);
        if (before === undefined) return;
        const tried = [...(JSON.parse(before.tried) as unknown[]), JSON.parse(before.conversation)]; // as this file wrote them
        connection
          .sql(
            `UPDATE outbox SET state = 'waiting', conversation = ?, lane = ?, platform = ?, tried = ?, seq = ${nextSeq},
               message_id = NULL, doubtful = NULL, plain = 0, repeated = 0, not_before_ms = 0 WHERE key = ?`,
          )
          .run(JSON.stringify(conversation), laneOf(conversation), conversation.platform, JSON.stringify(tried), key);
      }),
    giveUp: (key) =>
      full((connection) => {
        connection.sql(`UPDATE outbox SET state = 'given-up' WHERE key = ?`).run(key);
      }),
    waiting: () =>
      read(reads, (connection) =>
        Number(connection.sql(`SELECT count(*) FROM outbox WHERE ${toBeSent}`).pluck().get()),
      ),
  };
}

const rowOf = (connection: Connection, key: string): Row | undefined =>
  connection.sql<Row>(`SELECT ${columns} FROM outbox WHERE key = ?`).get(key);

/** `claimed`: returned as being sent already, unless something of its conversation comes before it. */
function insert(
  connection: Connection,
  { key, conversation, person, kind, insist, message, atMs }: Posting,
  claimed: boolean,
): OutboxRow | undefined {
  const lane = laneOf(conversation);
  const comesFirst =
    claimed && connection.sql(`SELECT 1 FROM outbox WHERE lane = ? AND ${toBeSent} LIMIT 1`).get(lane) === undefined;
  const words = JSON.stringify(message);
  const seq = connection
    .sql<number>(
      `INSERT INTO outbox (key, lane, platform, seq, conversation, person, kind, insist, message, revision, state, doubtful, said_at_ms)
       VALUES (?, ?, ?, ${nextSeq}, ?, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING seq`,
    )
    .pluck()
    .get(
      key,
      lane,
      conversation.platform,
      JSON.stringify(conversation),
      person ?? null,
      kind,
      insist ? 1 : 0,
      words,
      comesFirst ? 'sending' : 'waiting',
      comesFirst ? 1 : null, // to whoever finds it later; who is handed it knows that it was never shown
      atMs,
    );
  if (!comesFirst || seq === undefined) return undefined;
  const asPut = { key, seq, conversation, kind, insist, revision: 1, state: 'waiting' as const, atMs, notBeforeMs: 0 };
  const asRead = JSON.parse(words) as Message; // as it was put, and as whoever finds it later reads it
  return {
    ...asPut,
    ...(person !== undefined && { person }),
    message: asRead,
    plain: false,
    repeated: false,
    tried: [],
  };
}

/** What was not sent yet keeps its turn; what stood there already takes a new one. Its place does not change. */
function replace(connection: Connection, before: Row, { kind, insist, message, atMs }: Posting): void {
  const words = JSON.stringify(message);
  if (words === before.message) {
    // The words of a progress may turn out to be the last ones.
    if (kind !== before.kind || insist !== (before.insist === 1))
      connection
        .sql(
          `UPDATE outbox SET kind = ?, insist = ?, state = CASE state WHEN 'given-up' THEN 'waiting' ELSE state END
           WHERE key = ?`,
        )
        .run(kind, insist ? 1 : 0, before.key);
    return;
  }
  connection
    .sql(
      `UPDATE outbox SET kind = ?, insist = ?, message = ?, said_at_ms = ?, revision = revision + 1,
         seq = CASE WHEN ${toBeSent} THEN seq ELSE ${nextSeq} END,
         state = CASE WHEN state = 'sending' THEN 'sending' ELSE 'waiting' END WHERE key = ?`,
    )
    .run(kind, insist ? 1 : 0, words, atMs, before.key);
}

function toOutboxRow({
  conversation,
  person,
  insist,
  message,
  messageId,
  doubtful,
  plain,
  repeated,
  tried,
  ...row
}: Row): OutboxRow {
  return {
    ...row,
    conversation: JSON.parse(conversation) as Conversation, // as `insert` and `readdress` wrote it
    message: JSON.parse(message) as Message, // as `insert` and `replace` wrote it
    tried: JSON.parse(tried) as Conversation[], // as `readdress` wrote it
    insist: insist === 1,
    plain: plain === 1,
    repeated: repeated === 1,
    ...(person !== null && { person }),
    ...(messageId !== null && { messageId }),
    ...(doubtful !== null && { doubtful }),
  };
}
