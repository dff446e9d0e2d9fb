import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject, type HttpTarget, headerOf, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { addToCart, BALL, BOOT, freshUserId, ordersOf } from './fixtures.ts';
import {
  addItem,
  atOnce,
  movedUnits,
  newStocked,
  quantitiesOf,
  readCart,
  statusCounts,
  stockOf,
} from './shop-fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

const BUYERS = 50;

/** Idempotency keys, and orders placed at once. */
export function orderRacesContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const place = (user: string, key: string, body?: unknown, who = asAdmin) =>
    who.post(`/users/${user}/orders`, body, { 'idempotency-key': key });

  describe('an Idempotency-Key', () => {
    test('gives the same order again, with 200, even with a new cart', async () => {
      const [user, key] = [freshUserId(), randomUUID()];
      await addToCart(asAdmin, user, BALL);
      const first = await place(user, key);
      expect(first.status, first.text).toBe(201);
      await addToCart(asAdmin, user, BOOT);
      const again = await place(user, key);
      expect(again.status).toBe(200);
      expect(again.body).toEqual(first.body);
      expect(headerOf(again, 'location')).toBe(headerOf(first, 'location'));
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...BOOT, quantity: 1 }]);
      expect(await ordersOf(asAdmin, user)).toHaveLength(1);
    });

    test('with another body is refused', async () => {
      const [user, key] = [freshUserId(), randomUUID()];
      await addToCart(asAdmin, user, BALL);
      expect((await place(user, key, { expected_total: 109.99 })).status).toBe(201);
      for (const body of [undefined, {}, { expected_total: 110 }]) {
        expectProblem(await place(user, key, body), 'IDEMPOTENCY_KEY_REUSED');
      }
      expect((await place(user, key, { expected_total: 109.99 })).status).toBe(200);
      expectProblem(await place(freshUserId(), key), 'IDEMPOTENCY_KEY_REUSED');
    });

    test('is the same for the checkout of the document', async () => {
      const [user, key] = [freshUserId(), randomUUID()];
      await addToCart(asAdmin, user, BALL);
      const order = textIn(await place(user, key), 'order_id');
      const headers = { 'idempotency-key': key };
      const checkout = await asAdmin.post('/checkout', { user_id: user }, headers);
      expect(textIn(checkout, 'order_id')).toBe(order);
      const [other, otherKey] = [freshUserId(), { 'idempotency-key': randomUUID() }];
      await addToCart(asAdmin, other, BALL);
      const first = await asAdmin.post('/checkout', { user_id: other }, otherKey);
      const again = await place(other, otherKey['idempotency-key']);
      expect(again.status).toBe(200);
      expect(textIn(again, 'order_id')).toBe(textIn(first, 'order_id'));
    });

    test('of another user is another key', async () => {
      const key = randomUUID();
      const ids = [];
      for (const user of [await signUp(api), await signUp(api)]) {
        await addToCart(api.as(user), user.userId, BALL);
        const answer = await place(user.userId, key, undefined, api.as(user));
        expect(answer.status, answer.text).toBe(201);
        ids.push(textIn(answer, 'order_id'));
      }
      expect(new Set(ids).size).toBe(2);
    });

    test('of an order that was refused is free', async () => {
      const [user, key] = [freshUserId(), randomUUID()];
      const flag = await newStocked(asAdmin, 1);
      await addItem(asAdmin, user, flag, 2);
      expectProblem(await place(user, key), 'OUT_OF_STOCK');
      expectProblem(await place(user, key, { expected_total: 1 }), 'PRICE_CHANGED');
      await asAdmin.put(`/products/${flag.product_id}/stock/${flag.size}`, { stock: 2 });
      expect((await place(user, key)).status).toBe(201);
    });

    test.each(['', 'a b', 'k'.repeat(256)])('that is %j is refused', async (key) => {
      const user = freshUserId();
      await addToCart(asAdmin, user, BALL);
      expectProblem(await place(user, key), 'INVALID_INPUT', ['#/Idempotency-Key']);
    });
  });

  describe('orders placed at once', () => {
    test('20 times with one key are one order', async () => {
      const [user, key] = [freshUserId(), randomUUID()];
      const flag = await newStocked(asAdmin, 10);
      await addItem(asAdmin, user, flag, 3);
      const answers = await atOnce(20, () => place(user, key));
      expect(statusCounts(answers)).toEqual({ 200: 19, 201: 1 });
      expect(new Set(answers.map((answer) => textIn(answer, 'order_id'))).size).toBe(1);
      expect(await ordersOf(asAdmin, user)).toHaveLength(1);
      expect(await stockOf(api, flag)).toBe(7);
    });

    test('with 20 keys are one order', async () => {
      const user = freshUserId();
      const flag = await newStocked(asAdmin, 10);
      await addItem(asAdmin, user, flag, 3);
      const answers = await atOnce(20, () => place(user, randomUUID()));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
        expect(['CART_EMPTY', 'CART_CHANGED'], String(status)).toContain(asObject(body)['code']);
      }
      expect(await ordersOf(asAdmin, user)).toHaveLength(1);
      expect(await stockOf(api, flag)).toBe(7);
      expect(await movedUnits(asAdmin, flag)).toBe(7);
    });

    test(`by ${BUYERS} buyers of the last 10 are 10`, async () => {
      const flag = await newStocked(asAdmin, 10);
      const buyers = Array.from({ length: BUYERS }, freshUserId);
      await Promise.all(buyers.map((user) => addItem(asAdmin, user, flag)));
      const answers = await atOnce(BUYERS, (index) => place(buyers[index] ?? '', randomUUID()));
      expect(statusCounts(answers)).toEqual({ 201: 10, 409: BUYERS - 10 });
      for (const answer of answers.filter(({ status }) => status === 409)) {
        expectProblem(answer, 'OUT_OF_STOCK');
      }
      expect(await stockOf(api, flag)).toBe(0);
      expect(await movedUnits(asAdmin, flag)).toBe(0);
      const carts = await Promise.all(buyers.map((user) => readCart(asAdmin, user)));
      expect(carts.filter((cart) => quantitiesOf(cart).length === 1)).toHaveLength(BUYERS - 10);
    }, 60_000);

    test('while the price changes are each at one of the prices', async () => {
      const user = freshUserId();
      const flag = await newStocked(asAdmin, 10, { price: 10 });
      await addItem(asAdmin, user, flag, 2);
      const [answers] = await Promise.all([
        atOnce(5, () => place(user, randomUUID(), { expected_total: 20 })),
        asAdmin.put(`/products/${flag.product_id}`, { price: 15 }),
      ]);
      for (const { status, text } of answers) expect([201, 400, 409], text).toContain(status);
      for (const { body } of answers.filter(({ status }) => status === 201)) {
        expect(body).toMatchObject({ total: 20 });
      }
    });
  });
}
