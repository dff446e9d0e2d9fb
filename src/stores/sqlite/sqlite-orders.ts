import { orderPlacedEvent } from '../../domain/event.ts';
import type { Order, OrderLine } from '../../domain/order.ts';
import { orderMovement } from '../../domain/stock-movement.ts';
import type { OrderPlacement, OrderStore, PlaceOrderOutcome } from '../../ports/order-store.ts';
import { toOrderRow } from './order-row.ts';
import { emptyCart } from './sqlite-cart-lines.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { claimKey, findKey } from './sqlite-idempotency.ts';
import { recordMovements } from './sqlite-movements.ts';
import { sqliteOrderLists } from './sqlite-order-lists.ts';
import { sqliteOrderMoves } from './sqlite-order-moves.ts';
import { writeEvent } from './sqlite-outbox.ts';

export function sqliteOrders(connection: SqliteConnection): OrderStore {
  // A product without sizes comes in any.
  const findSize = connection.statement(`
    SELECT size.stock FROM products LEFT JOIN product_sizes AS size
      ON size.product_id = products.product_id AND size.size = ?2
    WHERE products.product_id = ?1 AND (size.size IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM product_sizes AS other WHERE other.product_id = ?1))`);
  const findSold = (line: OrderLine) => {
    const row = findSize.get(line.productId, line.size);
    // Null is a size whose stock is not tracked.
    return row && { line, left: (row['stock'] as number | null) ?? undefined };
  };

  return {
    ...sqliteOrderLists(connection),
    ...sqliteOrderMoves(connection),
    placeOrder: (placement) =>
      connection.write<PlaceOrderOutcome>((rollback) => {
        const { order, claim } = placement;
        const record = claim && findKey(connection, claim, order.createdAt);
        if (record) return rollback({ kind: 'key-used', record });
        if (!isCartUnchanged(connection, placement)) return rollback({ kind: 'cart-changed' });
        const lines = order.lines.map(findSold).filter((found) => found !== undefined);
        if (lines.length < order.lines.length) return rollback({ kind: 'cart-changed' });
        const short = lines.flatMap(({ line: { productId, size, quantity: wanted }, left }) =>
          left !== undefined && left < wanted ? [{ productId, size, wanted, left }] : [],
        );
        if (short.length > 0) return rollback({ kind: 'out-of-stock', lines: short });
        const written = lines.map(({ line, left }) => withTookStock(line, left !== undefined));
        writeOrder(connection, { ...order, lines: written });
        if (claim === undefined) return { kind: 'placed' };
        claimKey(connection, claim, { resultId: order.orderId, now: order.createdAt });
        return { kind: 'placed' };
      }),
    findIdempotencyRecord: (scope, key, now) =>
      connection.run(() => findKey(connection, { scope, key }, now)),
  };
}

function isCartUnchanged(
  connection: SqliteConnection,
  { order, cartVersion }: OrderPlacement,
): boolean {
  const cart = connection
    .statement('SELECT 1 FROM carts WHERE user_id = ? AND version = ?')
    .get(order.userId, cartVersion);
  return cart !== undefined;
}

function withTookStock({ tookStock: _, ...line }: OrderLine, tookStock: boolean): OrderLine {
  return tookStock ? { ...line, tookStock } : line;
}

/** With all that follows from it: what it takes from the stock, the empty cart, the event. */
function writeOrder(connection: SqliteConnection, order: Order): void {
  const takeStock = connection.statement(
    'UPDATE product_sizes SET stock = stock - ? WHERE product_id = ? AND size = ?',
  );
  const { createdAt, history } = order;
  const change = { actor: history[0]?.actor ?? order.userId, at: createdAt };
  const taking = order.lines.filter(({ tookStock }) => tookStock);
  for (const line of taking) takeStock.run(line.quantity, line.productId, line.size);
  const movements = recordMovements(
    connection,
    taking.map((line) => orderMovement(order, line, { ...change, reason: 'ordered' })),
  );
  connection
    .statement('INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(...toOrderRow(order));
  emptyCart(connection, order.userId);
  writeEvent(connection, orderPlacedEvent(order, movements));
}
