import type { Answer } from '../../handlers/message.ts';
import type { Deliveries } from '../../handlers/ports.ts';
import type { Connection } from './database.ts';
import { isAlive } from './instances.ts';
import { read, type Write } from './write.ts';

export function sqliteDeliveries(full: Write, normal: Write, reads: Connection): Deliveries {
  return {
    accept: (delivery) =>
      full((connection) => {
        const { changes } = connection
          .sql(
            `INSERT INTO deliveries (key, at_ms, sender, owner, conversation, text) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (key) DO NOTHING`,
          )
          .run(
            delivery.key,
            delivery.atMs,
            delivery.sender,
            delivery.owner,
            JSON.stringify(delivery.conversation),
            delivery.text,
          );
        if (changes === 1) return { state: 'new' };
        const before = connection
          .sql<{ owner: string; answer: string | null }>('SELECT owner, answer FROM deliveries WHERE key = ?')
          .get(delivery.key);
        if (before === undefined) throw new Error(`delivery ${delivery.key} is both there and not`);
        if (before.answer !== null) return { state: 'seen', answer: JSON.parse(before.answer) as Answer }; // as `storeAnswer` wrote it
        if (before.owner === delivery.owner || isAlive(connection, before.owner, delivery.atMs))
          return { state: 'seen' };
        const claimed = connection
          .sql('UPDATE deliveries SET owner = ? WHERE key = ? AND owner = ? AND answer IS NULL')
          .run(delivery.owner, delivery.key, before.owner);
        return { state: claimed.changes === 1 ? 'orphaned' : 'seen' };
      }),
    countSince: (sender, sinceMs) =>
      read(reads, (connection) =>
        Number(
          connection
            .sql('SELECT count(*) FROM deliveries WHERE sender = ? AND at_ms >= ?')
            .pluck()
            .get(sender, sinceMs),
        ),
      ),
    answered: (key, answer) => normal((connection) => storeAnswer(connection, key, answer)),
  };
}

export function storeAnswer(connection: Connection, key: string, answer: Answer): void {
  connection.sql('UPDATE deliveries SET answer = ? WHERE key = ?').run(JSON.stringify(answer), key);
}
