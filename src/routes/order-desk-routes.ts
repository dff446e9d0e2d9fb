import * as z from 'zod/mini';
import { actorOf } from '../domain/caller.ts';
import { ORDER_STATUSES, type OrderStatus } from '../domain/order.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { pageFields } from './field-schemas.ts';
import { orderPageSchema, orderSchema, orderView } from './order-views.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import { dayField, orderIdField } from './shop-fields.ts';

const TAG = 'Orders';
const DAY_MS = 24 * 60 * 60 * 1000;
const NEXT: readonly OrderStatus[] = ORDER_STATUSES.filter((status) => status !== 'Pending');

/** Everybody's orders, for those who run the shop. */
export function orderDeskRoutes({
  listAllOrders,
  changeOrderStatus,
}: Pick<UseCases, 'listAllOrders' | 'changeOrderStatus'>): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/orders',
      operationId: 'listAllOrders',
      tag: TAG,
      summary: 'Everybody’s orders, newest first',
      description:
        'from and to are days in UTC and count whole. On DynamoDB the list is read from an index, which follows a change within a moment.',
      access: { audience: 'admin' },
      query: z.strictObject({
        status: z.optional(z.enum(ORDER_STATUSES)),
        from: z.optional(dayField),
        to: z.optional(dayField),
        ...pageFields,
      }),
      queryExample: { status: 'Pending' },
      reply: { status: 200, description: 'One page', schema: orderPageSchema, headers: ['Link'] },
      errors: ['INVALID_CURSOR'],
      async run({ query, caller }) {
        const { status, from, to } = query;
        const filter = {
          status,
          since: from && startOfDay(from, 0),
          before: to && startOfDay(to, 1),
        };
        const page = await listAllOrders(filter, pageOfQuery(query));
        return pageReply(page, (order) => orderView(order, caller));
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/orders/{order_id}/status',
      operationId: 'changeOrderStatus',
      tag: TAG,
      summary: 'Bring an order to its next status',
      description:
        'Pending, Paid, Shipped, Delivered; Cancelled from Pending or Paid, which gives its stock back.',
      access: { audience: 'admin' },
      params: z.strictObject({ order_id: orderIdField }),
      body: z.strictObject({ status: z.enum(NEXT) }),
      bodyExample: { status: 'Paid' },
      reply: { status: 200, description: 'As it is now', schema: orderSchema },
      errors: ['ORDER_NOT_FOUND', 'ORDER_STATUS_CONFLICT'],
      async run({ params: { order_id: orderId }, body, caller }) {
        const order = await changeOrderStatus(orderId, body.status, actorOf(caller));
        return { status: 200, body: orderView(order, caller) };
      },
    }),
  ];
}

function startOfDay(day: string, later: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + later * DAY_MS).toISOString();
}
