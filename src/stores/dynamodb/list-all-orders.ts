import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { decodeCursor, encodeCursor, invalidCursor } from '../../domain/cursor.ts';
import { ORDER_STATUSES, type Order, type OrderStatus } from '../../domain/order.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { OrderFilter } from '../../ports/order-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isRefusedInput } from './dynamodb-errors.ts';
import { toOrder } from './order-item.ts';
import { type Item, queryUntil } from './read-pages.ts';

/** An order's place among all: its date as it is stored, since the index sorts by that. */
interface Place {
  readonly date: string;
  readonly orderId: string;
}

type Placed = Place & { readonly item: Item };

/**
 * Everybody's orders, newest first: the index has a partition for each status, and they are read
 * side by side. Orders of one instant come in the order of their ids, whichever the index gives.
 */
export async function listOrders(
  connection: DynamodbConnection,
  currency: string,
  filter: OrderFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<Order>> {
  const { status } = filter;
  const list = status === undefined ? 'orders' : `orders-by-status ${status}`;
  const [date = '', orderId = ''] = cursor === undefined ? [] : decodeCursor(cursor, list, 2);
  const after = cursor === undefined ? undefined : { date, orderId };
  const statuses = status === undefined ? ORDER_STATUSES : [status];
  const read = await Promise.all(
    statuses.map((each) => readStatus(connection, each, filter, after, limit + 1)),
  ).catch((error: unknown) => {
    throw cursor !== undefined && isRefusedInput(error) ? invalidCursor(error) : error;
  });
  // One that is moved meanwhile may be seen where it was and where it is.
  const found = new Map(read.flat().map((order) => [order.orderId, order]));
  const orders = [...found.values()].sort(newestFirst);
  const shown = orders.slice(0, limit);
  const page = { items: shown.map(({ item }) => toOrder(item, currency)) };
  const last = shown.at(-1);
  return orders.length > limit && last
    ? { ...page, nextCursor: encodeCursor(list, [last.date, last.orderId]) }
    : page;
}

/** The first `wanted` orders of a status that come after a place, with all of the last one's instant. */
async function readStatus(
  connection: DynamodbConnection,
  status: OrderStatus,
  { since, before }: OrderFilter,
  after: Place | undefined,
  wanted: number,
): Promise<readonly Placed[]> {
  const latest = [before, after?.date].filter((date) => date !== undefined).sort()[0];
  if (since !== undefined && latest !== undefined && since > latest) return [];
  const follows = (place: Place) =>
    (before === undefined || place.date < before) &&
    (after === undefined || newestFirst(after, place) < 0);
  const rest = (items: readonly Item[]) => items.map(toPlaced).filter(follows);
  const items = await queryUntil(
    connection,
    {
      TableName: connection.names.orders,
      IndexName: connection.names.ordersByStatus,
      ...range(status, since, latest),
      ScanIndexForward: false,
      // The place itself, and the one by which the instant of the last is seen to be over.
      Limit: wanted + 2,
    },
    (read) => {
      const found = rest(read);
      const [last, next] = [found[wanted - 1], found.at(-1)];
      return last !== undefined && next !== undefined && next.date < last.date;
    },
  );
  return rest(items);
}

/** The bounds belong to it: the index takes one condition of its sort key. */
function range(
  status: OrderStatus,
  since: string | undefined,
  latest: string | undefined,
): Pick<QueryCommandInput, 'KeyConditionExpression' | 'ExpressionAttributeValues'> {
  const bounds =
    since !== undefined && latest !== undefined
      ? ' AND order_date BETWEEN :since AND :latest'
      : since !== undefined
        ? ' AND order_date >= :since'
        : latest !== undefined
          ? ' AND order_date <= :latest'
          : '';
  return {
    KeyConditionExpression: `order_status = :status${bounds}`,
    ExpressionAttributeValues: {
      ':status': status,
      ...(since !== undefined && { ':since': since }),
      ...(latest !== undefined && { ':latest': latest }),
    },
  };
}

function toPlaced(item: Item): Placed {
  return { date: String(item['order_date']), orderId: String(item['order_id']), item };
}

function newestFirst(left: Place, right: Place): number {
  if (left.date !== right.date) return left.date < right.date ? 1 : -1;
  return left.orderId < right.orderId ? 1 : left.orderId > right.orderId ? -1 : 0;
}
