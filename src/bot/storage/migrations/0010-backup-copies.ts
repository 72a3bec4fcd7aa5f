/** Whether a backup is encrypted, what its last look was, and its copies on other hosts. */
export const backupCopies = `
ALTER TABLE backups ADD COLUMN encrypted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE backups ADD COLUMN checked_by TEXT NOT NULL DEFAULT 'opened';
CREATE TABLE backup_copies (
  backup_id TEXT NOT NULL REFERENCES backups (id),
  host TEXT NOT NULL,
  folder TEXT NOT NULL,
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (backup_id, host, folder)
) STRICT;
`;
