import { type CartLine, MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../domain/cart.ts';
import type { AddCartUnitOutcome, CartStore } from '../../ports/cart-store.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

export function sqliteCarts(connection: SqliteConnection): CartStore {
  const findLines = connection.statement(`
    SELECT c.version, l.product_id, l.size, l.unit_ordinals
    FROM carts c JOIN cart_lines l USING (user_id) WHERE c.user_id = ?`);
  const raiseVersion = connection.statement(`
    INSERT INTO carts (user_id, version, updated_at) VALUES (?, 1, ?)
    ON CONFLICT DO UPDATE SET version = version + 1, updated_at = excluded.updated_at
    RETURNING version`);
  const addUnit = connection.statement(`
    INSERT INTO cart_lines (user_id, product_id, size, quantity, unit_ordinals)
    VALUES (?, ?, ?, 1, json_array(?))
    ON CONFLICT DO UPDATE SET
      quantity = quantity + 1,
      unit_ordinals = json_insert(unit_ordinals, '$[#]', json_extract(excluded.unit_ordinals, '$[0]'))
    WHERE quantity < ${MAX_LINE_QUANTITY}
    RETURNING quantity`);
  const countLines = connection.statement(
    'SELECT count(*) AS count FROM cart_lines WHERE user_id = ?',
  );
  return {
    findCart: (userId) =>
      connection.run(() => {
        const rows = findLines.all(userId);
        const [first] = rows;
        if (first === undefined) return undefined;
        const lines = rows.map(toLine).sort((left, right) => firstUnit(left) - firstUnit(right));
        return { userId, version: Number(first['version']), lines };
      }),
    addCartUnit: ({ userId, productId, size, addedAt }) =>
      connection.write<AddCartUnitOutcome>((rollback) => {
        const version = Number(raiseVersion.get(userId, addedAt)?.['version']);
        const line = addUnit.get(userId, productId, size, version);
        if (line === undefined) return rollback('line-full');
        const isNewLine = line['quantity'] === 1;
        if (isNewLine && Number(countLines.get(userId)?.['count']) > MAX_CART_LINES) {
          return rollback('cart-full');
        }
        return 'added';
      }),
    clearCart: (userId) =>
      connection.write(() => {
        emptyCart(connection, userId);
      }),
  };
}

/** Inside a transaction. */
export function emptyCart(connection: SqliteConnection, userId: string): void {
  connection.statement('UPDATE carts SET version = version + 1 WHERE user_id = ?').run(userId);
  connection.statement('DELETE FROM cart_lines WHERE user_id = ?').run(userId);
}

function toLine(row: Record<string, unknown>): CartLine {
  return {
    productId: String(row['product_id']),
    size: String(row['size']),
    unitOrdinals: JSON.parse(String(row['unit_ordinals'])) as number[],
  };
}

function firstUnit(line: CartLine): number {
  return line.unitOrdinals[0] ?? 0;
}
