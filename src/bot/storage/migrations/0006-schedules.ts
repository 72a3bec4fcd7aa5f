/** Schedules and their turns, checklists gone through, maintenance; the trail can be asked by time. */
export const schedules = `
CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  timing TEXT NOT NULL,
  handled_ms INTEGER NOT NULL,
  paused_by TEXT,
  paused_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule_turns (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  schedule TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  due_count INTEGER NOT NULL,
  started_at_ms INTEGER NOT NULL,
  finished_at_ms INTEGER,
  outcome TEXT NOT NULL,
  verdict TEXT,
  run_id INTEGER,
  by TEXT NOT NULL,
  owner TEXT NOT NULL
) STRICT;
CREATE INDEX schedule_turns_by_schedule ON schedule_turns (schedule, number);
CREATE INDEX schedule_turns_by_age ON schedule_turns (started_at_ms);
CREATE INDEX schedule_turns_going ON schedule_turns (schedule) WHERE outcome = 'running';

CREATE TABLE checklists (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  by TEXT NOT NULL,
  verdict TEXT NOT NULL,
  items TEXT NOT NULL
) STRICT;
CREATE INDEX checklists_by_system ON checklists (system, kind, id);
CREATE INDEX checklists_by_age ON checklists (at_ms);

CREATE TABLE checklist_items_done (
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  item TEXT NOT NULL,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  note TEXT,
  PRIMARY KEY (system, kind, period, item)
) STRICT;
CREATE INDEX checklist_items_done_by_age ON checklist_items_done (at_ms);

CREATE TABLE maintenance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  system TEXT NOT NULL,
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  ended_by TEXT
) STRICT;
CREATE UNIQUE INDEX maintenance_open ON maintenance (system) WHERE ended_at_ms IS NULL;
CREATE INDEX maintenance_by_age ON maintenance (started_at_ms);

ALTER TABLE audit ADD COLUMN at_ms INTEGER GENERATED ALWAYS AS (json_extract(entry, '$.atMs')) VIRTUAL;
CREATE INDEX audit_by_time ON audit (at_ms);
`;
