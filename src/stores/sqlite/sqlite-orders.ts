import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Order, OrderLine, OrderStatus } from '../../domain/order.ts';
import type {
  IdempotencyRecord,
  OrderPlacement,
  OrderStore,
  PlaceOrderOutcome,
  ShortLine,
} from '../../ports/order-store.ts';
import { pageOf } from './page-of.ts';
import { emptyCart } from './sqlite-carts.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

const LIST = 'orders-by-user';
/** Sorts after every instant and every id. */
const END = '\u{10FFFF}';

export function sqliteOrders(connection: SqliteConnection): OrderStore {
  const findKey = connection.statement(`
    SELECT fingerprint, order_id FROM idempotency_keys
    WHERE scope = ? AND key = ? AND expires_at > ?`);
  const list = connection.statement(`
    SELECT * FROM orders WHERE user_id = ? AND (created_at, order_id) < (?, ?)
    ORDER BY created_at DESC, order_id DESC LIMIT ?`);

  const findRecord = (scope: string, key: string, now: string): IdempotencyRecord | undefined => {
    const row = findKey.get(scope, key, now);
    return row && { fingerprint: String(row['fingerprint']), orderId: String(row['order_id']) };
  };

  return {
    placeOrder: (placement) =>
      connection.write<PlaceOrderOutcome>((rollback) => {
        const { order, claim } = placement;
        const record = claim && findRecord(claim.scope, claim.key, order.createdAt);
        if (record) return rollback({ kind: 'key-used', record });
        if (!isCartUnchanged(connection, placement)) return rollback({ kind: 'cart-changed' });
        const short = order.lines.flatMap((line) => shortage(connection, line));
        if (short.length > 0) return rollback({ kind: 'out-of-stock', lines: short });
        writeOrder(connection, placement);
        return { kind: 'placed' };
      }),
    findIdempotencyRecord: (scope, key, now) => connection.run(() => findRecord(scope, key, now)),
    listOrdersByUser: (userId, { limit, cursor }) =>
      connection.run(() => {
        const [createdAt = END, orderId = END] =
          cursor === undefined ? [] : decodeCursor(cursor, LIST, 2);
        const rows = list.all(userId, createdAt, orderId, limit + 1);
        return pageOf(rows.map(toOrder), limit, (last) =>
          encodeCursor(LIST, [last.createdAt, last.orderId]),
        );
      }),
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

/** Empty when there is enough, or when the stock of this size is not tracked. */
function shortage(connection: SqliteConnection, line: OrderLine): readonly ShortLine[] {
  const { productId, size, quantity: wanted } = line;
  const row = connection
    .statement('SELECT stock FROM product_sizes WHERE product_id = ? AND size = ?')
    .get(productId, size);
  const left = row?.['stock'];
  return typeof left === 'number' && left < wanted ? [{ productId, size, wanted, left }] : [];
}

function writeOrder(connection: SqliteConnection, { order, claim }: OrderPlacement): void {
  const takeStock = connection.statement(`
    UPDATE product_sizes SET stock = stock - ?
    WHERE product_id = ? AND size = ? AND stock IS NOT NULL`);
  for (const line of order.lines) takeStock.run(line.quantity, line.productId, line.size);
  connection
    .statement('INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(
      order.orderId,
      order.userId,
      order.status,
      JSON.stringify(order.lines),
      order.total.minorUnits,
      order.total.currency,
      order.createdAt,
    );
  emptyCart(connection, order.userId);
  if (claim === undefined) return;
  connection.statement('DELETE FROM idempotency_keys WHERE expires_at <= ?').run(order.createdAt);
  connection
    .statement('INSERT INTO idempotency_keys VALUES (?, ?, ?, ?, ?)')
    .run(claim.scope, claim.key, claim.fingerprint, order.orderId, claim.expiresAt);
}

function toOrder(row: Record<string, unknown>): Order {
  return {
    orderId: String(row['order_id']),
    userId: String(row['user_id']),
    status: row['status'] as OrderStatus,
    lines: JSON.parse(String(row['lines'])) as OrderLine[],
    total: { minorUnits: Number(row['total_minor_units']), currency: String(row['currency']) },
    createdAt: String(row['created_at']),
  };
}
