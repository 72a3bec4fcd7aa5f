import type { Message } from '../../handlers/message.ts';
import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

/** What a person typed, redacted, or what the bot shows. */
export type WebBody = { readonly said: string } | { readonly message: Message };

export interface WebMessage {
  readonly id: number;
  readonly room: string;
  readonly key: string;
  /** A person's id; left out: the bot. */
  readonly author?: string;
  readonly body: WebBody;
  readonly atMs: number;
  readonly editedAtMs?: number;
  /** Rises with every message and every edit, over all rooms. */
  readonly version: number;
}

/** What the rooms of the page show. */
export interface WebMessages {
  /** Durable. The same key is kept once: the first message stays, and its id is returned again. */
  put(message: Omit<WebMessage, 'id' | 'version' | 'editedAtMs'>): Promise<number>;
  /** Not durable on its own. False when there is no such message. */
  edit(id: number, body: WebBody, atMs: number): Promise<boolean>;
  get(id: number): Promise<WebMessage | undefined>;
  /** The newest of a room, oldest first; `beforeId` for the page before. */
  newest(room: string, limit: number, beforeId?: number): Promise<readonly WebMessage[]>;
  /** What is new or was edited since a version, in that order. */
  since(room: string, version: number, limit: number): Promise<readonly WebMessage[]>;
  /** The newest version of each room that has any. */
  heads(rooms: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

interface Row extends Omit<WebMessage, 'author' | 'editedAtMs' | 'body'> {
  readonly author: string | null;
  readonly body: string;
  readonly editedAtMs: number | null;
}

const columns = 'id, room, key, author, body, at_ms AS atMs, edited_at_ms AS editedAtMs, version';
const nextVersion = '(SELECT coalesce(max(version), 0) + 1 FROM web_messages)';

export function sqliteWebMessages(full: Write, normal: Write, reads: Connection): WebMessages {
  return {
    put: ({ room, key, author, body, atMs }) =>
      full((connection) => {
        connection
          .sql(
            `INSERT INTO web_messages (room, key, author, body, at_ms, version) VALUES (?, ?, ?, ?, ?, ${nextVersion})
             ON CONFLICT (key) DO NOTHING`,
          )
          .run(room, key, author ?? null, JSON.stringify(body), atMs);
        return Number(connection.sql('SELECT id FROM web_messages WHERE key = ?').pluck().get(key));
      }),
    edit: (id, body, atMs) =>
      normal((connection) => {
        const { changes } = connection
          .sql(`UPDATE web_messages SET body = ?, edited_at_ms = ?, version = ${nextVersion} WHERE id = ?`)
          .run(JSON.stringify(body), atMs, id);
        return changes === 1;
      }),
    get: (id) =>
      read(reads, (connection) => {
        const row = connection.sql<Row>(`SELECT ${columns} FROM web_messages WHERE id = ?`).get(id);
        return row && toMessage(row);
      }),
    newest: (room, limit, beforeId = Number.MAX_SAFE_INTEGER) =>
      read(reads, (connection) =>
        connection
          .sql<Row>(`SELECT ${columns} FROM web_messages WHERE room = ? AND id < ? ORDER BY id DESC LIMIT ?`)
          .all(room, beforeId, limit)
          .map(toMessage)
          .reverse(),
      ),
    since: (room, version, limit) =>
      read(reads, (connection) =>
        connection
          .sql<Row>(`SELECT ${columns} FROM web_messages WHERE room = ? AND version > ? ORDER BY version LIMIT ?`)
          .all(room, version, limit)
          .map(toMessage),
      ),
    heads: (rooms) =>
      read(reads, (connection) => {
        const head = connection.sql<number | null>('SELECT max(version) FROM web_messages WHERE room = ?').pluck();
        return new Map(
          rooms.flatMap((room) => {
            const version = head.get(room);
            return version === null || version === undefined ? [] : [[room, version] as const];
          }),
        );
      }),
  };
}

function toMessage({ author, body, editedAtMs, ...row }: Row): WebMessage {
  return {
    ...row,
    body: JSON.parse(body) as WebBody, // as `put` or `edit` wrote it
    ...(author !== null && { author }),
    ...(editedAtMs !== null && { editedAtMs }),
  };
}
