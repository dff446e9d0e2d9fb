import { AppError } from '../../domain/errors.ts';
import { type Order, type OrderStatus, statusesBefore } from '../../domain/order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrderStore } from '../../ports/order-store.ts';

interface ChangeOrderStatusPorts {
  readonly orders: OrderStore;
  readonly clock: Clock;
}

/**
 * Brings an order to its next status: Pending, Paid, Shipped, Delivered, or Cancelled from the first
 * two.
 * @throws AppError ORDER_NOT_FOUND, ORDER_STATUS_CONFLICT
 */
export function changeOrderStatus({ orders, clock }: ChangeOrderStatusPorts) {
  return async (orderId: string, to: OrderStatus, actor: string): Promise<Order> => {
    const at = clock().toISOString();
    const from = statusesBefore(to);
    const outcome = await orders.moveOrder({ orderId, from, to, actor, at });
    if (outcome.kind === 'moved') return outcome.order;
    if (outcome.kind === 'not-found') throw new AppError('ORDER_NOT_FOUND');
    throw new AppError('ORDER_STATUS_CONFLICT', {
      members: { order_status: outcome.order.status },
    });
  };
}
