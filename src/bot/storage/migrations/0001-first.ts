/** JSON columns hold what never changes after the insert; what is searched or changed has a column. */
export const first = `
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  mac TEXT NOT NULL,
  principal TEXT GENERATED ALWAYS AS (json_extract(entry, '$.principal')) VIRTUAL,
  system TEXT GENERATED ALWAYS AS (json_extract(entry, '$.system')) VIRTUAL
) STRICT;
CREATE INDEX audit_by_principal ON audit (principal, seq);
CREATE INDEX audit_by_system ON audit (system, seq);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
  BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE deliveries (
  key TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  sender TEXT NOT NULL,
  owner TEXT NOT NULL,
  conversation TEXT NOT NULL,
  text TEXT NOT NULL,
  answer TEXT
) STRICT;
CREATE INDEX deliveries_by_sender ON deliveries (sender, at_ms);
CREATE INDEX deliveries_by_age ON deliveries (at_ms);

CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,
  system TEXT NOT NULL,
  requester TEXT NOT NULL,
  body TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  owner TEXT NOT NULL,
  finished_at_ms INTEGER,
  cancelled_by TEXT,
  failure TEXT,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_system ON runs (system, run_id);
CREATE INDEX runs_by_state ON runs (state, run_id);
CREATE INDEX runs_by_age ON runs (started_at_ms);

CREATE TABLE run_locks (
  run_id INTEGER NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  resource TEXT NOT NULL,
  mode TEXT NOT NULL,
  system TEXT,
  PRIMARY KEY (run_id, resource, mode)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_locks_by_resource ON run_locks (resource, run_id);
CREATE INDEX run_locks_by_system ON run_locks (system, run_id);

CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  phase TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  memo TEXT,
  outputs TEXT,
  failure TEXT
) STRICT;
CREATE INDEX journal_by_run ON journal (run_id, id);

CREATE TABLE approvals (
  code TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  plan_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  decided_by TEXT,
  decided_at_ms INTEGER,
  run_id INTEGER
) STRICT;
CREATE INDEX approvals_by_state ON approvals (state, asked_at_ms);
CREATE INDEX approvals_by_age ON approvals (asked_at_ms);

CREATE TABLE instances (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  pid INTEGER NOT NULL,
  boot TEXT,
  pid_namespace TEXT,
  process_start TEXT,
  started_at_ms INTEGER NOT NULL,
  heartbeat_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_bot ON instances (kind) WHERE kind = 'bot';

CREATE TABLE freezes (
  scope TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
`;
