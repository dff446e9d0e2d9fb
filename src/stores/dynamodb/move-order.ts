import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { orderMovedEvent } from '../../domain/event.ts';
import type { Order, OrderStep } from '../../domain/order.ts';
import { stockOf } from '../../domain/product.ts';
import { orderMovement, type StockMovement } from '../../domain/stock-movement.ts';
import type { MoveOrderOutcome, OrderMove } from '../../ports/order-store.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { stepItem, toOrder } from './order-item.ts';
import { outboxActions } from './outbox-item.ts';
import type { Item } from './read-pages.ts';
import { stockActions } from './stock-actions.ts';
import { type Action, MAX_ACTIONS, writeTogether } from './transaction.ts';

/** How often it starts over when the order, or what it gives back to, changes under it. */
const MAX_ATTEMPTS = 8;

export async function readOrder(
  connection: DynamodbConnection,
  orderId: string,
  currency: string,
): Promise<Order | undefined> {
  const { orders: TableName } = connection.names;
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({ TableName, Key: { order_id: orderId }, ConsistentRead: true }),
  );
  return Item && toOrder(Item, currency);
}

export async function moveOrder(
  connection: DynamodbConnection,
  currency: string,
  products: Pick<ProductStore, 'findProducts'>,
  move: OrderMove,
): Promise<MoveOrderOutcome> {
  const { names } = connection;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const found = await readOrder(connection, move.orderId, currency);
    if (found === undefined) return { kind: 'not-found' };
    if (!move.from.includes(found.status)) return { kind: 'refused', order: found };
    const step: OrderStep = { from: found.status, to: move.to, actor: move.actor, at: move.at };
    const order = { ...found, status: move.to, history: [...found.history, step] };
    const movements = move.to === 'Cancelled' ? await givingsBack(products, order, move) : [];
    const first = [
      orderUpdate(names.orders, found, step),
      ...outboxActions(connection, orderMovedEvent(order, movements)),
    ];
    const stock = stockActions(names, movements, MAX_ACTIONS - first.length);
    try {
      const giving = stock.updates.map(({ action }) => action);
      await writeTogether(connection, [...first, ...giving, ...stock.records]);
      return { kind: 'moved', order };
    } catch (error) {
      failedActions(error);
    }
  }
  throw storeUnavailable(new Error(`The order ${move.orderId} keeps changing`));
}

/** To the sizes that are still tracked. */
async function givingsBack(
  { findProducts }: Pick<ProductStore, 'findProducts'>,
  order: Order,
  { actor, at }: OrderMove,
): Promise<readonly StockMovement[]> {
  const taken = order.lines.filter(({ tookStock }) => tookStock === true);
  const products = await findProducts(taken.map(({ productId }) => productId));
  return taken.flatMap((line) => {
    const product = products.get(line.productId);
    const isTracked = product !== undefined && stockOf(product, line.size) !== undefined;
    return isTracked ? [orderMovement(order, line, { actor, at, reason: 'cancelled' })] : [];
  });
}

/** Only of the order as it was read. */
function orderUpdate(TableName: string, { orderId, status, history }: Order, step: OrderStep) {
  const action: Action = {
    Update: {
      TableName,
      Key: { order_id: orderId },
      UpdateExpression:
        'SET order_status = :to, history = list_append(if_not_exists(history, :none), :steps)',
      ConditionExpression: `order_status = :from AND ${
        history.length === 0
          ? '(attribute_not_exists(history) OR size(history) = :length)'
          : 'size(history) = :length'
      }`,
      ExpressionAttributeValues: {
        ':from': status,
        ':to': step.to,
        ':none': [],
        ':steps': [stepItem(step)],
        ':length': history.length,
      },
    },
  };
  return action;
}
