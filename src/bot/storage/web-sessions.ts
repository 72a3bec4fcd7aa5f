import type { Connection } from './database.ts';
import { read, type Write } from './write.ts';

export interface WebLogin {
  readonly person: string;
  /** Root in somebody's name: what is done in the session never counts as a second person's. */
  readonly assumed: boolean;
}
export interface WebSession extends WebLogin {
  /** Version of the configuration it was opened under. */
  readonly configuration: string;
  readonly openedAtMs: number;
  /** When the person last did something. */
  readonly usedAtMs: number;
}

/** Who is signed in at the page, by the SHA-256 of tokens that are kept nowhere. All writes are durable but `touch`. */
export interface WebSessions {
  addLogin(hash: string, login: WebLogin & { readonly expiresAtMs: number }): Promise<void>;
  /** Whose a link is that still holds. Changes nothing. */
  login(hash: string, nowMs: number): Promise<WebLogin | undefined>;
  /** Uses a link up and opens a session, or neither when it was used or is too old. */
  redeem(
    hash: string,
    session: { readonly hash: string; readonly configuration: string; readonly atMs: number },
  ): Promise<WebLogin | undefined>;
  open(hash: string, session: WebSession): Promise<void>;
  get(hash: string): Promise<WebSession | undefined>;
  touch(hash: string, atMs: number): Promise<void>;
  end(hash: string): Promise<void>;
  /** How many it ended; open links go too. */
  endOf(person: string): Promise<number>;
  /** Drops what no longer holds. */
  forgetBefore(openedAtMs: number, nowMs: number): Promise<void>;
}

interface LoginRow {
  readonly person: string;
  readonly assumed: number;
}
interface SessionRow extends LoginRow {
  readonly configuration: string;
  readonly openedAtMs: number;
  readonly usedAtMs: number;
}

export function sqliteWebSessions(full: Write, normal: Write, reads: Connection): WebSessions {
  return {
    addLogin: (hash, { person, assumed, expiresAtMs }) =>
      full((connection) => {
        connection
          .sql('INSERT INTO web_logins (hash, person, assumed, expires_at_ms) VALUES (?, ?, ?, ?)')
          .run(hash, person, Number(assumed), expiresAtMs);
      }),
    login: (hash, nowMs) => read(reads, (connection) => loginOf(connection, hash, nowMs)),
    redeem: (hash, session) =>
      full((connection) => {
        const login = loginOf(connection, hash, session.atMs);
        connection.sql('DELETE FROM web_logins WHERE hash = ?').run(hash);
        if (login === undefined) return undefined;
        const { configuration, atMs } = session;
        insert(connection, session.hash, { ...login, configuration, openedAtMs: atMs, usedAtMs: atMs });
        return login;
      }),
    open: (hash, session) => full((connection) => insert(connection, hash, session)),
    get: (hash) =>
      read(reads, (connection) => {
        const row = connection
          .sql<SessionRow>(
            `SELECT person, assumed, configuration, opened_at_ms AS openedAtMs, used_at_ms AS usedAtMs
             FROM web_sessions WHERE hash = ?`,
          )
          .get(hash);
        return row && { ...row, assumed: row.assumed === 1 };
      }),
    touch: (hash, atMs) =>
      normal((connection) => {
        connection.sql('UPDATE web_sessions SET used_at_ms = max(used_at_ms, ?) WHERE hash = ?').run(atMs, hash);
      }),
    end: (hash) =>
      full((connection) => {
        connection.sql('DELETE FROM web_sessions WHERE hash = ?').run(hash);
      }),
    endOf: (person) =>
      full((connection) => {
        connection.sql('DELETE FROM web_logins WHERE person = ?').run(person);
        return connection.sql('DELETE FROM web_sessions WHERE person = ?').run(person).changes;
      }),
    forgetBefore: (openedAtMs, nowMs) =>
      full((connection) => {
        connection.sql('DELETE FROM web_sessions WHERE opened_at_ms < ?').run(openedAtMs);
        connection.sql('DELETE FROM web_logins WHERE expires_at_ms < ?').run(nowMs);
      }),
  };
}

function loginOf(connection: Connection, hash: string, nowMs: number): WebLogin | undefined {
  const row = connection
    .sql<LoginRow>('SELECT person, assumed FROM web_logins WHERE hash = ? AND expires_at_ms > ?')
    .get(hash, nowMs);
  return row && { person: row.person, assumed: row.assumed === 1 };
}

function insert(connection: Connection, hash: string, session: WebSession): void {
  connection
    .sql(
      `INSERT INTO web_sessions (hash, person, assumed, configuration, opened_at_ms, used_at_ms)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(hash, session.person, Number(session.assumed), session.configuration, session.openedAtMs, session.usedAtMs);
}
