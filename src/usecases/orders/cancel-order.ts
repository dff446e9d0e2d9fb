import { AppError } from '../../domain/errors.ts';
import { type Order, statusesBefore } from '../../domain/order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrderStore } from '../../ports/order-store.ts';

interface CancelOrderPorts {
  readonly orders: OrderStore;
  readonly clock: Clock;
}

/**
 * Cancels an order that is Pending or Paid; what it took of the stock goes back, once. `ownRows` is
 * whose orders the caller may see, undefined is everybody's.
 * @throws AppError ORDER_NOT_FOUND, ORDER_STATUS_CONFLICT
 */
export function cancelOrder({ orders, clock }: CancelOrderPorts) {
  return async (
    orderId: string,
    by: { readonly actor: string; readonly ownRows: string | undefined },
  ): Promise<Order> => {
    const { actor, ownRows } = by;
    if (ownRows !== undefined) {
      const order = await orders.findOrder(orderId);
      if (order?.userId !== ownRows) throw new AppError('ORDER_NOT_FOUND');
    }
    const outcome = await orders.moveOrder({
      orderId,
      from: statusesBefore('Cancelled'),
      to: 'Cancelled',
      actor,
      at: clock().toISOString(),
    });
    if (outcome.kind === 'moved') return outcome.order;
    if (outcome.kind === 'not-found') throw new AppError('ORDER_NOT_FOUND');
    throw new AppError('ORDER_STATUS_CONFLICT', {
      members: { order_status: outcome.order.status },
    });
  };
}
