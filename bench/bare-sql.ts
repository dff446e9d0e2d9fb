const USER_COLUMNS = `user_id, email, firstname, lastname, dob, address, gender, phone_number,
  personal_details, role, status, created_at, updated_at, version`;

const SELECT_PRODUCT = `
  SELECT p.*, (
    SELECT json_group_array(json_array(s.size, s.stock) ORDER BY s.position)
    FROM product_sizes s WHERE s.product_id = p.product_id
  ) AS sizes
  FROM products p`;

/** The statements of src/stores/sqlite, copied; a change there belongs here too. */
export const BARE_SQL = {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  findUser: `SELECT ${USER_COLUMNS} FROM users WHERE user_id = ?`,
  insertUser: `
    INSERT INTO users (${USER_COLUMNS}, password_hash)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
    WHERE NOT EXISTS (SELECT 1 FROM retired_user_ids WHERE user_id = ?1)
    ON CONFLICT DO NOTHING`,
  findProduct: `${SELECT_PRODUCT} WHERE p.product_id = ?`,
  findProducts: `${SELECT_PRODUCT} WHERE p.product_id IN (SELECT value FROM json_each(?))`,
  listProducts: `${SELECT_PRODUCT} WHERE p.tag = ? AND p.product_id > ? ORDER BY p.product_id LIMIT ?`,
  findCart: `
    SELECT c.version, l.product_id, l.size, l.unit_ordinals
    FROM carts c JOIN cart_lines l USING (user_id) WHERE c.user_id = ?`,
  raiseVersion: `
    INSERT INTO carts (user_id, version, updated_at) VALUES (?, 1, ?)
    ON CONFLICT DO UPDATE SET version = version + 1, updated_at = excluded.updated_at
    RETURNING version`,
  addUnit: `
    INSERT INTO cart_lines (user_id, product_id, size, quantity, unit_ordinals)
    VALUES (?, ?, ?, 1, json_array(?))
    ON CONFLICT DO UPDATE SET
      quantity = quantity + 1,
      unit_ordinals = json_insert(unit_ordinals, '$[#]', json_extract(excluded.unit_ordinals, '$[0]'))
    WHERE quantity < 99
    RETURNING quantity`,
  countLines: 'SELECT count(*) AS count FROM cart_lines WHERE user_id = ?',
  cartAtVersion: 'SELECT 1 FROM carts WHERE user_id = ? AND version = ?',
  stockOf: 'SELECT stock FROM product_sizes WHERE product_id = ? AND size = ?',
  takeStock: `
    UPDATE product_sizes SET stock = stock - ?
    WHERE product_id = ? AND size = ? AND stock IS NOT NULL`,
  insertOrder: `
    INSERT INTO orders (order_id, user_id, status, lines, total_minor_units, currency, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  emptyCart: 'UPDATE carts SET version = version + 1 WHERE user_id = ?',
  deleteLines: 'DELETE FROM cart_lines WHERE user_id = ?',
} as const;
