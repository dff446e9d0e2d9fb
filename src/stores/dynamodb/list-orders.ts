import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Order } from '../../domain/order.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isRefusedInput } from './dynamodb-errors.ts';
import { isDocumentDay, toOrder } from './order-item.ts';
import { type Item, queryItems } from './read-pages.ts';

const LIST = 'orders-by-user';

type Key = Pick<Order, 'createdAt' | 'orderId'>;

/**
 * Lists of orders, newest first. Our dates sort in the index. The documents' (dd-mm-yyyy) do not, and
 * their own index has no order at all: a history with such orders is read whole for each page.
 */
export function orderLists(connection: DynamodbConnection, currency: string) {
  let isIndexSorted = true;
  return async (userId: string, { limit, cursor }: PageRequest): Promise<Page<Order>> => {
    const [createdAt = '', orderId = '', way] =
      cursor === undefined ? [] : decodeCursor(cursor, LIST, 3);
    const after = cursor === undefined ? undefined : { createdAt, orderId };
    const show = (item: Item) => toOrder(item, currency);
    let history: readonly Item[] | undefined;
    if (isIndexSorted && way !== 'whole') {
      const items = await readSorted(connection, userId, limit + 1, after);
      isIndexSorted = items !== undefined;
      if (items && !items.some(isDocumentDay)) return pageOf(items.map(show), limit, 'index');
      if (items && items.length <= limit && after === undefined) history = items;
    }
    history ??= await readWhole(connection, userId);
    const orders = history.map(show).sort(newestFirst);
    const rest = after ? orders.filter((order) => newestFirst(after, order) < 0) : orders;
    return pageOf(rest, limit, 'whole');
  };
}

/** Along the index from there on; undefined where the index does not sort by the date. */
async function readSorted(
  connection: DynamodbConnection,
  userId: string,
  wanted: number,
  after: Key | undefined,
): Promise<readonly Item[] | undefined> {
  const input = {
    ...historyOf(connection, userId),
    // Naming the date is refused where it is no key.
    KeyConditionExpression: 'user_id = :user AND order_date > :first',
    ExpressionAttributeValues: { ':user': userId, ':first': '0' },
    ScanIndexForward: false,
    ExclusiveStartKey: after && {
      user_id: userId,
      order_date: after.createdAt,
      order_id: after.orderId,
    },
  };
  try {
    return await queryItems(connection, input, wanted);
  } catch (error) {
    if (isRefusedInput(error)) return undefined;
    throw error;
  }
}

function readWhole(connection: DynamodbConnection, userId: string): Promise<readonly Item[]> {
  return queryItems(connection, historyOf(connection, userId), Number.POSITIVE_INFINITY);
}

function historyOf({ names }: DynamodbConnection, userId: string) {
  return {
    TableName: names.orders,
    IndexName: names.ordersByUser,
    KeyConditionExpression: 'user_id = :user',
    ExpressionAttributeValues: { ':user': userId },
  };
}

function pageOf(orders: readonly Order[], limit: number, way: 'index' | 'whole'): Page<Order> {
  const items = orders.slice(0, limit);
  const last = items.at(-1);
  return orders.length > limit && last
    ? { items, nextCursor: encodeCursor(LIST, [last.createdAt, last.orderId, way]) }
    : { items };
}

function newestFirst(left: Key, right: Key): number {
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt ? 1 : -1;
  return left.orderId < right.orderId ? 1 : left.orderId > right.orderId ? -1 : 0;
}
