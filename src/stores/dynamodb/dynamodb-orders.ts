import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Order } from '../../domain/order.ts';
import type { Product } from '../../domain/product.ts';
import type {
  IdempotencyClaim,
  OrderPlacement,
  OrderStore,
  PlaceOrderOutcome,
  ShortLine,
} from '../../ports/order-store.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import { claimOf, findClaim } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { expirySeconds } from './expiry-seconds.ts';
import { orderLists } from './list-orders.ts';
import { orderItem } from './order-item.ts';
import type { Item } from './read-pages.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export function dynamodbOrders(
  connection: DynamodbConnection,
  currency: string,
  { findProducts }: Pick<ProductStore, 'findProducts'>,
): OrderStore {
  return {
    async placeOrder(placement) {
      const { order, products } = placement;
      const ids = order.lines.map((line) => line.productId);
      return placeOrder(connection, placement, products ?? (await findProducts(ids)));
    },
    async findIdempotencyRecord(scope, key, now) {
      const item = await findClaim(connection, claimOf.idempotencyKey(scope, key));
      // The engine removes expired items days late.
      return item && String(item['expires_at_iso']) > now ? toRecord(item) : undefined;
    },
    listOrdersByUser: orderLists(connection, currency),
  };
}

async function placeOrder(
  connection: DynamodbConnection,
  placement: OrderPlacement,
  products: ReadonlyMap<string, Product>,
): Promise<PlaceOrderOutcome> {
  const { order, claim } = placement;
  const { names } = connection;
  const stock = stockActions(names.products, order, products);
  const actions: Action[] = [
    cartAction(names.carts, placement),
    {
      Put: {
        TableName: names.orders,
        Item: orderItem(order),
        ConditionExpression: 'attribute_not_exists(order_id)',
      },
    },
    ...stock.map(({ action }) => action),
    ...(claim ? [claimAction(names.claims, claim, order)] : []),
  ];
  try {
    await connection.send(
      new TransactWriteCommand({ ClientRequestToken: connection.newId(), TransactItems: actions }),
    );
    return { kind: 'placed' };
  } catch (error) {
    const failed = failedActions(error);
    const taken = claim && failed.get(actions.length - 1);
    if (taken) return { kind: 'key-used', record: toRecord(taken) };
    if (failed.has(0)) return { kind: 'cart-changed' };
    const lines = stock.flatMap(({ shortLines }, index) => shortLines(failed.get(index + 2)));
    // Sizes that were tracked when read and are not now: read again.
    return lines.length > 0 ? { kind: 'out-of-stock', lines } : { kind: 'cart-changed' };
  }
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

/** One action a product, since a transaction may touch an item once; only where stock is tracked. */
function stockActions(TableName: string, order: Order, products: ReadonlyMap<string, Product>) {
  const tracked = order.lines.filter(({ productId, size: wanted }) =>
    products
      .get(productId)
      ?.sizes.some(({ size, stock }) => size === wanted && stock !== undefined),
  );
  return [...Map.groupBy(tracked, (line) => line.productId)].map(([productId, lines]) => {
    const numbered = [...lines.entries()];
    const shortLines = (item: Item | undefined): readonly ShortLine[] => {
      const left = (item?.['stock'] ?? {}) as Readonly<Record<string, number>>;
      return item === undefined
        ? []
        : lines.flatMap(({ size, quantity: wanted }) =>
            (left[size] ?? 0) < wanted ? [{ productId, size, wanted, left: left[size] ?? 0 }] : [],
          );
    };
    const action: Action = {
      Update: {
        TableName,
        Key: { product_id: productId },
        UpdateExpression: `SET ${numbered.map(([index]) => `stock.#s${index} = stock.#s${index} - :q${index}`).join(', ')}`,
        ConditionExpression: numbered
          .map(([index]) => `stock.#s${index} >= :q${index}`)
          .join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(
          numbered.map(([index, { size }]) => [`#s${index}`, size]),
        ),
        ExpressionAttributeValues: Object.fromEntries(
          numbered.map(([index, { quantity }]) => [`:q${index}`, quantity]),
        ),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
    return { action, shortLines };
  });
}

function claimAction(TableName: string, claim: IdempotencyClaim, order: Order): Action {
  return {
    Put: {
      TableName,
      Item: {
        claim: claimOf.idempotencyKey(claim.scope, claim.key),
        fingerprint: claim.fingerprint,
        order_id: order.orderId,
        expires_at_iso: claim.expiresAt,
        expires_at: expirySeconds(claim.expiresAt),
      },
      ConditionExpression: 'attribute_not_exists(claim) OR expires_at_iso <= :now',
      ExpressionAttributeValues: { ':now': order.createdAt },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function toRecord(item: Item) {
  return { fingerprint: String(item['fingerprint']), orderId: String(item['order_id']) };
}
