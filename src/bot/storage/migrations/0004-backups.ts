/** The backup catalogue. `parts` is JSON; what is searched or changed has a column. */
export const backups = `
CREATE TABLE backups (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  host TEXT NOT NULL,
  folder TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  checked_at_ms INTEGER,
  sha256 TEXT,
  bytes INTEGER,
  parts TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX backups_by_system ON backups (system, started_at_ms);
`;
