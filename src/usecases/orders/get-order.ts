import { AppError } from '../../domain/errors.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderStore } from '../../ports/order-store.ts';

/**
 * An order; `ownRows` is whose orders the caller may see, undefined is everybody's. Another's order
 * is as unknown as one that never was.
 * @throws AppError ORDER_NOT_FOUND
 */
export function getOrder({ orders }: { readonly orders: OrderStore }) {
  return async (orderId: string, ownRows: string | undefined): Promise<Order> => {
    const order = await orders.findOrder(orderId);
    if (order === undefined || (ownRows !== undefined && order.userId !== ownRows)) {
      throw new AppError('ORDER_NOT_FOUND');
    }
    return order;
  };
}
