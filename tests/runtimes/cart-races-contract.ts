import { describe, expect, test } from 'vitest';
import { asList, asObject } from '../contracts/http/api-client.ts';
import {
  addToCart,
  BALL,
  BOOT,
  cartOf,
  freshUserId,
  ordersOf,
  SHIRT,
} from '../contracts/http/fixtures.ts';
import {
  addItem,
  cartPath,
  itemPath,
  newGuestCart,
  quantitiesOf,
  readCart,
  statusCounts,
} from '../contracts/http/shop-fixtures.ts';
import { parallelCalls } from './parallel-calls.ts';

const UNITS = [BALL, SHIRT, BOOT];
const ROUNDS = 3;

/** One cart in the hands of several servers. */
export function cartRacesContract(addresses: () => readonly string[]): void {
  const calls = parallelCalls(addresses);

  describe('a cart used through all servers at once', () => {
    test('loses none of 100 additions', async () => {
      const userId = freshUserId();
      await calls.onAll(100, (api, index) => addToCart(api, userId, UNITS[index % 3] ?? BALL));
      for (const api of calls.each()) {
        const cart = await cartOf(api, userId);
        const counts = UNITS.map(
          ({ product_id }) => cart.filter((unit) => unit['product_id'] === product_id).length,
        );
        expect(counts).toEqual([34, 33, 33]);
      }
    });

    test.each(rounds())('keeps what is added during checkouts, round %i', async () => {
      const userId = freshUserId();
      const [, checkouts] = await Promise.all([
        calls.scattered(60, (api, index) => addToCart(api, userId, UNITS[index % 3] ?? BALL)),
        calls.scattered(10, (api) => api.post('/checkout', { user_id: userId })),
      ]);
      for (const { status } of checkouts) expect([200, 400, 409]).toContain(status);
      const ordered = (await ordersOf(calls.of(0), userId)).flatMap(({ items }) => asList(items));
      expect(ordered.length + (await cartOf(calls.of(1), userId)).length).toBe(60);
    });

    test.each(rounds())('has one line of what comes by every route, round %i', async () => {
      const userId = freshUserId();
      const item = itemPath(cartPath(userId), BALL);
      const answers = await calls.scattered(24, (api, index) => {
        if (index % 6 < 4) return api.post('/add_to_cart', { user_id: userId, ...BALL });
        if (index % 6 === 4) return api.post(`${cartPath(userId)}/items`, { ...BALL, quantity: 1 });
        return api.put(item, { quantity: 30 });
      });
      expect(statusCounts(answers)).toEqual({ 200: 24 });
      const [line, ...others] = quantitiesOf(await readCart(calls.of(0), userId));
      expect(others).toEqual([]);
      expect(line).toMatchObject(BALL);
      // The last time it is set it is 30, and at most the 20 others come after.
      expect(line?.['quantity']).toBeGreaterThanOrEqual(30);
      expect(line?.['quantity']).toBeLessThanOrEqual(50);
      expect(await cartOf(calls.of(1), userId)).toHaveLength(Number(line?.['quantity']));
    });

    test.each(rounds())('takes a guest’s cart over once, round %i', async () => {
      const userId = freshUserId();
      const { cartId: cart_id, cartSecret: cart_secret, path } = await newGuestCart(calls.of(0));
      const asGuest = calls.of(1).asGuest(cart_secret);
      expect((await asGuest.post(`${path}/items`, { ...BALL, quantity: 5 })).status).toBe(200);
      expect((await asGuest.post(`${path}/items`, { ...BOOT, quantity: 2 })).status).toBe(200);
      await addItem(calls.of(0), userId, BALL);
      const answers = await calls.scattered(10, (api) =>
        api.post(`${cartPath(userId)}/merge`, { cart_id, cart_secret }),
      );
      expect(statusCounts(answers)).toEqual({ 200: 10 });
      for (const api of calls.each()) {
        expect(quantitiesOf(await readCart(api, userId))).toEqual([
          { ...BALL, quantity: 6 },
          { ...BOOT, quantity: 2 },
        ]);
        const again = await api.asGuest(cart_secret).get(path);
        expect(asObject(again.body)['code']).toBe('CART_MERGED');
      }
    });

    test.each(rounds())('joins a guest’s cart while both are added to, round %i', async () => {
      const userId = freshUserId();
      const { cartId: cart_id, cartSecret: cart_secret, path } = await newGuestCart(calls.of(0));
      const ofGuest = `${path}/items`;
      const fill = await calls.of(1).asGuest(cart_secret).post(ofGuest, BALL);
      expect(fill.status, fill.text).toBe(200);
      const [answers, merges] = await Promise.all([
        calls.scattered(20, (api, index) =>
          // Fours, so that each server gets both.
          index % 8 < 4
            ? api.asGuest(cart_secret).post(ofGuest, BALL)
            : api.post(`${cartPath(userId)}/items`, BALL),
        ),
        calls.scattered(4, (api) =>
          api.post(`${cartPath(userId)}/merge`, { cart_id, cart_secret }),
        ),
      ]);
      for (const { status } of merges) expect([200, 409]).toContain(status);
      const refused = answers.filter(({ status }) => status !== 200);
      for (const { body } of refused) {
        expect(['CART_MERGED', 'CART_CHANGED']).toContain(asObject(body)['code']);
      }
      const last = await calls.of(0).post(`${cartPath(userId)}/merge`, { cart_id, cart_secret });
      expect(last.status, last.text).toBe(200);
      expect(quantitiesOf(await readCart(calls.of(1), userId))).toEqual([
        { ...BALL, quantity: 21 - refused.length },
      ]);
    });
  });
}

function rounds(): readonly number[] {
  return Array.from({ length: ROUNDS }, (_, index) => index + 1);
}
