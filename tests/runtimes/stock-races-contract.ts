import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { cancelUnpaidOrders } from '../../src/usecases/orders/cancel-unpaid-orders.ts';
import { textIn } from '../contracts/http/api-client.ts';
import { freshUserId, walk } from '../contracts/http/fixtures.ts';
import {
  movedUnits,
  newStocked,
  orderOf,
  setStatus,
  statusCounts,
  stockOf,
} from '../contracts/http/shop-fixtures.ts';
import { parallelCalls } from './parallel-calls.ts';
import { storeOf } from './shop-load.ts';

const ROUNDS = [1, 2, 3];
const HOUR_MS = 60 * 60 * 1000;

/** Stock that is adjusted, sold and given back through several servers at once. */
export function stockRacesContract(
  addresses: () => readonly string[],
  settings: () => Readonly<Record<string, string>>,
): void {
  const calls = parallelCalls(addresses);

  describe('stock changed through all servers at once', () => {
    test.each(ROUNDS)('loses no adjustment, round %i', async () => {
      const flag = await newStocked(calls.of(0), 20);
      const path = `/products/${flag.product_id}/stock/${flag.size}/adjustments`;
      const keys = Array.from({ length: 20 }, () => randomUUID());
      // Each key comes twice, through different servers.
      const answers = await calls.scattered(40, (api, index) => {
        const number = (index + (index >= 20 ? 1 : 0)) % 20;
        const headers = { 'idempotency-key': keys[number] ?? '' };
        return api.post(path, { delta: number % 4 === 0 ? -1 : 3 }, headers);
      });
      expect(statusCounts(answers)).toEqual({ 200: 40 });
      expect(new Set(answers.map((answer) => textIn(answer, 'movement_id'))).size).toBe(20);
      for (const api of calls.each()) expect(await stockOf(api, flag)).toBe(20 - 5 + 45);
      expect(await movedUnits(calls.of(1), flag)).toBe(60);
    });

    test.each(ROUNDS)('never goes below zero, round %i', async () => {
      const flag = await newStocked(calls.of(0), 10);
      const path = `/products/${flag.product_id}/stock/${flag.size}/adjustments`;
      const answers = await calls.scattered(20, (api) => api.post(path, { delta: -1 }));
      expect(statusCounts(answers)).toEqual({ 200: 10, 409: 10 });
      for (const { body } of answers.filter(({ status }) => status === 409)) {
        expect(body).toMatchObject({ code: 'STOCK_OUT_OF_BOUNDS', stock: 0 });
      }
      expect(await stockOf(calls.of(1), flag)).toBe(0);
      expect(await movedUnits(calls.of(0), flag)).toBe(0);
    });

    test.each(ROUNDS)('agrees with orders that are paid or given up, round %i', async () => {
      const flag = await newStocked(calls.of(0), 60);
      const orders = await calls.onAll(12, (api) => orderOf(api, freshUserId(), flag, 3));
      const [given, payments] = await Promise.all([
        giveUpTwice(settings()),
        calls.scattered(orders.length, (api, index) => setStatus(api, orders[index] ?? '', 'Paid')),
      ]);
      for (const { status } of payments) expect([200, 409]).toContain(status);
      const paid = payments.filter(({ status }) => status === 200).length;
      // Other tests' orders are given up too.
      expect(given).toBeGreaterThanOrEqual(orders.length - paid);
      for (const [index, orderId] of orders.entries()) {
        const [to, by] =
          payments[index]?.status === 200 ? ['Paid', 'operator'] : ['Cancelled', 'system'];
        const { body } = await calls.of(index + 1).get(`/orders/${orderId}`);
        expect(body).toMatchObject({ status: to, history: [{ to: 'Pending' }, { to, by }] });
      }
      expect(await stockOf(calls.of(1), flag)).toBe(60 - 3 * paid);
      expect(await movedUnits(calls.of(0), flag)).toBe(60 - 3 * paid);
      const path = `/products/${flag.product_id}/stock-movements?limit=1000`;
      const back = (await walk(calls.of(0), path))
        .flat()
        .filter(({ reason }) => reason === 'cancelled');
      expect(back).toHaveLength(orders.length - paid);
    });
  });
}

/**
 * As two servers would an hour later whose orders may stay Pending for a moment only; gives how many
 * orders they gave up together.
 */
async function giveUpTwice(settings: Readonly<Record<string, string>>): Promise<number> {
  const stores = [await storeOf(settings), await storeOf(settings)];
  const clock = () => new Date(Date.now() + HOUR_MS);
  try {
    const counts = await Promise.all(
      stores.map(async ({ orders }) => {
        await sleep(Math.random() * 20);
        return cancelUnpaidOrders({ orders, clock, pendingOrderLifeMs: 1 })();
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    for (const store of stores) await store.close();
  }
}
