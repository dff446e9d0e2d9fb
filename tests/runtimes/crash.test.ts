import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, type JsonObject } from '../contracts/http/api-client.ts';
import { cartOf, INSTANT, UUID_V4, walk } from '../contracts/http/fixtures.ts';
import { AccountWriter, CartWriter, SharedCart } from './crash-writers.ts';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';

const ROUNDS = 20;

describe('SIGKILL under load', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await newDataDir();
  });
  afterAll(async () => {
    await removeDataDir(dataDir);
  });

  test(`in ${ROUNDS} rounds nothing acknowledged is lost and nothing is half done`, async () => {
    const accounts = [
      new AccountWriter('/users'),
      new AccountWriter('/users'),
      new AccountWriter('/register'),
    ];
    const carts = [new CartWriter(), new CartWriter(), new CartWriter()];
    const shared = new SharedCart();
    const verify = async (api: Api) => {
      await verifyAccounts(api, accounts);
      for (const cart of carts) await verifyCart(api, cart);
      await verifySharedCart(api, shared);
    };

    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startKitroom({ DATA_DIR: dataDir });
      const api = apiClient({ baseUrl: () => server.baseUrl });
      await verify(api);
      const writers = [
        ...accounts.map((writer) => writer.writeUntilCrash(api)),
        ...carts.map((writer) => writer.writeUntilCrash(api)),
        shared.addUntilCrash(api),
        shared.addUntilCrash(api),
        shared.checkoutUntilCrash(api),
      ];
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 350));
      expect(await server.stop('SIGKILL')).toBe('SIGKILL');
      await Promise.all(writers);
    }

    const server = await startKitroom({ DATA_DIR: dataDir });
    await verify(apiClient({ baseUrl: () => server.baseUrl }));
    expect(await server.stop()).toBe(0);
    // The rounds must have been under load, or they proved nothing.
    for (const { created } of accounts) expect(created.length).toBeGreaterThan(ROUNDS / 2);
    for (const { orderCount } of carts) expect(orderCount).toBeGreaterThan(ROUNDS / 2);
    expect(shared.added).toBeGreaterThan(ROUNDS);
  }, 120_000);
});

/** Every account told of is there whole, by id and by email; those in doubt are whole or not there. */
async function verifyAccounts(api: Api, writers: readonly AccountWriter[]): Promise<void> {
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
async function verifyCart(api: Api, writer: CartWriter): Promise<void> {
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
async function verifySharedCart(api: Api, shared: SharedCart): Promise<void> {
  const orders = (await walk(api, `/get_orders?user_id=${shared.userId}&limit=1000`)).flat();
  const ordered = orders.map(({ items }) => asList(items).length);
  expect(ordered).not.toContain(0);
  const total =
    ordered.reduce((sum, units) => sum + units, 0) + (await cartOf(api, shared.userId)).length;
  expect(total).toBeGreaterThanOrEqual(shared.added);
  expect(total).toBeLessThanOrEqual(shared.added + shared.inDoubt);
  shared.settle(total);
}
