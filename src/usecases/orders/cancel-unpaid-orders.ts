import type { Clock } from '../../ports/clock.ts';
import type { OrderStore } from '../../ports/order-store.ts';

interface CancelUnpaidOrdersPorts {
  readonly orders: OrderStore;
  readonly clock: Clock;
  /** After how long a Pending order is given up; undefined is never. */
  readonly pendingOrderLifeMs: number | undefined;
}

const ACTOR = 'system';
const BATCH = 100;

/**
 * Cancels the orders that stayed Pending too long, so that they give their stock back; gives how
 * many. Safe to run twice and in parallel: of all moves of an order from Pending one happens.
 */
export function cancelUnpaidOrders(ports: CancelUnpaidOrdersPorts) {
  const { orders, clock, pendingOrderLifeMs } = ports;
  return async (): Promise<number> => {
    if (pendingOrderLifeMs === undefined) return 0;
    const before = new Date(clock().getTime() - pendingOrderLifeMs).toISOString();
    let cancelled = 0;
    let cursor: string | undefined;
    do {
      const page = await orders.listOrders({ status: 'Pending', before }, { limit: BATCH, cursor });
      for (const { orderId } of page.items) {
        const at = clock().toISOString();
        const outcome = await orders.moveOrder({
          orderId,
          from: ['Pending'],
          to: 'Cancelled',
          actor: ACTOR,
          at,
        });
        if (outcome.kind === 'moved') cancelled += 1;
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return cancelled;
  };
}
