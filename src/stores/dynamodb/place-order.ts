import { orderPlacedEvent } from '../../domain/event.ts';
import type { Order, OrderLine } from '../../domain/order.ts';
import { comesInSize, type Product, stockOf } from '../../domain/product.ts';
import { orderMovement, type StockMovement } from '../../domain/stock-movement.ts';
import type { OrderPlacement, PlaceOrderOutcome } from '../../ports/order-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { claimActions, toRecord } from './idempotency-claim.ts';
import { orderItem } from './order-item.ts';
import { outboxActions } from './outbox-item.ts';
import { toProduct } from './product-item.ts';
import type { Item } from './read-pages.ts';
import { stockActions } from './stock-actions.ts';
import { type Action, MAX_ACTIONS, writeTogether } from './transaction.ts';

/** How often it starts over when a size begins or ceases to be tracked under it. */
const MAX_ATTEMPTS = 8;

/**
 * Stock is taken of the lines whose sizes are tracked in `products`, while it is so; a refusal shows
 * what it is like now.
 */
export async function placeOrder(
  connection: DynamodbConnection,
  currency: string,
  placement: OrderPlacement,
  products: ReadonlyMap<string, Product>,
): Promise<PlaceOrderOutcome> {
  const known = new Map(products);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const outcome = await placeWith(connection, placement, known);
    if ('kind' in outcome) return outcome;
    const met = [...outcome].map(([id, item]) => [id, item && toProduct(item, currency)] as const);
    // What is gone is for the caller to see, who reads again.
    if (met.some(([id, product]) => !product || !isSold(placement.order, id, product))) {
      return { kind: 'cart-changed' };
    }
    const lines = placement.order.lines.flatMap((line) => {
      const left = stockIn(new Map(met), line);
      const { productId, size, quantity: wanted } = line;
      return left !== undefined && left < wanted ? [{ productId, size, wanted, left }] : [];
    });
    if (lines.length > 0) return { kind: 'out-of-stock', lines };
    for (const [id, product] of met) if (product) known.set(id, product);
  }
  return { kind: 'cart-changed' };
}

/** Gives the items of products that were not as they are known. */
async function placeWith(
  connection: DynamodbConnection,
  placement: OrderPlacement,
  products: ReadonlyMap<string, Product>,
): Promise<PlaceOrderOutcome | ReadonlyMap<string, Item | undefined>> {
  const { claim } = placement;
  const { names } = connection;
  const order = withTakenStock(placement.order, products);
  const movements = takings(order);
  const made = { resultId: order.orderId, now: order.createdAt };
  const first = [
    cartAction(names.carts, placement),
    ...claimActions(names.claims, claim, made),
    {
      Put: {
        TableName: names.orders,
        Item: orderItem(order),
        ConditionExpression: 'attribute_not_exists(order_id)',
      },
    },
    ...outboxActions(connection, orderPlacedEvent(order, movements)),
  ];
  const untracked = order.lines.filter(({ tookStock }) => tookStock !== true);
  const stock = stockActions(names, movements, MAX_ACTIONS - first.length, untracked);
  try {
    const taking = stock.updates.map(({ action }) => action);
    await writeTogether(connection, [...first, ...taking, ...stock.records]);
    return { kind: 'placed' };
  } catch (error) {
    const failed = failedActions(error);
    const taken = claim && failed.get(1);
    if (taken) return { kind: 'key-used', record: toRecord(taken) };
    const met = stock.updates.flatMap(({ productId }, index) => {
      const position = first.length + index;
      return failed.has(position) ? [[productId, failed.get(position)] as const] : [];
    });
    return failed.has(0) || met.length === 0 ? { kind: 'cart-changed' } : new Map(met);
  }
}

function isSold({ lines }: Order, id: string, product: Product): boolean {
  const bought = lines.filter(({ productId }) => productId === id);
  return bought.every(({ size }) => comesInSize(product, size));
}

/** Undefined where it is not tracked. */
function stockIn(
  products: ReadonlyMap<string, Product | undefined>,
  { productId, size }: Pick<OrderLine, 'productId' | 'size'>,
): number | undefined {
  const product = products.get(productId);
  return product && stockOf(product, size);
}

function withTakenStock(order: Order, products: ReadonlyMap<string, Product>): Order {
  const lines = order.lines.map((line) => {
    const { tookStock: _, ...bought } = line;
    return stockIn(products, line) !== undefined ? { ...bought, tookStock: true } : bought;
  });
  return { ...order, lines };
}

function takings(order: Order): readonly StockMovement[] {
  const { userId, createdAt: at, history } = order;
  const change = { actor: history[0]?.actor ?? userId, at, reason: 'ordered' } as const;
  const taking = order.lines.filter(({ tookStock }) => tookStock === true);
  return taking.map((line) => orderMovement(order, line, change));
}

function cartAction(TableName: string, { order, cartVersion }: OrderPlacement): Action {
  return {
    Put: {
      TableName,
      Item: { user_id: order.userId, version: cartVersion + 1 },
      ...(cartVersion === 0
        ? { ConditionExpression: 'attribute_exists(user_id) AND attribute_not_exists(version)' }
        : {
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': cartVersion },
          }),
    },
  };
}
