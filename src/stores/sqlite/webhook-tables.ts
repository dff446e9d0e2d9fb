/** Schema step 4: where events go. */
export const WEBHOOK_TABLES = `
  CREATE TABLE webhooks (
    webhook_id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    -- A JSON array of event types; empty is all.
    events TEXT NOT NULL CHECK (json_valid(events)),
    is_enabled INTEGER NOT NULL,
    secret TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE deliveries (
    webhook_id TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    delivery_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    entity TEXT NOT NULL,
    at TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    attempts INTEGER NOT NULL,
    next_attempt_at TEXT NOT NULL,
    last_error TEXT,
    dead_at TEXT,
    PRIMARY KEY (webhook_id, delivery_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX live_deliveries ON deliveries (webhook_id, delivery_id) WHERE dead_at IS NULL;
  CREATE INDEX dead_deliveries ON deliveries (webhook_id, delivery_id) WHERE dead_at IS NOT NULL;

  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
