import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import {
  filledCart,
  instant,
  orderOf,
  sampleClaim,
  sampleProduct,
  walk,
} from '../contracts/store/sample-rows.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();
const CHANGE = { actor: 'ann', at: instant(1) };
const KIT = sampleProduct('kit', { version: 1, sizes: [{ size: 'M', stock: 9 }, { size: 'L' }] });

let file = '';
let store: Store;
beforeEach(() => {
  file = newFile();
  store = openSqliteStore(file);
});
afterEach(() => store.close());

/** Takes the events that were written since it was last asked. */
function newEvents(): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(file);
  try {
    const rows = database.prepare('SELECT * FROM outbox ORDER BY sequence').all();
    database.exec('DELETE FROM outbox');
    return rows.map((row) => ({ ...row, data: JSON.parse(String(row['data'])) }));
  } finally {
    database.close();
  }
}

function stockEvent(...stock: readonly (readonly [size: string, delta: number, reason: string])[]) {
  return {
    type: 'stock.changed',
    entity: 'product#kit',
    at: CHANGE.at,
    data: {
      product_id: 'kit',
      stock: stock.map(([size, delta, reason]) => ({ product_id: 'kit', size, delta, reason })),
    },
  };
}

test('every change of details that moves stock leaves one event, and no other does', async () => {
  await store.products.createProduct(KIT, CHANGE);
  expect(newEvents()).toMatchObject([stockEvent(['M', 9, 'set'])]);
  await store.products.createProduct(KIT, CHANGE);
  const renamed = { ...KIT, label: 'New', version: 2 };
  await store.products.replaceProduct(renamed, KIT, CHANGE);
  await store.products.replaceProduct(renamed, KIT, CHANGE);
  expect(newEvents()).toEqual([]);
  const other = { ...KIT, sizes: [{ size: 'S', stock: 2 }, { size: 'L' }], version: 3 };
  await store.products.replaceProduct(other, renamed, CHANGE);
  expect(newEvents()).toMatchObject([stockEvent(['S', 2, 'set'], ['M', -9, 'removed'])]);
  await store.products.deleteProduct(other, CHANGE);
  expect(newEvents()).toMatchObject([stockEvent(['S', -2, 'removed'])]);
});

test('a change of stock leaves one event when something moved', async () => {
  await store.importCatalogue({ ads: [], products: [KIT] });
  expect(newEvents()).toEqual([]);
  const where = { productId: 'kit', size: 'M', ...CHANGE };
  const claim = sampleClaim();
  await store.stock.setStock({ ...where, movementId: 'm1', stock: 9 });
  await store.stock.adjustStock({ ...where, movementId: 'm2', delta: -10, claim });
  expect(newEvents()).toEqual([]);
  await store.stock.adjustStock({ ...where, movementId: 'm3', delta: -2, claim });
  await store.stock.adjustStock({ ...where, movementId: 'm4', delta: -2, claim });
  await store.stock.setStock({ ...where, movementId: 'm5', stock: undefined });
  expect(newEvents()).toMatchObject([
    stockEvent(['M', -2, 'adjusted']),
    stockEvent(['M', -7, 'set']),
  ]);
});

test('an order leaves one event when it is placed and one for each move', async () => {
  await store.products.createProduct(KIT, CHANGE);
  newEvents();
  const cart = await filledCart(store, 'ann', [
    ['kit', 'M'],
    ['kit', 'L'],
    ['kit', 'M'],
  ]);
  await store.orders.placeOrder({ order: orderOf(cart, 'o1'), cartVersion: cart.version });
  await store.orders.placeOrder({ order: orderOf(cart, 'o1'), cartVersion: cart.version });
  const move = { orderId: 'o1', from: ['Pending'], to: 'Cancelled', ...CHANGE } as const;
  await store.orders.moveOrder(move);
  await store.orders.moveOrder(move);
  const moved = { product_id: 'kit', size: 'M' };
  expect(newEvents()).toMatchObject([
    {
      event_id: 'o1.1',
      type: 'order.placed',
      entity: 'order#o1',
      data: { stock: [{ ...moved, delta: -2, reason: 'ordered' }] },
    },
    {
      event_id: 'o1.2',
      type: 'order.status_changed',
      entity: 'order#o1',
      data: { stock: [{ ...moved, delta: 2, reason: 'cancelled' }] },
    },
  ]);
});

test('a product made again and again within a millisecond keeps every movement and event', async () => {
  for (let round = 0; round < 4; round += 1) {
    expect(await store.products.createProduct(KIT, CHANGE)).toBe('created');
    expect(await store.products.deleteProduct(KIT, CHANGE)).toBe('deleted');
  }
  const movements = await walk((page) => store.stock.listMovements('kit', page), 3);
  expect(movements).toHaveLength(8);
  expect(movements.reduce((sum, { delta }) => sum + delta, 0)).toBe(0);
  expect(new Set(movements.map(({ movementId }) => movementId)).size).toBe(8);
  expect(new Set(newEvents().map((event) => event['event_id'])).size).toBe(8);
});

test('a product made again later has events with ids of their own', async () => {
  const seen = new Set<unknown>();
  for (const seconds of [1, 2]) {
    const change = { actor: 'ann', at: instant(seconds) };
    await store.products.createProduct(KIT, change);
    await store.products.deleteProduct(KIT, change);
    for (const event of newEvents()) seen.add(event['event_id']);
  }
  expect(seen.size).toBe(4);
});
