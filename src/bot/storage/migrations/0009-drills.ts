/** Restores into a scratch place: what was tried, and how it ended. */
export const drills = `
CREATE TABLE drills (
  id TEXT PRIMARY KEY,
  system TEXT NOT NULL,
  backup_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  rto_ms INTEGER,
  rpo_ms INTEGER
) STRICT;
CREATE INDEX drills_by_system ON drills (system, started_at_ms);
`;
