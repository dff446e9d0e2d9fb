import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Api,
  apiClient,
  arriving,
  asObject,
  type HttpTarget,
  headerOf,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, UUID_V4 } from './fixtures.ts';
import { GUEST_CALLS, type GuestCall } from './guest-cart-calls.ts';
import {
  itemPath,
  newGuestCart,
  newProduct,
  quantitiesOf,
  type TestProduct,
} from './shop-fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

/** A page of another site: nobody, in open mode too. */
const OF_ANOTHER_SITE = { 'sec-fetch-site': 'cross-site' };

/** Carts of shoppers without an account. */
export function guestCartsContract(target: HttpTarget): void {
  const api = apiClient(target);
  let flag: TestProduct;
  beforeAll(async () => {
    flag = await newProduct(await adminApi(target));
  });
  const send = (who: Api, call: GuestCall, path: string, headers = {}) =>
    who.send(call.method, path + call.rest, {
      headers,
      ...(call.json !== undefined && { json: call.json }),
    });
  const problemOf = (answer: Answer) => {
    const { instance, request_id, ...problem } = asObject(answer.body);
    return problem;
  };

  describe('a guest’s cart', () => {
    test('begins empty, and its secret is shown once', async () => {
      const created = await api.post('/guest-carts');
      expect(created.status).toBe(201);
      const { cart_id, cart_secret, ...others } = asObject(created.body);
      expect(others).toEqual({});
      expect(cart_id).toMatch(UUID_V4);
      expect(String(cart_secret).length).toBeGreaterThan(40);
      expect(headerOf(created, 'location')).toBe(`/guest-carts/${cart_id}`);
      expect(headerOf(created, 'cache-control')).toBe('no-store');
      const guest = api.asGuest(String(cart_secret));
      for (const call of GUEST_CALLS) {
        const answer = await send(guest, call, `/guest-carts/${cart_id}`);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.text + [...answer.headers].flat().join()).not.toContain(cart_secret);
      }
    });

    test('is used as any cart', async () => {
      const { guest, path } = await newGuestCart(api);
      const empty = { lines: [], total: 0, currency: 'EUR', warnings: [] };
      expect((await guest.get(path)).body).toEqual(empty);
      await guest.post(`${path}/items`, { ...flag });
      await guest.post(`${path}/items`, { ...BALL, quantity: 2 });
      const set = await guest.put(itemPath(path, flag), { quantity: 3 });
      expect(quantitiesOf(set.body)).toEqual([
        { ...flag, quantity: 3 },
        { ...BALL, quantity: 2 },
      ]);
      expect(set.body).toMatchObject({ total: 293.48 });
      const removed = await guest.delete(itemPath(path, BALL));
      expect(quantitiesOf(removed.body)).toEqual([{ ...flag, quantity: 3 }]);
      expect((await guest.delete(path)).body).toEqual(empty);
      const bad = await guest.put(itemPath(path, flag), { quantity: 100 });
      expectProblem(bad, 'INVALID_QUANTITY', ['#/quantity']);
    });

    test.each(GUEST_CALLS)(
      'with another’s secret, one of nobody, or unknown is one answer to $method $rest',
      async (call) => {
        const [one, other] = [await newGuestCart(api), await newGuestCart(api)];
        await one.guest.post(`${one.path}/items`, { ...BALL });
        const wrong = `${one.cartSecret.slice(0, -1)}${one.cartSecret.endsWith('A') ? 'B' : 'A'}`;
        const answers = [
          await send(other.guest, call, one.path),
          await send(api.asGuest(wrong), call, one.path),
          await send(api.asGuest('x'), call, one.path),
          await send(one.guest, call, '/guest-carts/00000000-0000-4000-8000-000000000000'),
        ];
        for (const answer of answers) {
          expectProblem(answer, 'CART_NOT_FOUND');
          expect(problemOf(answer)).toEqual(problemOf(answers[0] ?? answer));
        }
        const kept = await one.guest.get(one.path);
        expect(quantitiesOf(kept.body)).toEqual([{ ...BALL, quantity: 1 }]);
      },
    );

    test.each(GUEST_CALLS)('is opened to $method $rest by no token', async (call) => {
      const { path } = await newGuestCart(api);
      const answer = await send(api.as(await signUp(api)), call, path);
      expectProblem(answer, 'AUTHENTICATION_REQUIRED');
    });

    test.each(GUEST_CALLS)(
      'is opened to $method $rest by nobody without a secret',
      async (call) => {
        const { path } = await newGuestCart(api);
        const answer = await send(api, call, path, OF_ANOTHER_SITE);
        expectProblem(answer, 'AUTHENTICATION_REQUIRED');
      },
    );

    test.each(
      arriving(target, ['a', 'x'.repeat(36), '1B9D6BCD-BBFD-4B2D-9B5D-AB8DFBBD4BED', '..%2Fa']),
    )('under the id %s is no cart', async (cartId) => {
      const { guest } = await newGuestCart(api);
      expectProblem(await guest.get(`/guest-carts/${cartId}`), 'INVALID_INPUT', ['#/cart_id']);
    });

    test.each(['Cart', 'Cart ', 'Cart a b', 'Cart x.y', `Cart ${'x'.repeat(129)}`])(
      'is not opened by "%s", nor is anything else',
      async (authorization) => {
        const { path } = await newGuestCart(api);
        expectProblem(await api.get(path, { authorization }), 'INVALID_TOKEN');
        expectProblem(await api.get('/users', { authorization }), 'INVALID_TOKEN');
      },
    );
  });

  describe('the secret of a cart', () => {
    test('opens nothing that asks to sign in', async () => {
      const { guest } = await newGuestCart(api);
      const { userId } = await signUp(api);
      for (const answer of [
        await guest.get(`/users/${userId}/cart`),
        await guest.post(`/users/${userId}/orders`),
        await guest.get('/orders'),
        await guest.get('/orders/an-order'),
        await guest.post('/orders/an-order/cancel'),
        await guest.get(`/load_cart?user_id=${userId}`),
        await guest.post('/products', {}),
        await guest.get('/ads'),
        await guest.post('/logout'),
      ]) {
        expectProblem(answer, 'AUTHENTICATION_REQUIRED');
      }
    });

    test('is not in the way of what anyone may see', async () => {
      const { guest } = await newGuestCart(api);
      for (const path of ['/products?q=ball', `/products/${BALL.product_id}`, '/home_page']) {
        expect((await guest.get(path)).status).toBe(200);
      }
    });
  });

  describe('new guest carts', () => {
    test('are limited for one address, and others may go on', async () => {
      const one = api.from('198.51.100.77');
      const answers = [];
      for (let cart = 0; cart < 110; cart += 1) answers.push(await one.post('/guest-carts'));
      expect(answers.slice(0, 90).map(({ status }) => status)).not.toContain(429);
      const limited = answers.find(({ status }) => status === 429);
      if (limited === undefined) throw new Error('110 carts from one address were made');
      expectProblem(limited, 'TOO_MANY_ATTEMPTS');
      expect(Number(headerOf(limited, 'retry-after'))).toBeGreaterThanOrEqual(1);
      await newGuestCart(api);
    });
  });
}
