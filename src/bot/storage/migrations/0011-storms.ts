/**
 * Alerts folded over several systems, those a person resolved, news taken lately, where a checklist was said, silences of
 * maintenance elsewhere. `systems` and `elsewhere` are JSON lists.
 */
export const storms = `
ALTER TABLE alerts ADD COLUMN systems TEXT NOT NULL DEFAULT '[]';
ALTER TABLE alerts ADD COLUMN resolved_by TEXT;
ALTER TABLE alerts ADD COLUMN resolved_why TEXT;
CREATE INDEX alerts_by_opening ON alerts (opened_at_ms);
ALTER TABLE alert_members ADD COLUMN system TEXT;
CREATE INDEX alert_members_by_system ON alert_members (alert_id, system);
ALTER TABLE maintenance ADD COLUMN elsewhere TEXT NOT NULL DEFAULT '[]';

CREATE TABLE intake_seen (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_seen_by_age ON intake_seen (until_ms);

CREATE TABLE checklist_sayings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  delivery TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX checklist_sayings_of ON checklist_sayings (system, kind, period);
`;
