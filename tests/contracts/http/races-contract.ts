import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  type Api,
  apiClient,
  asList,
  asObject,
  type HttpTarget,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  addToCart,
  BALL,
  BOOT,
  cartOf,
  freshUserId,
  ordersOf,
  PASSWORD,
  SHIRT,
} from './fixtures.ts';

const PRODUCTS = [BALL, SHIRT, BOOT];

/** Parallel calls for one email, one cart, one order. */
export function racesContract(target: HttpTarget): void {
  const api = apiClient(target);

  describe('races', () => {
    test('of 200 parallel registrations of one email exactly one wins', async () => {
      const id = randomUUID();
      const email = `racer.${id}@example.com`;
      const spellings = [email, email.toUpperCase(), `  ${email}`, `Racer.${id}@Example.COM\t`];
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          registerPatiently(api, spellings[index % spellings.length] ?? email),
        ),
      );
      const winners = answers.filter(({ status }) => status === 201);
      const losers = answers.filter(({ status }) => status !== 201);
      expect(winners).toHaveLength(1);
      expect(losers).toHaveLength(199);
      for (const answer of losers) expectProblem(answer, 'USER_EXISTS');
      const found = asObject((await api.get(`/users?email_prefix=racer.${id}`)).body);
      expect(asList(found['items']).map((user) => user['user_id'])).toEqual([
        asObject(winners[0]?.body)['user_id'],
      ]);
    }, 120_000);

    test('of 100 parallel creations of one email by three routes exactly one wins', async () => {
      const email = `racer.${randomUUID()}@example.com`;
      const creations = [
        () => api.post('/users', { lastname: 'Doe', email: email.toUpperCase() }),
        () =>
          api.post('/user-personal-information', { customer_email: email, personal_details: {} }),
        () =>
          api.post('/store_user_data?operation=register', {
            user_id: freshUserId(),
            email: ` ${email}`,
            firstName: 'A',
            lastName: 'B',
          }),
      ];
      const answers = await Promise.all(
        Array.from({ length: 99 }, (_, index) => creations[index % creations.length]?.()),
      );
      const statuses = answers.map((answer) => answer?.status);
      expect(statuses.filter((status) => status === 409)).toHaveLength(98);
      expect(statuses.filter((status) => status === 200 || status === 201)).toHaveLength(1);
    });

    test('100 parallel additions to one cart lose nothing', async () => {
      const user_id = freshUserId();
      const units = Array.from({ length: 100 }, (_, index) => PRODUCTS[index % 3] ?? BALL);
      await Promise.all(units.map((unit) => addToCart(api, user_id, unit)));
      const cart = await cartOf(api, user_id);
      const counts = PRODUCTS.map(
        ({ product_id }) => cart.filter((unit) => unit['product_id'] === product_id).length,
      );
      expect(counts).toEqual([34, 33, 33]);
    });

    test('parallel additions never pass the limit of a line', async () => {
      const user_id = freshUserId();
      const answers = await Promise.all(
        Array.from({ length: 120 }, () => api.post('/add_to_cart', { user_id, ...BALL })),
      );
      const full = answers.filter(({ status }) => status !== 200);
      expect(full).toHaveLength(21);
      for (const answer of full) expectProblem(answer, 'CART_FULL');
      expect(await cartOf(api, user_id)).toHaveLength(99);
    });

    test('20 parallel checkouts of one cart make exactly one order', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL, SHIRT, BALL);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => api.post('/checkout', { user_id })),
      );
      const losers = answers.filter(({ status }) => status !== 200);
      expect(losers).toHaveLength(19);
      for (const { status } of losers) expect([400, 409]).toContain(status);
      const orders = await ordersOf(api, user_id);
      expect(orders.map(({ items }) => asList(items).length)).toEqual([3]);
      expect(await cartOf(api, user_id)).toEqual([]);
    });

    test('20 parallel checkouts with one key are all answered with the one order', async () => {
      const user_id = freshUserId();
      const key = randomUUID();
      await addToCart(api, user_id, BALL, SHIRT);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          api.post('/checkout', { user_id }, { 'idempotency-key': key }),
        ),
      );
      const [order, ...others] = await ordersOf(api, user_id);
      expect(others).toEqual([]);
      for (const answer of answers) {
        expect(answer.status, answer.text).toBe(200);
        expect(asObject(answer.body)['order_id']).toBe(order?.['order_id']);
      }
    });

    test('additions during checkouts are each in one order or in the cart', async () => {
      const user_id = freshUserId();
      const additions = Array.from({ length: 60 }, (_, index) =>
        addToCart(api, user_id, PRODUCTS[index % 3] ?? BALL),
      );
      const checkouts = Array.from({ length: 10 }, () => api.post('/checkout', { user_id }));
      await Promise.all(additions);
      for (const { status } of await Promise.all(checkouts)) {
        expect([200, 400, 409]).toContain(status);
      }
      const ordered = (await ordersOf(api, user_id)).flatMap(({ items }) => asList(items));
      expect(ordered.length + (await cartOf(api, user_id)).length).toBe(60);
    });
  });
}

/** As a client should: when told to come back later, it does. */
async function registerPatiently(api: Api, email: string): Promise<Answer> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const answer = await api.post('/register', { email, password: PASSWORD });
    if (answer.status !== 503) return answer;
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(asObject(answer.body)['code']).toBe('PASSWORD_QUEUE_FULL');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
  throw new Error('The server never had time for a registration');
}
