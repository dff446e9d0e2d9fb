import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Order } from '../../domain/order.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { OrderFilter, OrderStore } from '../../ports/order-store.ts';
import { toOrder } from './order-row.ts';
import { pageOf } from './page-of.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

type OrderLists = Pick<OrderStore, 'listOrdersByUser' | 'listOrders'>;
type Place = readonly [createdAt: string, orderId: string];

const BY_USER = 'orders-by-user';
/** Sorts after every instant and every id. */
const END = '\u{10FFFF}';
const NEWEST_FIRST = `created_at >= ? AND (created_at, order_id) < (?, ?)
  ORDER BY created_at DESC, order_id DESC LIMIT ?`;

export function sqliteOrderLists(connection: SqliteConnection): OrderLists {
  const ofUser = connection.statement(`SELECT * FROM orders WHERE user_id = ? AND ${NEWEST_FIRST}`);
  const ofStatus = connection.statement(
    `SELECT * FROM orders WHERE status = ? AND ${NEWEST_FIRST}`,
  );
  const ofAll = connection.statement(`SELECT * FROM orders WHERE ${NEWEST_FIRST}`);

  const listOrders = (filter: OrderFilter, page: PageRequest): Page<Order> => {
    const { status, since = '', before = END } = filter;
    const list = status === undefined ? 'orders' : `orders-by-status ${status}`;
    // No id sorts before an empty one, so this is the place of `before` itself.
    const place = earlier(placeOf(page, list), [before, '']);
    const bounds = [since, ...place, page.limit + 1];
    const rows = status === undefined ? ofAll.all(...bounds) : ofStatus.all(status, ...bounds);
    return toPage(rows, page, list);
  };

  return {
    listOrdersByUser: (userId, page) =>
      connection.run(() => {
        const rows = ofUser.all(userId, '', ...placeOf(page, BY_USER), page.limit + 1);
        return toPage(rows, page, BY_USER);
      }),
    listOrders: (filter, page) => connection.run(() => listOrders(filter, page)),
  };
}

function placeOf({ cursor }: PageRequest, list: string): Place {
  const [createdAt = END, orderId = END] =
    cursor === undefined ? [] : decodeCursor(cursor, list, 2);
  return [createdAt, orderId];
}

function earlier(one: Place, other: Place): Place {
  if (one[0] === other[0]) return one[1] < other[1] ? one : other;
  return one[0] < other[0] ? one : other;
}

function toPage(
  rows: readonly Record<string, unknown>[],
  { limit }: PageRequest,
  list: string,
): Page<Order> {
  return pageOf(rows.map(toOrder), limit, (last) =>
    encodeCursor(list, [last.createdAt, last.orderId]),
  );
}
