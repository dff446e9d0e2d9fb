import type { CartLine } from '../../domain/cart.ts';
import type { AddCartUnitsOutcome, CartStore, SetCartLineOutcome } from '../../ports/cart-store.ts';
import { addUnits, emptyCart, removeLine, setLine } from './sqlite-cart-lines.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { removeExpiredCarts } from './sqlite-expired-carts.ts';
import { sqliteGuestCarts } from './sqlite-guest-carts.ts';

export function sqliteCarts(connection: SqliteConnection): CartStore {
  const findLines = connection.statement(`
    SELECT c.version, c.updated_at, l.product_id, l.size, l.unit_ordinals, l.seen_price
    FROM carts c JOIN cart_lines l USING (user_id) WHERE c.user_id = ?`);
  return {
    ...sqliteGuestCarts(connection),
    findCart: (userId) =>
      connection.run(() => {
        const rows = findLines.all(userId);
        const [first] = rows;
        if (first === undefined) return undefined;
        const lines = rows.map(toLine).sort((left, right) => firstUnit(left) - firstUnit(right));
        const updatedAt = String(first['updated_at']);
        return { userId, version: Number(first['version']), lines, updatedAt };
      }),
    addCartUnits: (change) =>
      connection.write<AddCartUnitsOutcome>((rollback) => {
        const outcome = addUnits(connection, change);
        return outcome === 'added' ? outcome : rollback(outcome);
      }),
    setCartLine: (change) =>
      connection.write<SetCartLineOutcome>((rollback) => {
        const outcome = setLine(connection, change);
        return outcome === 'set' ? outcome : rollback(outcome);
      }),
    removeCartLine: (line) => connection.write(() => removeLine(connection, line)),
    clearCart: (userId) => connection.write(() => emptyCart(connection, userId)),
    removeExpiredCarts: (expiredAt, limit) =>
      connection.write(() => removeExpiredCarts(connection, expiredAt, limit)),
  };
}

function toLine(row: Record<string, unknown>): CartLine {
  const seenPrice = row['seen_price'] as number | null;
  return {
    productId: String(row['product_id']),
    size: String(row['size']),
    unitOrdinals: JSON.parse(String(row['unit_ordinals'])) as number[],
    ...(seenPrice !== null && { seenPrice }),
  };
}

function firstUnit(line: CartLine): number {
  return line.unitOrdinals[0] ?? 0;
}
