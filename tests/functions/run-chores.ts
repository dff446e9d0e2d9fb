import { expect } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { filledCart, orderOf, sampleProduct } from '../contracts/store/sample-rows.ts';
import { startReceiver } from '../events/receiver.ts';
import type { FunctionBench } from './function-bench.ts';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const CHANGE = { actor: 'admin', at: LONG_AGO } as const;

/** The functions that nobody asks for: an old order expires, and its event is told to who wants it. */
export async function runChores({ store, handler }: FunctionBench): Promise<void> {
  const receiver = await startReceiver();
  try {
    let isDown = true;
    receiver.answer = () => ({ status: isDown ? 503 : 204 });
    const product = sampleProduct('expiring', { sizes: [{ size: 'M', stock: 3 }] });
    await store.products.createProduct(product, CHANGE);
    await store.webhooks.createWebhook({
      ...{ webhookId: 'chores', url: receiver.url(), events: ['order.status_changed'] },
      ...{ isEnabled: true, secret: `whsec_${'a'.repeat(43)}=`, createdAt: LONG_AGO, version: 1 },
    });
    const cart = await filledCart(store, 'late', [['expiring', 'M']]);
    const order = orderOf(cart, 'overdue', LONG_AGO);
    expect(await store.orders.placeOrder({ order, cartVersion: cart.version })).toEqual({
      kind: 'placed',
    });
    const expiry = await handler('expiry');
    expect(await expiry({})).toBeGreaterThan(0);
    expect(await store.orders.findOrder('overdue')).toMatchObject({ status: 'Cancelled' });
    expect((await store.products.findProduct('expiring'))?.sizes[0]?.stock).toBe(3);

    const events = await handler('events');
    await untilTried(events, () => receiver.received.length > 0);
    isDown = false;
    // The wait after a first failure is five seconds.
    await untilTried(events, () => receiver.received.some(({ isTaken }) => isTaken));
    await clearAway(store);
  } finally {
    await receiver.close();
  }
}

/** The contract that follows knows the sample shop alone. */
async function clearAway({ products, webhooks }: Store): Promise<void> {
  const product = await products.findProduct('expiring');
  expect(product && (await products.deleteProduct(product, CHANGE))).toBe('deleted');
  expect(await webhooks.deleteWebhook('chores')).toBe('deleted');
}

async function untilTried(events: (event: unknown) => Promise<unknown>, isDone: () => boolean) {
  const deadline = Date.now() + 90_000;
  while (!isDone() && Date.now() < deadline) {
    await events({});
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(isDone()).toBe(true);
}
