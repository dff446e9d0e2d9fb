import * as z from 'zod/mini';
import { actorOf, callerScope, ownRowsOf } from '../domain/caller.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { pageFields, userIdField } from './field-schemas.ts';
import { orderPageSchema, orderSchema, orderView } from './order-views.ts';
import { ownerInPath } from './owner-in-path.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import { orderIdField, totalField } from './shop-fields.ts';

const TAG = 'Orders';
const USER_PATH = '/users/{user_id}/orders';

/** Orders as those who place them see them. */
export function orderRoutes(
  useCases: Pick<UseCases, 'placeOrder' | 'getOrder' | 'listOrders' | 'cancelOrder'>,
  currency: string,
): Route[] {
  const { placeOrder, getOrder, listOrders, cancelOrder } = useCases;
  const params = z.strictObject({ order_id: orderIdField });
  const paramsOfUser = z.strictObject({ user_id: userIdField });
  return [
    defineRoute({
      method: 'POST',
      path: USER_PATH,
      operationId: 'placeOrder',
      tag: TAG,
      summary: 'Turn a cart into an order',
      description:
        'One atomic step: the order is written, stock is taken, the cart is emptied, or nothing at all. expected_total is the total that was shown: another one is refused with the prices of now. With an Idempotency-Key a repeat within 7 days is answered with 200 and the same order.',
      access: ownerInPath,
      params: paramsOfUser,
      body: z.strictObject({ expected_total: z.optional(totalField(currency)) }),
      bodyOptional: true,
      bodyExample: { expected_total: 179.98 },
      idempotencyKey: true,
      reply: {
        status: 201,
        description: 'Placed; 200 where the same Idempotency-Key has placed it before',
        schema: orderSchema,
        headers: ['Location'],
      },
      errors: [
        'CART_EMPTY',
        'OUT_OF_STOCK',
        'PRODUCT_GONE',
        'MIXED_CURRENCIES',
        'PRICE_CHANGED',
        'CART_CHANGED',
        'IDEMPOTENCY_KEY_REUSED',
      ],
      async run({ params: { user_id: userId }, body, caller, idempotencyKey }) {
        const expectedTotal = body.expected_total?.minorUnits;
        const { orderId, order } = await placeOrder({
          userId,
          actor: actorOf(caller),
          expectedTotal,
          idempotency:
            idempotencyKey === undefined
              ? undefined
              : {
                  scope: callerScope(caller),
                  key: idempotencyKey,
                  fingerprint: ['checkout', userId, expectedTotal ?? []].flat().join(' '),
                },
        });
        const shown = order ?? (await getOrder(orderId, undefined));
        return {
          status: order === undefined ? 200 : 201,
          body: orderView(shown, caller),
          headers: { location: `/orders/${orderId}` },
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: USER_PATH,
      operationId: 'listOrders',
      tag: TAG,
      summary: 'A user’s orders, newest first',
      access: ownerInPath,
      params: paramsOfUser,
      query: z.strictObject(pageFields),
      reply: { status: 200, description: 'One page', schema: orderPageSchema, headers: ['Link'] },
      errors: ['INVALID_CURSOR'],
      async run({ params: { user_id: userId }, query, caller }) {
        const page = await listOrders(userId, pageOfQuery(query));
        return pageReply(page, (order) => orderView(order, caller));
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/orders/{order_id}',
      operationId: 'getOrder',
      tag: TAG,
      summary: 'Get an order',
      description: 'Another’s order is as unknown as one that never was.',
      access: { audience: 'reader' },
      params,
      reply: { status: 200, description: 'The order', schema: orderSchema },
      errors: ['ORDER_NOT_FOUND'],
      async run({ params: { order_id: orderId }, caller }) {
        const order = await getOrder(orderId, ownRowsOf(caller));
        return { status: 200, body: orderView(order, caller) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/orders/{order_id}/cancel',
      operationId: 'cancelOrder',
      tag: TAG,
      summary: 'Cancel an order that is Pending or Paid',
      description: 'What it took of the stock goes back, once.',
      access: { audience: 'reader' },
      params,
      reply: { status: 200, description: 'Cancelled', schema: orderSchema },
      errors: ['ORDER_NOT_FOUND', 'ORDER_STATUS_CONFLICT'],
      async run({ params: { order_id: orderId }, caller }) {
        const by = { actor: actorOf(caller), ownRows: ownRowsOf(caller) };
        return { status: 200, body: orderView(await cancelOrder(orderId, by), caller) };
      },
    }),
  ];
}
