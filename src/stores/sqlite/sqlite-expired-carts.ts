import { emptyCart, guestCartIdOf } from './sqlite-cart-lines.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Of a cart's row that has nothing left to remove; sorts before every instant. */
const NOTHING_LEFT = '';

/** Inside a transaction: removes up to `limit` carts that have vanished and gives how many. */
export function removeExpiredCarts(
  connection: SqliteConnection,
  expiredAt: string,
  limit: number,
): number {
  const rows = connection
    .statement(
      'SELECT user_id FROM carts WHERE updated_at > ? AND updated_at <= ? ORDER BY updated_at LIMIT ?',
    )
    .all(NOTHING_LEFT, expiredAt, limit);
  for (const row of rows) removeCart(connection, String(row['user_id']));
  return rows.length;
}

/** A user's row stays with a later version, so that no checkout from an old reading goes through. */
function removeCart(connection: SqliteConnection, owner: string): void {
  const cartId = guestCartIdOf(owner);
  if (cartId === undefined) {
    emptyCart(connection, owner);
    connection
      .statement('UPDATE carts SET updated_at = ? WHERE user_id = ?')
      .run(NOTHING_LEFT, owner);
    return;
  }
  connection.statement('DELETE FROM carts WHERE user_id = ?').run(owner);
  connection.statement('DELETE FROM guest_carts WHERE cart_id = ?').run(cartId);
}
