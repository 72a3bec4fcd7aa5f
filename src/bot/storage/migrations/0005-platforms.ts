/** What chat platforms must know after a restart; `at_ms` is when it was kept, nothing when it stays for good. */
export const platforms = `
CREATE TABLE platform_memory (
  platform TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  at_ms INTEGER,
  PRIMARY KEY (platform, key)
) STRICT;
CREATE INDEX platform_memory_by_age ON platform_memory (at_ms);
`;
