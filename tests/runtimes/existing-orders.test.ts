import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../contracts/http/api-client.ts';
import {
  addToCart,
  checkout,
  freshUserId,
  nextPath,
  ordersOf,
  walk,
} from '../contracts/http/fixtures.ts';
import { withoutJava } from '../stores/java.ts';
import { oldOrder } from './document-items.ts';
import { type DocumentShop, startDocumentShop } from './document-shop.ts';
import { removeDataDir, startKitroom } from './kitroom-process.ts';

const DAYS = ['28-12-2023', '03-02-2024', '15-01-2024', '31-08-2022'] as const;

/** The documents' index has no order, and their dates do not sort as text. */
describe.skipIf(withoutJava)("get_orders over the documents' orders and index", () => {
  let shop: DocumentShop;
  let tables: DocumentShop['tables'];
  let api: Api;
  beforeAll(async () => {
    shop = await startDocumentShop();
    ({ tables, api } = shop);
  }, 60_000);
  afterAll(() => shop.stop());

  test('get_orders shows old orders as they were, newest first, below new ones', async () => {
    const user_id = await shop.shopperWithCart();
    const old = DAYS.map((day, index) => oldOrder(`order-${index}-${user_id}`, user_id, day));
    await tables.put('ORDERS', ...old);
    const newest = await checkout(api, user_id);
    const orders = await ordersOf(api, user_id);
    expect(orders[0]?.['order_id']).toBe(newest);
    expect(orders.slice(1)).toEqual([old[1], old[2], old[0], old[3]]);
  });

  test.each([1, 2, 3])(
    'a walk of %i a page over old and new orders is newest first too',
    async (limit) => {
      const user_id = await shop.shopperWithCart();
      const old = DAYS.map((day, index) => oldOrder(`order-${index}-${user_id}`, user_id, day));
      const sameDay = oldOrder(`order-5-${user_id}`, user_id, DAYS[1]);
      await tables.put('ORDERS', ...old, sameDay);
      const older = await checkout(api, user_id);
      await addToCart(api, user_id, { product_id: 'kit-7', size: 'S' });
      const newer = await checkout(api, user_id);
      const pages = await walk(api, `/get_orders?user_id=${user_id}&limit=${limit}`);
      expect(pages.map((page) => page.length).slice(0, -1)).toEqual(
        Array.from({ length: pages.length - 1 }, () => limit),
      );
      const orders = pages.flat();
      expect(orders.slice(0, 2).map((order) => order['order_id'])).toEqual([newer, older]);
      expect(orders.slice(2).map((order) => order['order_date'])).toEqual([
        '03-02-2024',
        '03-02-2024',
        '15-01-2024',
        '28-12-2023',
        '31-08-2022',
      ]);
      expect(new Set(orders.map((order) => order['order_id'])).size).toBe(7);
    },
  );

  test('a server that never listed an order goes on with the walk of another', async () => {
    const user_id = freshUserId();
    const old = DAYS.map((day, index) => oldOrder(`order-${index}-${user_id}`, user_id, day));
    await tables.put('ORDERS', ...old);
    const first = await api.get(`/get_orders?user_id=${user_id}&limit=3`);
    const other = await startKitroom(tables.settings);
    const answer = await fetch(other.baseUrl + nextPath(first));
    expect(await answer.json()).toEqual([old[3]]);
    await other.stop();
    await removeDataDir(other.dataDir);
  });
});
