import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiClient, asList, type HttpTarget, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  addToCart,
  BALL,
  BOOT,
  cartOf,
  checkout,
  freshUserId,
  ordersOf,
  SHIRT,
  UUID_V4,
} from './fixtures.ts';

function todayInUtc(): string {
  const [year, month, day] = new Date().toISOString().slice(0, 10).split('-');
  return `${day}-${month}-${year}`;
}

/** Row S: `checkout`. */
export function shopCheckoutContract(target: HttpTarget): void {
  const api = apiClient(target);
  const checkoutWithKey = (user_id: string, key: string) =>
    api.post('/checkout', { user_id }, { 'idempotency-key': key });

  describe('checkout', () => {
    test('it turns the cart into an order and empties the cart', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL, SHIRT, BALL);
      const dayBefore = todayInUtc();
      const answer = await api.post('/checkout', { user_id });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        message: 'Order placed successfully!',
        order_id: expect.stringMatching(UUID_V4),
      });
      expect(await cartOf(api, user_id)).toEqual([]);

      const [order, ...others] = asList((await api.get(`/get_orders?user_id=${user_id}`)).body);
      expect(others).toEqual([]);
      expect(order).toEqual({
        order_id: textIn(answer, 'order_id'),
        user_id,
        items: expect.arrayContaining([BALL, SHIRT]),
        order_date: expect.stringMatching(/^\d{2}-\d{2}-\d{4}$/),
        order_status: 'Pending',
      });
      expect([dayBefore, todayInUtc()]).toContain(order?.['order_date']);
      expect(
        asList(order?.['items'])
          .map((item) => item['product_id'])
          .sort(),
      ).toEqual([BALL, BALL, SHIRT].map((unit) => unit.product_id).sort());
    });

    test('a cart that never was is refused', async () => {
      expectProblem(await api.post('/checkout', { user_id: freshUserId() }), 'CART_EMPTY');
    });

    test('a second checkout of one cart is refused', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL);
      await checkout(api, user_id);
      expectProblem(await api.post('/checkout', { user_id }), 'CART_EMPTY');
      expect(await ordersOf(api, user_id)).toHaveLength(1);
    });

    test('a cleared cart is refused', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL);
      await api.post('/clear_cart', { user_id });
      expectProblem(await api.post('/checkout', { user_id }), 'CART_EMPTY');
    });

    test('a repeat with the same key gives the same order, even with a new cart', async () => {
      const user_id = freshUserId();
      const key = randomUUID();
      await addToCart(api, user_id, BOOT);
      const first = await checkoutWithKey(user_id, key);
      expect(first.status).toBe(200);
      const repeat = await checkoutWithKey(user_id, key);
      expect(repeat.status).toBe(200);
      expect(repeat.body).toEqual(first.body);

      await addToCart(api, user_id, SHIRT);
      expect((await checkoutWithKey(user_id, key)).body).toEqual(first.body);
      expect(await cartOf(api, user_id)).toHaveLength(1);
      expect(await ordersOf(api, user_id)).toHaveLength(1);
    });

    test('another key makes another order', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BOOT);
      const first = textIn(await checkoutWithKey(user_id, randomUUID()), 'order_id');
      await addToCart(api, user_id, BOOT);
      const second = textIn(await checkoutWithKey(user_id, randomUUID()), 'order_id');
      expect(second).not.toBe(first);
    });

    test('the same key with another body is refused and orders nothing', async () => {
      const [one, other] = [freshUserId(), freshUserId()];
      const key = randomUUID();
      await addToCart(api, one, BALL);
      await addToCart(api, other, BALL);
      await checkoutWithKey(one, key);
      expectProblem(await checkoutWithKey(other, key), 'IDEMPOTENCY_KEY_REUSED');
      expect(await cartOf(api, other)).toHaveLength(1);
      expect(await ordersOf(api, other)).toEqual([]);
    });

    test('a key spent on an empty cart may be used when there is a cart', async () => {
      const user_id = freshUserId();
      const key = randomUUID();
      expectProblem(await checkoutWithKey(user_id, key), 'CART_EMPTY');
      await addToCart(api, user_id, BALL);
      expect((await checkoutWithKey(user_id, key)).status).toBe(200);
    });

    test.each([
      ['empty', ''],
      ['with a space', 'a b'],
      ['of 256 characters', 'k'.repeat(256)],
      ['beyond ASCII', 'clé'],
    ])('a key that is %s is refused and orders nothing', async (_name, key) => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL);
      expectProblem(await checkoutWithKey(user_id, key), 'INVALID_INPUT', {
        '#/Idempotency-Key': 'must be 1 to 255 printable ASCII characters without spaces',
      });
      expect(await ordersOf(api, user_id)).toEqual([]);
    });

    test('a key of 255 characters is taken', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL);
      const answer = await checkoutWithKey(user_id, randomUUID().padEnd(255, '~!'));
      expect(answer.status).toBe(200);
    });

    test('the id is required, and the key is named beside it', async () => {
      const answer = await api.post('/checkout', { total: 1 }, { 'idempotency-key': '' });
      expectProblem(answer, 'INVALID_INPUT', ['#/user_id', '#/total', '#/Idempotency-Key']);
    });
  });
}
