import { SELECT_PRODUCTS, toProduct } from './product-row.ts';
import { writeEntries } from './sqlite-catalogue.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Step 3 of the schema: the lists of the catalogue, the ledger of stock, guests' carts, the outbox. */
export function listCatalogue(connection: SqliteConnection): void {
  connection.execute(TABLES);
  connection.execute(OPENING_MOVEMENTS);
  // The keys of the lists are folded texts, which SQL cannot make.
  for (const row of connection.statement(SELECT_PRODUCTS).iterate()) {
    writeEntries(connection, undefined, toProduct(row));
  }
}

const TABLES = `
  ALTER TABLE products ADD COLUMN created_at TEXT;
  ALTER TABLE products ADD COLUMN version INTEGER;
  ALTER TABLE ads ADD COLUMN version INTEGER;
  ALTER TABLE cart_lines ADD COLUMN seen_price INTEGER;
  ALTER TABLE orders ADD COLUMN history TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(history));
  CREATE INDEX carts_by_age ON carts (updated_at);
  CREATE INDEX orders_by_age ON orders (created_at, order_id);
  CREATE INDEX orders_by_status ON orders (status, created_at, order_id);

  -- Each has its row in carts too, under the key of its owner.
  CREATE TABLE guest_carts (
    cart_id TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    merged_into TEXT,
    created_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE catalogue_entries (
    list TEXT NOT NULL,
    key TEXT NOT NULL,
    product_id TEXT NOT NULL,
    PRIMARY KEY (list, key)
  ) STRICT, WITHOUT ROWID;

  -- They outlive their product.
  CREATE TABLE stock_movements (
    product_id TEXT NOT NULL,
    movement_key TEXT NOT NULL,
    movement_id TEXT NOT NULL,
    size TEXT NOT NULL,
    delta INTEGER NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    order_id TEXT,
    note TEXT,
    PRIMARY KEY (product_id, movement_key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    entity TEXT NOT NULL,
    at TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data))
  ) STRICT;
`;

/** So that the movements of every size add up to its stock from the beginning. */
const OPENING_MOVEMENTS = `
  INSERT INTO stock_movements
    (product_id, movement_key, movement_id, size, delta, reason, actor, at, note)
  SELECT product_id, at || '#' || movement_id, movement_id, size, stock, 'set', 'system', at,
    'opening balance'
  FROM (
    SELECT *, product_id || ':opening:' || size AS movement_id,
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS at
    FROM product_sizes WHERE stock > 0
  );
`;
