/** One row per message to be seen; a delivery owes an answer until that answer is a row here. */
export const outbox = `
CREATE TABLE outbox (
  key TEXT PRIMARY KEY,
  lane TEXT NOT NULL,
  platform TEXT NOT NULL,
  seq INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  person TEXT,
  kind TEXT NOT NULL,
  insist INTEGER NOT NULL,
  message TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  said_at_ms INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL DEFAULT 0,
  message_id TEXT,
  doubtful INTEGER,
  plain INTEGER NOT NULL DEFAULT 0,
  repeated INTEGER NOT NULL DEFAULT 0,
  tried TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX outbox_waiting ON outbox (lane, seq) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_by_seq ON outbox (seq);
CREATE INDEX outbox_by_age ON outbox (said_at_ms);

ALTER TABLE deliveries ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deliveries_owed ON deliveries (at_ms) WHERE owed = 1;

ALTER TABLE approvals ADD COLUMN break_glass TEXT;
ALTER TABLE approvals ADD COLUMN review TEXT;
CREATE INDEX approvals_to_review ON approvals (asked_at_ms) WHERE break_glass IS NOT NULL AND review IS NULL;

CREATE INDEX runs_by_delivery ON runs (json_extract(body, '$.delivery'));
`;
