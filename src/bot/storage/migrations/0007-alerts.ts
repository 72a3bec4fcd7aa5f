/**
 * Alerts and what they are made of, silences, what came in and is not worked in yet, samples. `body`, `chain`, `evidence`
 * and `elsewhere` are JSON. At most one open alert of a key, and one open member of a fingerprint.
 */
export const alerts = `
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  source TEXT NOT NULL,
  system TEXT,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  resolved_at_ms INTEGER,
  acknowledged_by TEXT,
  acknowledged_at_ms INTEGER,
  chain TEXT NOT NULL,
  told INTEGER NOT NULL DEFAULT 0,
  tell_at_ms INTEGER,
  folds INTEGER NOT NULL DEFAULT 0,
  flaps INTEGER NOT NULL DEFAULT 0,
  settles_at_ms INTEGER,
  evidence TEXT NOT NULL DEFAULT '[]',
  firing INTEGER NOT NULL DEFAULT 0,
  ended INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 1,
  shown INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX alerts_open ON alerts (key) WHERE state = 'firing';
CREATE INDEX alerts_unshown ON alerts (id) WHERE revision > shown;
CREATE INDEX alerts_by_system ON alerts (system, opened_at_ms);
CREATE INDEX alerts_to_tell ON alerts (tell_at_ms) WHERE tell_at_ms IS NOT NULL;

CREATE TABLE alert_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_id INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  body TEXT NOT NULL,
  starts_at_ms INTEGER NOT NULL,
  resolved_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_members_open ON alert_members (fingerprint) WHERE state = 'firing';
CREATE INDEX alert_members_of ON alert_members (alert_id, state, level);
CREATE INDEX alert_members_ended ON alert_members (fingerprint, resolved_at_ms);

CREATE TABLE alert_endings (
  fingerprint TEXT PRIMARY KEY,
  starts_at_ms INTEGER NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE silences (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  system TEXT,
  key TEXT,
  what TEXT NOT NULL,
  reason TEXT,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  elsewhere TEXT
) STRICT;

CREATE TABLE intake (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  system TEXT NOT NULL,
  monitor TEXT NOT NULL,
  subject TEXT NOT NULL,
  UNIQUE (system, monitor, subject)
) STRICT;
CREATE TABLE samples (
  series INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (series, at_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE monitor_memory (
  system TEXT NOT NULL,
  monitor TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (system, monitor)
) STRICT, WITHOUT ROWID;
`;
