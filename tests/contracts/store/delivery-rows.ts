import type { DomainEvent } from '../../../src/domain/event.ts';
import { orderPlacedEvent } from '../../../src/domain/event.ts';
import type { Delivery, Webhook } from '../../../src/domain/webhook.ts';
import type { OutboxRecord } from '../../../src/ports/event-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { filledCart, instant, orderOf } from './sample-rows.ts';

export function sampleWebhook(webhookId: string, over: Partial<Webhook> = {}): Webhook {
  return {
    webhookId,
    url: `https://${webhookId}.example/hook`,
    events: [],
    isEnabled: true,
    secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
    createdAt: instant(),
    version: 1,
    ...over,
  };
}

/** The record that an order leaves in the outbox. */
export async function orderRecord(store: Store, orderId: string): Promise<OutboxRecord> {
  const cart = await filledCart(store, 'ann', [['ball', '5']]);
  await store.orders.placeOrder({ order: orderOf(cart, orderId), cartVersion: cart.version });
  const records = await store.events.listOutbox(100);
  const found = records.find(({ event }) => event.entity === `order#${orderId}`);
  if (found === undefined) throw new Error(`${orderId} left no event`);
  return found;
}

/** An event that no change left. */
export function sampleEvent(orderId: string): DomainEvent {
  const lines = [{ productId: 'ball', size: '5', unitOrdinals: [1] }];
  return orderPlacedEvent(orderOf({ userId: 'ann', version: 1, lines }, orderId), []);
}

export function sampleDelivery(
  webhookId: string,
  number: number,
  over: Partial<Delivery> = {},
): Delivery {
  return {
    webhookId,
    deliveryId: `00004102444800-${String(number).padStart(6, '0')}`,
    event: sampleEvent(`o${number}`),
    attempts: 0,
    nextAttemptAt: instant(),
    ...over,
  };
}

/** One record alone, however long it takes. */
export async function fanOut(
  { events }: Store,
  record: OutboxRecord,
  deliveries: readonly Delivery[],
): Promise<void> {
  await events.fanOut([{ record, deliveries }], () => true);
}

/** Puts deliveries under way, by a record of its own. */
export async function putDeliveries(
  store: Store,
  deliveries: readonly Delivery[],
  orderId = 'carrier',
): Promise<void> {
  await fanOut(store, await orderRecord(store, orderId), deliveries);
}
