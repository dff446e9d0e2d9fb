import { orderPlacedEvent } from '../../src/domain/event.ts';
import type { Delivery } from '../../src/domain/webhook.ts';
import { buyerOrders } from './shop-rows.ts';

/** One of the events that a webhook waits for, or that could not be brought to it. */
export function delivery(webhookId: string, n: number, kind: 'live' | 'dead'): Delivery {
  const [order] = buyerOrders;
  if (order === undefined) throw new Error('The buyer has no order');
  const at = order.createdAt;
  return {
    webhookId,
    deliveryId: deliveryId(n),
    event: { ...orderPlacedEvent(order, []), eventId: `${order.orderId}.${n}` },
    attempts: 7,
    nextAttemptAt: at,
    lastError: 'answered 503',
    ...(kind === 'dead' && { deadAt: at }),
  };
}

export function deliveryId(n: number): string {
  return `00001763732880-${String(n).padStart(6, '0')}`;
}
