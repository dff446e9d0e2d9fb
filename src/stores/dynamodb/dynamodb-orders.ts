import type { OrderStore } from '../../ports/order-store.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { findIdempotencyRecord } from './idempotency-claim.ts';
import { listOrders } from './list-all-orders.ts';
import { orderLists } from './list-orders.ts';
import { moveOrder, readOrder } from './move-order.ts';
import { placeOrder } from './place-order.ts';

export function dynamodbOrders(
  connection: DynamodbConnection,
  currency: string,
  products: Pick<ProductStore, 'findProducts'>,
): OrderStore {
  return {
    async placeOrder(placement) {
      const ids = placement.order.lines.map((line) => line.productId);
      const known = placement.products ?? (await products.findProducts(ids));
      return placeOrder(connection, currency, placement, known);
    },
    findIdempotencyRecord: (scope, key, now) => findIdempotencyRecord(connection, scope, key, now),
    findOrder: (orderId) => readOrder(connection, orderId, currency),
    moveOrder: (move) => moveOrder(connection, currency, products, move),
    listOrdersByUser: orderLists(connection, currency),
    listOrders: (filter, page) => listOrders(connection, currency, filter, page),
  };
}
