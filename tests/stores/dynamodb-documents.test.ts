import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { createDynamodbTables } from '../../src/stores/dynamodb/open-dynamodb-store.ts';
import { changeAt, expectLedger, movementsOf, stockChange } from '../contracts/store/ledger.ts';
import {
  cartOf,
  filledCart,
  instant,
  lineChange,
  numbered,
  orderOf,
  sampleProduct,
  unitsOf,
  walk,
} from '../contracts/store/sample-rows.ts';
import { newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import {
  type DynamodbLocal,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startDynamodbLocal,
} from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const TIMEOUT_MS = 60_000;

describe.skipIf(withoutJava)('what the documents and an earlier Kitroom left', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  }, TIMEOUT_MS);
  afterAll(() => engine.stop());
  beforeEach(async () => {
    tables = await newTables(engine.endpoint);
    store = tables.plain();
  }, TIMEOUT_MS);

  const put = (TableName: string, Item: Record<string, unknown>) =>
    tables.client.send(new PutCommand({ TableName, Item }));
  const putProduct = (productId: string, over: object = {}) =>
    put(tables.names.products, {
      ...{ product_id: productId, tag: 'kits', label: `Kit ${productId}`, price: 89.99 },
      ...over,
    });
  const createAgain = async () => {
    const told: string[] = [];
    const settings = {
      region: LOCAL_REGION,
      endpoint: engine.endpoint,
      credentials: LOCAL_CREDENTIALS,
    };
    const options = {
      ...{ names: tables.names, currency: 'EUR', newId: randomUUID },
      ...{ random: Math.random, now: Date.now },
    };
    await createDynamodbTables(settings, options, (name, made) => {
      if (made) told.push(name);
    });
    return told;
  };
  const listed = async (sort: 'label' | 'newest' = 'label') => {
    const items = await walk((page) => store.products.listProducts({ sort }, page), 7);
    return items.map(({ productId }) => productId);
  };

  describe('products', () => {
    test('are listed, found by their words and have a ledger once the tables are created', async () => {
      for (const id of numbered('p', 20)) await putProduct(id);
      await putProduct('sized', { sizes: ['M', 'L'], stock: { M: 3, L: 0 } });
      await store.products.createProduct(sampleProduct('ours'), changeAt());
      expect(await listed()).toEqual(['ours']);
      expect(await createAgain()).toEqual([`lists of 21 products in ${tables.names.products}`]);
      expect([...(await listed())].sort()).toEqual([...numbered('p', 20), 'ours', 'sized'].sort());
      expect(await store.products.findProductIdsByWord('sized', true, 9)).toEqual(['sized']);
      await expectLedger(store, 'sized');
      expect(await movementsOf(store, 'sized')).toMatchObject([
        { size: 'M', delta: 3, reason: 'set', actor: 'system', note: 'opening balance' },
      ]);
      expect(await createAgain()).toEqual([]);
    });

    test('open with what their movements do not tell', async () => {
      await putProduct('kit', { sizes: ['M', 'L'], stock: { M: 5, L: 7 } });
      await store.stock.adjustStock({ ...stockChange('a'), delta: -2 });
      await store.stock.setStock({ ...stockChange('b', { size: 'L' }), stock: undefined });
      await createAgain();
      await expectLedger(store, 'kit');
    });

    test('are replaced, set and deleted with their ledger, before the tables are created again', async () => {
      await putProduct('kit', { sizes: new Set(['M', 'L']) });
      await store.stock.setStock({ ...stockChange('a'), stock: 4 });
      await expectLedger(store, 'kit');
      const before = await store.products.findProduct('kit');
      if (before === undefined) throw new Error('There is no kit');
      const next = { ...before, label: 'Coat', version: 1, sizes: [{ size: 'S', stock: 2 }] };
      expect(await store.products.replaceProduct(next, before, changeAt(1))).toBe('replaced');
      expect(await listed()).toEqual(['kit']);
      await expectLedger(store, 'kit');
      expect(await store.products.deleteProduct(next, changeAt(2))).toBe('deleted');
      expect(await listed('newest')).toEqual([]);
      await expectLedger(store, 'kit');
    });

    test(
      'keep movements that a large order left in them when they are settled and deleted',
      async () => {
        const ids = numbered('p', 50);
        const sizes = [{ size: 'M', stock: 9 }];
        await store.importCatalogue({
          ads: [],
          products: ids.map((id) => sampleProduct(id, { sizes })),
        });
        for (const [index, userId] of ['ann', 'bob'].entries()) {
          const cart = await filledCart(
            store,
            userId,
            ids.map((id) => [id, 'M']),
          );
          const placement = { order: orderOf(cart, `o${index}`), cartVersion: cart.version };
          expect(await store.orders.placeOrder(placement)).toEqual({ kind: 'placed' });
        }
        await expectLedger(store, 'p49', 1);
        expect(await createAgain()).toHaveLength(1);
        await expectLedger(store, 'p49', 1);
        expect(await movementsOf(store, 'p49')).toHaveLength(3);
        expect(await createAgain()).toEqual([]);
      },
      TIMEOUT_MS,
    );
  });

  describe('carts', () => {
    const items = ['kit', 'ball', 'kit'].map((id) => ({ product_id: id, size: 'M' }));
    beforeEach(async () => {
      await put(tables.names.carts, { user_id: 'ann', items });
    });

    test('have their lines set', async () => {
      const change = lineChange({ quantity: 1, seenPrice: 700 });
      expect(await store.carts.setCartLine(change)).toBe('set');
      expect(await unitsOf(store, 'ann')).toEqual(['kit/M', 'ball/M']);
      expect((await cartOf(store, 'ann')).lines[0]?.seenPrice).toBe(700);
      expect(await store.carts.setCartLine(lineChange({ quantity: 3 }))).toBe('set');
      expect(await unitsOf(store, 'ann')).toEqual(['kit/M', 'ball/M', 'kit/M', 'kit/M']);
    });

    test('have their lines removed, also where ours are beside them', async () => {
      await store.carts.addCartUnits(lineChange({ at: instant(1) }));
      await store.carts.removeCartLine(lineChange());
      expect(await unitsOf(store, 'ann')).toEqual(['ball/M']);
      await store.carts.removeCartLine(lineChange({ productId: 'ball' }));
      expect(await store.carts.findCart('ann')).toBeUndefined();
    });

    test('are ordered though their units have no size', async () => {
      await put(tables.names.products, { product_id: 'kit', tag: 'kits', price: 10 });
      await put(tables.names.carts, { user_id: 'bob', items: [{ product_id: 'kit' }] });
      const cart = await cartOf(store, 'bob');
      const placement = { order: orderOf(cart, 'o1'), cartVersion: cart.version };
      expect(await store.orders.placeOrder(placement)).toEqual({ kind: 'placed' });
    });
  });

  test('orders of the documents are listed once each, found and moved', async () => {
    const days = ['21-11-2026', '02-01-2025', '21-11-2026', '30-06-2026'];
    for (const [index, day] of days.entries()) {
      await put(tables.names.orders, {
        ...{ order_id: `d${index}`, user_id: 'ann', order_date: day, order_status: 'Pending' },
        items: [{ product_id: 'kit', size: 'M' }],
      });
    }
    const seen = await walk((page) => store.orders.listOrders({}, page), 1);
    expect(seen.map(({ orderId }) => orderId).sort()).toEqual(['d0', 'd1', 'd2', 'd3']);
    const step = { to: 'Cancelled', actor: 'eve', at: instant() } as const;
    const outcome = await store.orders.moveOrder({ orderId: 'd1', from: ['Pending'], ...step });
    expect(outcome).toMatchObject({ kind: 'moved', order: { history: [{ from: 'Pending' }] } });
    expect((await store.orders.findOrder('d1'))?.history).toEqual([{ from: 'Pending', ...step }]);
  });
});
