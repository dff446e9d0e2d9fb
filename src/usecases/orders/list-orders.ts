import type { Order } from '../../domain/order.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { OrderStore } from '../../ports/order-store.ts';

/** A user's orders, newest first. @throws AppError INVALID_CURSOR */
export function listOrders({ orders }: { readonly orders: OrderStore }) {
  return (userId: string, page: PageRequest): Promise<Page<Order>> =>
    orders.listOrdersByUser(userId, page);
}
