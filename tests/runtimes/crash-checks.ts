import { expect } from 'vitest';
import { type Api, asList, type JsonObject } from '../contracts/http/api-client.ts';
import { cartOf, INSTANT, UUID_V4, walk } from '../contracts/http/fixtures.ts';
import type { AccountWriter, CartWriter, SharedCart } from './crash-writers.ts';

/** Every account told of is there whole, by id and by email; those in doubt are whole or not there. */
export async function verifyAccounts(api: Api, writers: readonly AccountWriter[]): Promise<void> {
  const listed = new Map<unknown, JsonObject>();
  for (const user of (await walk(api, '/users?limit=1000')).flat()) {
    expectWhole(user);
    listed.set(user['email'], user);
  }
  for (const { created, inDoubt } of writers) {
    for (const { userId, email } of created) {
      expect(listed.get(email), `${email} was acknowledged`).toMatchObject({ user_id: userId });
    }
    for (const { userId, email } of created.slice(-20)) {
      const byId = await api.get(`/users/${userId}`);
      expect(byId.body).toEqual(listed.get(email));
      expect((await api.get(`/user/${email}`)).body).toEqual(byId.body);
    }
    for (const email of inDoubt) {
      const byEmail = await api.get(`/user/${email}`);
      expect(byEmail.status).toBe(listed.has(email) ? 200 : 404);
      if (byEmail.status === 200) expect(byEmail.body).toEqual(listed.get(email));
    }
  }
}

function expectWhole(user: JsonObject): void {
  expect(user).toEqual({
    user_id: expect.stringMatching(UUID_V4),
    email: expect.stringMatching(/^crash\..+@example\.com$/),
    lastname: 'Doe',
    dob: '1990-01-01',
    role: 'customer',
    status: 'active',
    created_at: expect.stringMatching(INSTANT),
    updated_at: expect.stringMatching(INSTANT),
  });
}

/** The cart and the orders are exactly as told, with the one unanswered call wholly done or not. */
export async function verifyCart(api: Api, writer: CartWriter): Promise<void> {
  const found = await writer.read(api);
  const sorted = ({ cart, orders }: Awaited<ReturnType<CartWriter['read']>>) => ({
    cart,
    orders: orders.map((units) =>
      units.toSorted((left, right) => (left.product_id < right.product_id ? -1 : 1)),
    ),
  });
  expect(writer.possibleStates().map(sorted)).toContainEqual(sorted(found));
  writer.settle(found);
}

/** Every unit is in the cart or in one order, and none is twice. */
export async function verifySharedCart(api: Api, shared: SharedCart): Promise<void> {
  const orders = (await walk(api, `/get_orders?user_id=${shared.userId}&limit=1000`)).flat();
  const ordered = orders.map(({ items }) => asList(items).length);
  expect(ordered).not.toContain(0);
  const total =
    ordered.reduce((sum, units) => sum + units, 0) + (await cartOf(api, shared.userId)).length;
  expect(total).toBeGreaterThanOrEqual(shared.added);
  expect(total).toBeLessThanOrEqual(shared.added + shared.inDoubt);
  shared.settle(total);
}
