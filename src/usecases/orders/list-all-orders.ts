import type { Order } from '../../domain/order.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { OrderFilter, OrderStore } from '../../ports/order-store.ts';

/** Everybody's orders, newest first. @throws AppError INVALID_CURSOR */
export function listAllOrders({ orders }: { readonly orders: OrderStore }) {
  return (filter: OrderFilter, page: PageRequest): Promise<Page<Order>> =>
    orders.listOrders(filter, page);
}
