import { orderOf } from './order-works.ts';
import { BUYER_DAY, kits } from './shop-rows.ts';
import type { Work } from './work.ts';

/** Everybody's orders, for those who run the shop. A list has a partition for each of five statuses. */
export const orderDeskWorks: readonly Work[] = [
  list('GET /orders?status, one page of 20', 'status=Pending', 1),
  list('GET /orders, one page of 20', '', 5),
  list('GET /orders?status&from&to, one page of 20', `status=Pending&${days()}`, 1),
  list('GET /orders?from&to, one page of 20', days(), 5),
  {
    ...list('GET /orders?status&from&to, 100 orders in 5 pages', `status=Pending&${days()}`, 1),
    walk: true,
  },
  {
    operationId: 'changeOrderStatus',
    title: 'PUT /orders/{id}/status, 1 line',
    budget: 2,
    async request(preparation) {
      const orderId = await orderOf(preparation, 'moves-1', kits.slice(0, 1));
      return { method: 'PUT', path: `/orders/${orderId}/status`, body: { status: 'Paid' } };
    },
  },
  {
    operationId: 'changeOrderStatus',
    title: 'PUT /orders/{id}/status, 50 lines',
    budget: 2,
    async request(preparation) {
      const orderId = await orderOf(preparation, 'moves-50', kits.slice(0, 50));
      return { method: 'PUT', path: `/orders/${orderId}/status`, body: { status: 'Paid' } };
    },
  },
];

function days(): string {
  return `from=${BUYER_DAY}&to=${BUYER_DAY}`;
}

function list(title: string, query: string, budget: number): Work {
  const path = `/orders?${query}${query && '&'}limit=20`;
  return { operationId: 'listAllOrders', title, budget, request: { method: 'GET', path } };
}
