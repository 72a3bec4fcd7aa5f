import type { Answer, Conversation } from '../../handlers/message.ts';
import type { Deliveries, Delivery } from '../../handlers/store/deliveries.ts';
import type { Connection } from './database.ts';
import { isAlive } from './instances.ts';
import { read, type Write } from './write.ts';

export function sqliteDeliveries(full: Write, normal: Write, reads: Connection): Deliveries {
  return {
    accept: (delivery) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `INSERT INTO deliveries (key, at_ms, sender, owner, conversation, text, owed) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (key) DO NOTHING`,
          )
          .run(
            delivery.key,
            delivery.atMs,
            delivery.sender,
            delivery.owner,
            JSON.stringify(delivery.conversation),
            delivery.text,
            delivery.owed === true ? 1 : 0,
          );
        if (changes === 1) return { state: 'new' };
        const before = connection
          .sql<{ owner: string; answer: string | null }>('SELECT owner, answer FROM deliveries WHERE key = ?')
          .get(delivery.key);
        if (before === undefined) throw new Error(`delivery ${delivery.key} is both there and not`);
        if (before.answer !== null) return { state: 'seen', answer: JSON.parse(before.answer) as Answer }; // as `storeAnswer` wrote it
        if (before.owner === delivery.owner || isAlive(connection, before.owner, delivery.atMs))
          return { state: 'seen' };
        // What a run did is not done again; what became of it is told to whom it is owed.
        if (hasRun(connection, delivery.key)) return { state: 'seen' };
        const claimed = connection
          .sql('UPDATE deliveries SET owner = ? WHERE key = ? AND owner = ? AND answer IS NULL')
          .run(delivery.owner, delivery.key, before.owner);
        return { state: claimed.changes === 1 ? 'orphaned' : 'seen' };
      }),
    countSince: (senders, sinceMs) =>
      read(reads, (connection) => {
        const counting = connection
          .sql<number>('SELECT count(*) FROM deliveries WHERE sender = ? AND at_ms >= ?')
          .pluck();
        return senders.reduce((sum, sender) => sum + Number(counting.get(sender, sinceMs)), 0);
      }),
    answered: (key, answer) => normal((connection) => storeAnswer(connection, key, answer)),
    owed: ({ nowMs, limit }) =>
      read(reads, (connection) =>
        connection
          .sql<OwedRow>(
            `SELECT key, at_ms AS atMs, sender, owner, conversation, text, answer FROM deliveries
             WHERE owed = 1 ORDER BY at_ms LIMIT ?`,
          )
          .all(limit)
          .filter(({ owner }) => !isAlive(connection, owner, nowMs))
          .map(({ conversation, answer, ...row }) => ({
            ...row,
            owed: true,
            conversation: JSON.parse(conversation) as Conversation, // as `accept` wrote it
            ...(answer !== null && { answer: JSON.parse(answer) as Answer }), // as `storeAnswer` wrote it
          })),
      ),
  };
}

const hasRun = (connection: Connection, key: string): boolean =>
  connection.sql(`SELECT 1 FROM runs WHERE json_extract(body, '$.delivery') = ? LIMIT 1`).get(key) !== undefined;

interface OwedRow extends Omit<Delivery, 'conversation' | 'owed'> {
  readonly conversation: string;
  readonly answer: string | null;
}

/** False when its answer was in the outbox already. */
export const payDelivery = (connection: Connection, key: string, answer: Answer): boolean =>
  connection
    .sql('UPDATE deliveries SET owed = 0, answer = ? WHERE key = ? AND owed = 1')
    .run(JSON.stringify(answer), key).changes === 1;

export function storeAnswer(connection: Connection, key: string, answer: Answer): void {
  connection.sql('UPDATE deliveries SET answer = ? WHERE key = ?').run(JSON.stringify(answer), key);
}
