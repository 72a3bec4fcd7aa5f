/** The page: what its rooms show, who is signed in, links that sign in. Tokens are kept only as their SHA-256. */
export const web = `
CREATE TABLE web_messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  room TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  author TEXT,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  edited_at_ms INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX web_messages_by_room ON web_messages (room, id);
CREATE INDEX web_messages_by_change ON web_messages (room, version);
CREATE INDEX web_messages_by_version ON web_messages (version);
CREATE INDEX web_messages_by_age ON web_messages (at_ms);

CREATE TABLE web_logins (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  assumed INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE web_sessions (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  assumed INTEGER NOT NULL,
  configuration TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX web_sessions_by_person ON web_sessions (person);
`;
