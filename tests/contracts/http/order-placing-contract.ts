import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, type HttpTarget, headerOf, textIn } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { addToCart, BALL, freshUserId, INSTANT, UUID_V4 } from './fixtures.ts';
import {
  addItem,
  changeProduct,
  deleteProduct,
  movedUnits,
  newProduct,
  newStocked,
  placeOrder,
  readCart,
  stockOf,
} from './shop-fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

/** `POST /users/{user_id}/orders`. */
export function orderPlacingContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const place = (user: string, body?: unknown) => asAdmin.post(`/users/${user}/orders`, body);
  describe('placing an order', () => {
    test('answers with the whole of it, takes the stock and empties the cart', async () => {
      const user = await signUp(api);
      const own = api.as(user);
      const flag = await newStocked(asAdmin, 5, { price: 19.99 });
      await addItem(own, user.userId, flag, 3);
      await addItem(own, user.userId, BALL);
      const answer = await own.post(`/users/${user.userId}/orders`);
      expect(answer.status, answer.text).toBe(201);
      const order_id = textIn(answer, 'order_id');
      expect(order_id).toMatch(UUID_V4);
      expect(headerOf(answer, 'location')).toBe(`/orders/${order_id}`);
      const created_at = textIn(answer, 'created_at');
      expect(created_at).toMatch(INSTANT);
      expect(answer.body).toEqual({
        ...{ order_id, user_id: user.userId, status: 'Pending', created_at },
        lines: [
          {
            ...{ ...flag, quantity: 3, label: 'Corner Flag', photo: `${flag.product_id}.png` },
            ...{ unit_price: 19.99, line_total: 59.97 },
          },
          {
            ...{ ...BALL, quantity: 1, label: 'Meridian Match Ball' },
            ...{ photo: `${BALL.product_id}.png`, unit_price: 109.99, line_total: 109.99 },
          },
        ],
        ...{ total: 169.96, currency: 'EUR' },
        history: [{ from: null, to: 'Pending', at: created_at, by: user.userId }],
      });
      expect(await readCart(own, user.userId)).toMatchObject({ lines: [], total: 0 });
      expect(await stockOf(api, flag)).toBe(2);
      expect(await movedUnits(asAdmin, flag)).toBe(2);
      expect((await own.get(`/orders/${order_id}`)).body).toEqual(answer.body);
    });

    test('keeps the label, the photo and the price of that moment', async () => {
      const user = freshUserId();
      const flag = await newProduct(asAdmin);
      await addItem(asAdmin, user, flag);
      const order = await placeOrder(asAdmin, user);
      await changeProduct(asAdmin, flag, { label: 'Other', price: 1 });
      expect((await asAdmin.get(`/orders/${order['order_id']}`)).body).toEqual(order);
      await deleteProduct(asAdmin, flag);
      expect((await asAdmin.get(`/orders/${order['order_id']}`)).body).toEqual(order);
    });

    test('sells at the price of now, though another was shown', async () => {
      const user = freshUserId();
      const flag = await newProduct(asAdmin);
      await addItem(asAdmin, user, flag, 2);
      await changeProduct(asAdmin, flag, { price: 30 });
      expect(await placeOrder(asAdmin, user)).toMatchObject({ total: 60 });
    });

    test.each([
      [[0.1, 0.2], 0.3],
      [[19.99, 19.99, 19.99], 59.97],
    ] as const)('of %j for the expected total %d is done', async (prices, expected_total) => {
      const user = freshUserId();
      for (const price of prices) {
        await addItem(asAdmin, user, await newProduct(asAdmin, { price }));
      }
      const order = await placeOrder(asAdmin, user, { expected_total });
      expect(order).toMatchObject({ total: expected_total });
    });

    test('takes a body of nothing for none, and no field it does not know', async () => {
      const user = freshUserId();
      await addToCart(asAdmin, user, BALL);
      const answer = await place(user, { total: 1, user_id: user });
      expectProblem(answer, 'INVALID_INPUT', ['#/total', '#/user_id']);
      expect((await place(user, {})).status).toBe(201);
    });

    test('of an empty cart is refused', async () => {
      expectProblem(await place(freshUserId()), 'CART_EMPTY');
      const user = freshUserId();
      await addToCart(asAdmin, user, BALL);
      await placeOrder(asAdmin, user);
      expectProblem(await place(user), 'CART_EMPTY');
    });

    test('of two sizes of one product takes each from its own stock', async () => {
      const user = freshUserId();
      const { product_id } = await newProduct(asAdmin, {
        sizes: [{ size: 'S', stock: 3 }, { size: 'M', stock: 3 }, { size: 'L' }],
      });
      for (const [size, quantity] of [
        ['S', 3],
        ['M', 1],
        ['L', 50],
      ] as const) {
        await addItem(asAdmin, user, { product_id, size }, quantity);
      }
      await placeOrder(asAdmin, user);
      const left = ['S', 'M', 'L'].map((size) => stockOf(api, { product_id, size }));
      expect(await Promise.all(left)).toEqual([0, 2, null]);
    });
  });
}
