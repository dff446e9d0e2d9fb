import * as z from 'zod/mini';
import { actorOf, callerScope } from '../domain/caller.ts';
import { documentDate, ORDER_STATUSES, type Order } from '../domain/order.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { pageFields, userIdField } from './field-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Shop: orders';
const USER_ID = 'c0a8012e-7b1f-4c55-9a30-6c2f5d8e4b21';
const PLACED = 'Order placed successfully!';

const placedSchema = z.strictObject({ message: z.literal(PLACED), order_id: z.string() });

const orderListSchema = z.array(
  z.strictObject({
    order_id: z.string(),
    user_id: z.string(),
    items: z.array(z.strictObject({ product_id: z.string(), size: z.string() })),
    order_date: z.string().check(z.meta({ pattern: '^\\d{2}-\\d{2}-\\d{4}$' })),
    order_status: z.enum(ORDER_STATUSES),
  }),
);

/** Row S of the contract: `checkout` and `get_orders`. */
export function shopOrderRoutes({
  placeOrder,
  listOrders,
}: Pick<UseCases, 'placeOrder' | 'listOrders'>): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/checkout',
      operationId: 'checkout',
      tag: TAG,
      summary: 'Turn a cart into an order',
      description:
        'One atomic step: of parallel calls for one cart one wins. With an Idempotency-Key a repeat gives the same order for 7 days.',
      access: { audience: 'owner', of: ({ body }) => ({ userId: body.user_id }) },
      body: z.strictObject({ user_id: userIdField }),
      bodyExample: { user_id: USER_ID },
      idempotencyKey: true,
      reply: { status: 200, description: 'Placed', schema: placedSchema },
      errors: [
        'CART_EMPTY',
        'OUT_OF_STOCK',
        'PRODUCT_GONE',
        'MIXED_CURRENCIES',
        'CART_CHANGED',
        'IDEMPOTENCY_KEY_REUSED',
      ],
      async run({ body: { user_id: userId }, caller, idempotencyKey }) {
        const { orderId } = await placeOrder({
          userId,
          actor: actorOf(caller),
          idempotency:
            idempotencyKey === undefined
              ? undefined
              : {
                  scope: callerScope(caller),
                  key: idempotencyKey,
                  fingerprint: `checkout ${userId}`,
                },
        });
        return { status: 200, body: { message: PLACED, order_id: orderId } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/get_orders',
      operationId: 'getOrders',
      tag: TAG,
      summary: "A user's orders, newest first",
      description:
        'On DynamoDB the list is read from an index that follows the orders within a moment: an order placed just now may be missing from it, while a checkout with the same Idempotency-Key gives it at once.',
      access: { audience: 'owner', of: ({ query }) => ({ userId: query.user_id }) },
      query: z.strictObject({ user_id: userIdField, ...pageFields }),
      queryExample: { user_id: USER_ID },
      invalidCode: (problems) =>
        problems.some(({ pointer }) => pointer === '#/user_id')
          ? 'INVALID_USER_ID'
          : 'INVALID_QUERY_PARAMETERS',
      reply: {
        status: 200,
        description: 'One page',
        schema: orderListSchema,
        headers: ['Link'],
      },
      errors: ['INVALID_CURSOR'],
      async run({ query }) {
        const page = await listOrders(query.user_id, pageOfQuery(query));
        return {
          status: 200,
          body: page.items.map(documentOrderView),
          nextCursor: page.nextCursor,
        };
      },
    }),
  ];
}

/** An order as the shop document's `get_orders` shows it: one item entry a unit. */
function documentOrderView(order: Order) {
  return {
    order_id: order.orderId,
    user_id: order.userId,
    items: order.lines.flatMap(({ productId, size, quantity }) =>
      Array.from({ length: quantity }, () => ({ product_id: productId, size })),
    ),
    order_date: documentDate(order.createdAt),
    order_status: order.status,
  };
}
