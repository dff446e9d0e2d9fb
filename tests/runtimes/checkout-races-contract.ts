import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { asObject, textIn } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { freshUserId } from '../contracts/http/fixtures.ts';
import {
  addItem,
  movedUnits,
  newStocked,
  orderOf,
  quantitiesOf,
  readCart,
  setStatus,
  statusCounts,
  stockOf,
} from '../contracts/http/shop-fixtures.ts';
import { parallelCalls } from './parallel-calls.ts';

const BUYERS = 50;
const ROUNDS = [1, 2, 3];

/** Orders placed and moved through several servers at once. */
export function checkoutRacesContract(addresses: () => readonly string[]): void {
  const calls = parallelCalls(addresses);
  const ordersOf = async (userId: string, index = 0) => {
    const { body } = await calls.of(index).get(`/users/${userId}/orders`);
    return asObject(body)['items'] as readonly unknown[];
  };

  describe('orders placed through all servers at once', () => {
    test.each([1, 2])(
      `by ${BUYERS} buyers of the last 10 are 10, round %i`,
      async () => {
        const flag = await newStocked(calls.of(0), 10);
        const buyers = Array.from({ length: BUYERS }, freshUserId);
        await calls.onAll(BUYERS, (api, index) => addItem(api, buyers[index] ?? '', flag));
        const answers = await calls.scattered(BUYERS, (api, index) =>
          api.post(`/users/${buyers[index]}/orders`),
        );
        expect(statusCounts(answers)).toEqual({ 201: 10, 409: BUYERS - 10 });
        for (const [index, answer] of answers.entries()) {
          const isPlaced = answer.status === 201;
          if (!isPlaced) {
            expectProblem(answer, 'OUT_OF_STOCK');
            expect(answer.body).toMatchObject({ lines: [{ ...flag, wanted: 1, left: 0 }] });
          }
          const buyer = buyers[index] ?? '';
          expect(await ordersOf(buyer, index + 1)).toHaveLength(isPlaced ? 1 : 0);
          const cart = quantitiesOf(await readCart(calls.of(index + 1), buyer));
          expect(cart).toHaveLength(isPlaced ? 0 : 1);
        }
        for (const api of calls.each()) expect(await stockOf(api, flag)).toBe(0);
        expect(await movedUnits(calls.of(1), flag)).toBe(0);
      },
      60_000,
    );

    test.each(ROUNDS)('20 times with one key are one order, round %i', async () => {
      const [userId, key] = [freshUserId(), randomUUID()];
      const flag = await newStocked(calls.of(0), 10);
      await addItem(calls.of(1), userId, flag, 3);
      const answers = await calls.scattered(20, (api, index) =>
        index % 8 < 4
          ? api.post(`/users/${userId}/orders`, undefined, { 'idempotency-key': key })
          : api.post('/checkout', { user_id: userId }, { 'idempotency-key': key }),
      );
      for (const { status, text } of answers) expect([200, 201], text).toContain(status);
      const ids = new Set(answers.map((answer) => textIn(answer, 'order_id')));
      expect(ids.size).toBe(1);
      expect(await ordersOf(userId, 1)).toMatchObject([{ order_id: [...ids][0] }]);
      expect(await stockOf(calls.of(0), flag)).toBe(7);
    });

    test.each(ROUNDS)('with 20 keys are one order, round %i', async () => {
      const userId = freshUserId();
      const flag = await newStocked(calls.of(0), 10);
      await addItem(calls.of(1), userId, flag, 3);
      const answers = await calls.scattered(20, (api) =>
        api.post(`/users/${userId}/orders`, undefined, { 'idempotency-key': randomUUID() }),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      for (const { body } of answers.filter(({ status }) => status !== 201)) {
        expect(['CART_EMPTY', 'CART_CHANGED']).toContain(asObject(body)['code']);
      }
      for (const [index, api] of calls.each().entries()) {
        expect(await ordersOf(userId, index)).toHaveLength(1);
        expect(await stockOf(api, flag)).toBe(7);
        expect(quantitiesOf(await readCart(api, userId))).toEqual([]);
      }
      expect(await movedUnits(calls.of(1), flag)).toBe(7);
    });
  });

  describe('orders moved through all servers at once', () => {
    test.each(ROUNDS)('are cancelled or shipped, round %i', async () => {
      const flag = await newStocked(calls.of(0), 50);
      const orders: string[] = [];
      for (let count = 0; count < 6; count += 1) {
        const orderId = await orderOf(calls.of(count), freshUserId(), flag, 2);
        expect((await setStatus(calls.of(count + 1), orderId, 'Paid')).status).toBe(200);
        orders.push(orderId);
      }
      const moves = await Promise.all(
        orders.map((orderId, order) =>
          // Who goes through which server is the other way round in every second order.
          calls.scattered(6, (api, index) =>
            (index + order) % 2 === 0
              ? setStatus(api, orderId, 'Shipped')
              : api.post(`/orders/${orderId}/cancel`),
          ),
        ),
      );
      let shipped = 0;
      for (const [order, answers] of moves.entries()) {
        expect(statusCounts(answers)).toEqual({ 200: 1, 409: 5 });
        const winner = answers.find(({ status }) => status === 200);
        const status = textIn(winner ?? failed(), 'status');
        if (status === 'Shipped') shipped += 1;
        const stored = asObject((await calls.of(order).get(`/orders/${orders[order]}`)).body);
        expect(stored).toMatchObject({ status, history: [{}, { to: 'Paid' }, { to: status }] });
      }
      expect(await stockOf(calls.of(0), flag)).toBe(50 - 2 * shipped);
      expect(await movedUnits(calls.of(1), flag)).toBe(50 - 2 * shipped);
    });
  });
}

function failed(): never {
  throw new Error('Nobody won');
}
