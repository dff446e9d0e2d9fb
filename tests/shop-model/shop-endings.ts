import { expect } from 'vitest';
import { PRODUCT_SORTS } from '../../src/domain/catalogue.ts';
import type { Store } from '../../src/ports/store.ts';
import { walk } from '../contracts/store/sample-rows.ts';
import { TAG } from './perform-act.ts';
import { isoOf, type Shop } from './shop.ts';
import { PRODUCTS, USERS } from './shop-steps.ts';

const PAGE = 2;
const MANY = 100;

/** Every list has every product once and none that is gone, and every key names what it made. */
export async function expectLists({ products, orders }: Store, shop: Shop): Promise<void> {
  const ids = Object.keys(shop.products).sort();
  for (const tag of [undefined, TAG]) {
    for (const sort of PRODUCT_SORTS) {
      const listed = await walk((page) => products.listProducts({ tag, sort }, page), PAGE);
      expect(listed.map(({ productId }) => productId).sort(), `${tag} by ${sort}`).toEqual(ids);
    }
  }
  const tagged = await walk((page) => products.listProductsByTag(TAG, page), PAGE);
  expect(tagged.map(({ productId }) => productId).sort()).toEqual(ids);
  for (const word of ['toy', 'ball', 'shirt', 'crane']) {
    const found = await products.findProductIdsByWord(word, true, MANY);
    const named = ids.filter((id) => shop.products[id]?.label.toLowerCase() === word);
    expect([...found].sort(), word).toEqual(word === 'toy' ? ids : named);
  }
  for (const productId of PRODUCTS) {
    const found = await products.findProduct(productId);
    expect(found?.version).toBe(shop.products[productId]?.version);
  }
  const all = await walk((page) => orders.listOrders({}, page), PAGE);
  const placed = Object.values(shop.orders).map(({ orderId }) => orderId);
  expect(all.map(({ orderId }) => orderId).sort()).toEqual(placed.sort());
  const times = all.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  await expectKeys(orders, shop);
}

async function expectKeys(orders: Store['orders'], { keys, now }: Shop): Promise<void> {
  for (const user of USERS) {
    for (const key of ['k1', 'k2']) {
      const made = keys[`${user} ${key}`];
      const isUsed = made !== undefined && made.expiresAt > now;
      const found = await orders.findIdempotencyRecord(user, key, isoOf(now));
      expect(found?.resultId).toBe(isUsed ? made.resultId : undefined);
    }
  }
}
