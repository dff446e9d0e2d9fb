import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, asObject } from '../contracts/http/api-client.ts';
import {
  addToCart,
  BALL,
  BOOT,
  cartOf,
  createUser,
  freshEmail,
  freshUserId,
  ordersOf,
  SHIRT,
} from '../contracts/http/fixtures.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import {
  createTables,
  type DynamodbSettings,
  dynamodbSettings,
  plainClient,
} from './dynamodb-tables.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

const UNITS = [BALL, SHIRT, BOOT];

describe.skipIf(withoutJava).each([2, 4])('%i server processes over one DynamoDB', (count) => {
  let engine: DynamodbLocal;
  let settings: DynamodbSettings;
  let servers: readonly KitroomProcess[] = [];
  let apis: readonly Api[];
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    // All at once: the currency is settled and the sample shop imported by several.
    servers = await Promise.all(Array.from({ length: count }, () => startKitroom(settings)));
    apis = servers.map(({ baseUrl }) => apiClient({ baseUrl: () => baseUrl }));
  }, 60_000);
  afterAll(async () => {
    for (const server of servers) {
      await server.stop();
      await removeDataDir(server.dataDir);
    }
    await engine.stop();
  });

  const apiOf = (index: number): Api => apis[index % count] as Api;
  /** Runs the call so many times at once, in turn on each server. */
  const onAll = <Result>(times: number, call: (api: Api, index: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: times }, (_, index) => call(apiOf(index), index)));

  test('servers that start together import one sample shop', async () => {
    for (const api of apis) {
      const boots = asList((await api.get('/load_products?product_tag=boots')).body);
      expect(boots).toHaveLength(26);
    }
  });

  test('what one writes the others read at once', async () => {
    const { userId, email } = await createUser(apiOf(0));
    for (const [index, api] of apis.entries()) {
      const lastname = `Name ${index}`;
      expect((await api.put(`/user/${email}`, { lastname })).status).toBe(200);
      for (const other of apis) {
        expect((await other.get(`/users/${userId}`)).body).toMatchObject({ lastname });
      }
    }
  });

  test('of 100 parallel creations of one email exactly one wins', async () => {
    const email = freshEmail();
    const answers = await onAll(100, (api, index) =>
      api.post('/users', { lastname: `Racer ${index}`, email }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 99 }, () => 409)]);
    for (const api of apis) {
      const found = asObject((await api.get(`/users?email_prefix=${email}`)).body);
      expect(asList(found['items'])).toHaveLength(1);
    }
  });

  test('100 parallel additions to one cart lose nothing', async () => {
    const userId = freshUserId();
    await onAll(100, (api, index) => addToCart(api, userId, UNITS[index % 3] ?? BALL));
    for (const api of apis) {
      const cart = await cartOf(api, userId);
      const counts = UNITS.map(
        ({ product_id }) => cart.filter((unit) => unit['product_id'] === product_id).length,
      );
      expect(counts).toEqual([34, 33, 33]);
    }
  });

  test('of 20 parallel checkouts of one cart exactly one makes an order', async () => {
    const userId = freshUserId();
    await addToCart(apiOf(0), userId, BALL, SHIRT, BALL);
    const answers = await onAll(20, (api) => api.post('/checkout', { user_id: userId }));
    const losers = answers.filter(({ status }) => status !== 200);
    expect(losers).toHaveLength(19);
    for (const { status } of losers) expect([400, 409]).toContain(status);
    for (const api of apis) {
      expect((await ordersOf(api, userId)).map(({ items }) => asList(items).length)).toEqual([3]);
      expect(await cartOf(api, userId)).toEqual([]);
    }
  });

  test('20 parallel checkouts with one key are all answered with the one order', async () => {
    const userId = freshUserId();
    const key = randomUUID();
    await addToCart(apiOf(0), userId, BALL);
    const answers = await onAll(20, (api) =>
      api.post('/checkout', { user_id: userId }, { 'idempotency-key': key }),
    );
    const [order, ...others] = await ordersOf(apiOf(1), userId);
    expect(others).toEqual([]);
    expect(answers.map(({ body }) => asObject(body)['order_id'])).toEqual(
      answers.map(() => order?.['order_id']),
    );
  });

  test('additions during checkouts are each in one order or in the cart', async () => {
    const userId = freshUserId();
    const additions = onAll(60, (api, index) => addToCart(api, userId, UNITS[index % 3] ?? BALL));
    const checkouts = onAll(10, (api) => api.post('/checkout', { user_id: userId }));
    await additions;
    for (const { status } of await checkouts) expect([200, 400, 409]).toContain(status);
    const ordered = (await ordersOf(apiOf(0), userId)).flatMap(({ items }) => asList(items));
    expect(ordered.length + (await cartOf(apiOf(1), userId)).length).toBe(60);
  });

  test('of 30 buyers of the last 10 units exactly 10 get one', async () => {
    const client = plainClient(engine.endpoint);
    const TableName = settings.PRODUCTS_TABLE;
    const product_id = `last-${randomUUID()}`;
    const Item = {
      product_id,
      tag: 'kits',
      team_name: 'Pellanby Rovers',
      season: '2024',
      side: 'Home',
      price: 89.99,
      description: 'The last of them',
      sizes: ['M', 'L'],
      stock: { M: 10 },
    };
    await client.send(new PutCommand({ TableName, Item }));
    const buyers = Array.from({ length: 30 }, freshUserId);
    await onAll(30, (api, index) => addToCart(api, buyers[index] ?? '', { product_id, size: 'M' }));
    const answers = await onAll(30, (api, index) =>
      api.post('/checkout', { user_id: buyers[index] }),
    );
    for (const [index, { status, body, text }] of answers.entries()) {
      const api = apiOf(index + 1);
      const won = status === 200;
      if (!won) {
        expect(body, text).toMatchObject({
          status: 409,
          code: 'OUT_OF_STOCK',
          lines: [{ product_id, size: 'M', wanted: 1, left: 0 }],
        });
      }
      expect(await ordersOf(api, buyers[index] ?? '')).toHaveLength(won ? 1 : 0);
      expect(await cartOf(api, buyers[index] ?? '')).toHaveLength(won ? 0 : 1);
    }
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const left = await client.send(new GetCommand({ TableName, Key: { product_id } }));
    expect(left.Item).toEqual({ ...Item, stock: { M: 0 } });
  });
});
