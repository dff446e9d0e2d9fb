import { listCatalogue } from './list-catalogue.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { WEBHOOK_TABLES } from './webhook-tables.ts';

/** SQL, or what needs more than SQL. */
export type Migration = string | ((connection: SqliteConnection) => void);

/**
 * The schema, as steps that are never changed once released: number n brings a file from version
 * n - 1 to n (`PRAGMA user_version`). Instants are ISO 8601 text in UTC, so that they sort.
 */
export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    firstname TEXT,
    lastname TEXT,
    dob TEXT,
    address TEXT,
    gender TEXT,
    phone_number TEXT,
    personal_details TEXT CHECK (json_valid(personal_details)),
    password_hash TEXT,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX users_by_age ON users (created_at, user_id);
  CREATE INDEX users_by_status ON users (status, created_at, user_id);
  CREATE INDEX users_by_role ON users (role, created_at, user_id);

  -- Ids of deleted accounts: their orders stay, so nobody else may have the id.
  CREATE TABLE retired_user_ids (
    user_id TEXT PRIMARY KEY,
    deleted_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ads (
    ad_id TEXT PRIMARY KEY,
    label TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE products (
    product_id TEXT PRIMARY KEY,
    tag TEXT NOT NULL,
    label TEXT,
    name TEXT,
    team_name TEXT,
    season TEXT,
    side TEXT,
    brand TEXT,
    description TEXT NOT NULL,
    price_minor_units INTEGER NOT NULL CHECK (price_minor_units >= 0),
    currency TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX products_by_tag ON products (tag, product_id);

  CREATE TABLE product_sizes (
    product_id TEXT NOT NULL REFERENCES products ON DELETE CASCADE,
    size TEXT NOT NULL,
    position INTEGER NOT NULL,
    stock INTEGER CHECK (stock >= 0),
    PRIMARY KEY (product_id, size)
  ) STRICT, WITHOUT ROWID;

  -- A cart's row outlives its lines, so that a version never comes back.
  CREATE TABLE carts (
    user_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cart_lines (
    user_id TEXT NOT NULL REFERENCES carts ON DELETE CASCADE,
    product_id TEXT NOT NULL,
    size TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    -- A JSON array with the cart version at which each unit was added.
    unit_ordinals TEXT NOT NULL,
    PRIMARY KEY (user_id, product_id, size)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE orders (
    order_id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    lines TEXT NOT NULL CHECK (json_valid(lines)),
    total_minor_units INTEGER NOT NULL,
    currency TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX orders_by_user ON orders (user_id, created_at, order_id);

  CREATE TABLE idempotency_keys (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    order_id TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (scope, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE users ADD COLUMN session_epoch INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE users ADD COLUMN kept_session_id TEXT;
  ALTER TABLE users ADD COLUMN kept_epoch INTEGER;
  ALTER TABLE users ADD COLUMN reset_token_hash TEXT;
  ALTER TABLE users ADD COLUMN reset_expires_at TEXT;

  -- A session that its account's epoch ended stays until it expires.
  CREATE TABLE sessions (
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    session_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    family_hash TEXT NOT NULL,
    refresh_hash TEXT NOT NULL,
    previous_refresh_hash TEXT,
    rotated_at TEXT,
    sealed_successor TEXT,
    created_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    idle_expires_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    user_agent TEXT,
    PRIMARY KEY (user_id, session_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_idle_expiry ON sessions (idle_expires_at);

  CREATE TABLE throttles (
    key TEXT PRIMARY KEY,
    attempts INTEGER NOT NULL,
    blocked_until TEXT,
    expires_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX throttles_by_expiry ON throttles (expires_at);
  `,
  listCatalogue,
  WEBHOOK_TABLES,
  `
  CREATE INDEX users_by_role_and_email ON users (role, email);
  CREATE INDEX users_by_status_and_email ON users (status, email);
  `,
];
