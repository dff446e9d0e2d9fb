import { SELECT_PRODUCTS } from '../src/stores/sqlite/product-row.ts';
import { USER_COLUMNS } from '../src/stores/sqlite/user-row.ts';

/** The statements of src/stores/sqlite, copied; a change there belongs here too. */
export const BARE_SQL = {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  findUser: `SELECT ${USER_COLUMNS} FROM users WHERE user_id = ?`,
  findIdByEmail: 'SELECT user_id FROM users WHERE email = ?',
  insertUser: `
    INSERT INTO users (${USER_COLUMNS}, password_hash)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
    WHERE NOT EXISTS (SELECT 1 FROM retired_user_ids WHERE user_id = ?1)
    ON CONFLICT DO NOTHING`,
  findProduct: `${SELECT_PRODUCTS} WHERE p.product_id = ?`,
  findProducts: `${SELECT_PRODUCTS} WHERE p.product_id IN (SELECT value FROM json_each(?))`,
  listProducts: `${SELECT_PRODUCTS} WHERE p.tag = ? AND p.product_id > ? ORDER BY p.product_id LIMIT ?`,
  findCart: `
    SELECT c.version, c.updated_at, l.product_id, l.size, l.unit_ordinals, l.seen_price
    FROM carts c JOIN cart_lines l USING (user_id) WHERE c.user_id = ?`,
  dropExpiredLines: `
    DELETE FROM cart_lines WHERE user_id = ?1
      AND EXISTS (SELECT 1 FROM carts WHERE user_id = ?1 AND updated_at <= ?2)`,
  findLine: `
    SELECT unit_ordinals FROM cart_lines
    WHERE user_id = ? AND product_id = ? AND size = ?`,
  raiseVersion: `
    INSERT INTO carts (user_id, version, updated_at) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET
      version = version + excluded.version, updated_at = excluded.updated_at
    RETURNING version`,
  writeLine: `
    INSERT INTO cart_lines (user_id, product_id, size, quantity, unit_ordinals, seen_price)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET quantity = excluded.quantity,
      unit_ordinals = excluded.unit_ordinals,
      seen_price = coalesce(excluded.seen_price, seen_price)`,
  countLines: 'SELECT count(*) AS count FROM cart_lines WHERE user_id = ?',
  cartAtVersion: 'SELECT 1 FROM carts WHERE user_id = ? AND version = ?',
  findSize: `
    SELECT size.stock FROM products LEFT JOIN product_sizes AS size
      ON size.product_id = products.product_id AND size.size = ?2
    WHERE products.product_id = ?1 AND (size.size IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM product_sizes AS other WHERE other.product_id = ?1))`,
  insertOrder: 'INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  emptyCart: 'UPDATE carts SET version = version + 1 WHERE user_id = ?',
  deleteLines: 'DELETE FROM cart_lines WHERE user_id = ?',
  drawMark: `SELECT lower(hex(randomblob(8))) AS mark, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now`,
  insertEvent: 'INSERT INTO outbox (event_id, type, entity, at, data) VALUES (?, ?, ?, ?, ?)',
} as const;
