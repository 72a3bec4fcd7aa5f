/** Values asked for privately. `value` is AES-256-GCM with its tag; the key is in a file beside the database. */
export const sealed = `
CREATE TABLE sealed (
  ref TEXT PRIMARY KEY,
  requester TEXT NOT NULL,
  body TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  nonce BLOB,
  value BLOB
) STRICT;
CREATE INDEX sealed_by_age ON sealed (expires_at_ms);
CREATE INDEX sealed_by_requester ON sealed (requester);
`;
