import { randomUUID } from 'node:crypto';
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
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

const UNITS = [BALL, SHIRT, BOOT];

describe('two server processes on one data folder', () => {
  let servers: readonly KitroomProcess[] = [];
  let apis: readonly [Api, Api];
  beforeAll(async () => {
    const first = await startKitroom();
    const second = await startKitroom({ DATA_DIR: first.dataDir });
    servers = [first, second];
    apis = [
      apiClient({ baseUrl: () => first.baseUrl }),
      apiClient({ baseUrl: () => second.baseUrl }),
    ];
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await removeDataDir(servers[0]?.dataDir ?? '');
  });

  /** Runs the call so many times at once, in turn on either server. */
  const onBoth = <Result>(times: number, call: (api: Api, index: number) => Promise<Result>) =>
    Promise.all(
      Array.from({ length: times }, (_, index) => call(apis[index % 2 === 0 ? 0 : 1], index)),
    );

  test('what one writes the other reads at once', async () => {
    const [one, other] = apis;
    const { userId, email } = await createUser(one);
    expect((await other.put(`/user/${email}`, { lastname: 'Roe' })).status).toBe(200);
    expect((await one.get(`/users/${userId}`)).body).toMatchObject({ lastname: 'Roe' });
  });

  test('of 100 parallel creations of one email exactly one wins', async () => {
    const email = freshEmail();
    const answers = await onBoth(100, (api, index) =>
      api.post('/users', { lastname: `Racer ${index}`, email }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 99 }, () => 409)]);
    for (const api of apis) {
      const found = asObject((await api.get(`/users?email=${email}`)).body);
      expect(asList(found['items'])).toHaveLength(1);
    }
  });

  test('100 parallel additions to one cart lose nothing', async () => {
    const userId = freshUserId();
    await onBoth(100, (api, index) => addToCart(api, userId, UNITS[index % 3] ?? BALL));
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
    await addToCart(apis[0], userId, BALL, SHIRT, BALL);
    const answers = await onBoth(20, (api) => api.post('/checkout', { user_id: userId }));
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
    await addToCart(apis[0], userId, BALL);
    const answers = await onBoth(20, (api) =>
      api.post('/checkout', { user_id: userId }, { 'idempotency-key': key }),
    );
    const [order, ...others] = await ordersOf(apis[1], userId);
    expect(others).toEqual([]);
    expect(answers.map(({ body }) => asObject(body)['order_id'])).toEqual(
      answers.map(() => order?.['order_id']),
    );
  });

  test('of 20 parallel updates with one entity tag exactly one is done', async () => {
    const { userId } = await createUser(apis[0]);
    const tag = (await apis[1].get(`/users/${userId}`)).headers.get('etag') ?? '';
    const answers = await onBoth(20, (api, index) =>
      api.put(`/users/${userId}`, { lastname: `Racer ${index}` }, { 'if-match': tag }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });
});
