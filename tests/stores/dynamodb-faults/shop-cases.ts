import { expect } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { instant, lineChange, sampleProduct, unitsOf } from '../../contracts/store/sample-rows.ts';
import {
  claimOfRun,
  type FaultCase,
  fillCart,
  leftOrders,
  observeOrders,
  orderOfCart,
  place,
  takenOrderOf,
} from './fault-cases.ts';

const STOCK = 5;
const shirt = (id: string) => sampleProduct(id, { tag: id, sizes: [{ size: 'M', stock: STOCK }] });
const ad = (id: string) => ({ adId: id, label: `Ad ${id}` });
const sizesLeft = [{ size: 'M', stock: STOCK - 2 }];

const stockUp = (store: Store, id: string) =>
  store.importCatalogue({ ads: [ad(id)], products: [shirt(id)] });
const recordOf = (id: string) => ({
  fingerprint: claimOfRun(id).fingerprint,
  resultId: orderOfCart(id).orderId,
});

function reading(
  name: string,
  command: string,
  call: FaultCase['call'],
  outcome: FaultCase['outcome'],
  prepare: FaultCase['prepare'] = stockUp,
): FaultCase {
  return { name, commands: [command], prepare, call, outcome };
}

const READING: readonly FaultCase[] = [
  reading('findProduct', 'GetItem', ({ products }, id) => products.findProduct(id), shirt),
  reading(
    'findProducts',
    'BatchGetItem',
    ({ products }, id) => products.findProducts([id, `no-${id}`]),
    (id) => new Map([[id, shirt(id)]]),
  ),
  reading(
    'listProductsByTag',
    'Query',
    ({ products }, id) => products.listProductsByTag(id, { limit: 9 }),
    (id) => ({ items: [shirt(id)] }),
  ),
  reading(
    'sampleAds',
    'Scan',
    ({ ads }) => ads.sampleAds(9999),
    (id) => expect.arrayContaining([ad(id)]),
  ),
  reading(
    'findCart',
    'GetItem',
    (store, id) => unitsOf(store, id),
    (id) => [`${id}/M`, `${id}/M`],
    fillCart,
  ),
  reading(
    'findIdempotencyRecord',
    'GetItem',
    ({ orders }, id) => {
      const { scope, key } = claimOfRun(id);
      return orders.findIdempotencyRecord(scope, key, instant(60));
    },
    recordOf,
    async (store, id) => {
      await fillCart(store, id);
      await place(store, id, { claim: claimOfRun(id) });
    },
  ),
  reading(
    'listOrdersByUser',
    'Query',
    ({ orders }, id) => orders.listOrdersByUser(id, { limit: 9 }),
    (id) => ({ items: [orderOfCart(id)] }),
    async (store, id) => {
      await fillCart(store, id);
      await place(store, id);
    },
  ),
  reading(
    'isCatalogueEmpty',
    'Scan',
    (store) => store.isCatalogueEmpty(),
    () => false,
  ),
  reading(
    'ping',
    'GetItem',
    (store) => store.ping(),
    () => undefined,
  ),
];

function adding(name: string, prepare: FaultCase['prepare'], before: number): FaultCase {
  const units = (id: string, count: number) => Array.from({ length: count }, () => `${id}/M`);
  return {
    name,
    commands: ['UpdateItem'],
    ...(prepare && { prepare }),
    call: ({ carts }, id) => carts.addCartUnits(lineChange({ userId: id, productId: id })),
    outcome: () => 'added',
    observe: async (store, id) => ({
      units: await unitsOf(store, id),
      version: (await store.carts.findCart(id))?.version,
    }),
    left: (id) => ({ units: units(id, before + 1), version: before + 1 }),
    // The port has no key for it: a caller who asks again asks for another unit.
    again: {
      outcome: () => 'added',
      left: (id) => ({ units: units(id, before + 2), version: before + 2 }),
    },
  };
}

const placing: FaultCase = {
  name: 'placeOrder',
  commands: ['BatchGetItem', 'TransactWriteItems'],
  prepare: fillCart,
  call: (store, id) => place(store, id),
  outcome: () => ({ kind: 'placed' }),
  observe: observeOrders,
  left: (id) => leftOrders(id),
  again: { outcome: () => ({ kind: 'cart-changed' }) },
};

const placingWithClaim: FaultCase = {
  ...placing,
  name: 'placeOrder with a claim',
  commands: ['TransactWriteItems'],
  call: (store, id) => place(store, id, { claim: claimOfRun(id), products: new Map() }),
  left: (id) => leftOrders(id, { record: recordOf(id) }),
  again: { outcome: (id) => ({ kind: 'key-used', record: recordOf(id) }) },
};

const placingWithStock: FaultCase = {
  ...placing,
  name: 'placeOrder with tracked stock',
  prepare: async (store, id) => {
    await stockUp(store, id);
    await fillCart(store, id);
  },
  left: (id) => leftOrders(id, { orders: [takenOrderOf(id)], sizes: sizesLeft }),
};

const placingWithAll: FaultCase = {
  ...placingWithStock,
  name: 'placeOrder with a claim and tracked stock',
  call: (store, id) => place(store, id, { claim: claimOfRun(id) }),
  left: (id) =>
    leftOrders(id, {
      orders: [takenOrderOf(id)],
      sizes: sizesLeft,
      record: recordOf(id),
    }),
  again: { outcome: (id) => ({ kind: 'key-used', record: recordOf(id) }) },
};

export const SHOP_CASES: readonly FaultCase[] = [
  ...READING,
  adding('addCartUnits of a first unit', undefined, 0),
  adding('addCartUnits of a further unit', fillCart, 2),
  {
    name: 'clearCart',
    commands: ['PutItem'],
    prepare: fillCart,
    call: ({ carts }, id) => carts.clearCart(id),
    outcome: () => undefined,
    observe: async (store, id) => [await store.carts.findCart(id), await place(store, id)],
    left: () => [undefined, { kind: 'cart-changed' }],
  },
  placing,
  placingWithClaim,
  placingWithStock,
  placingWithAll,
  {
    name: 'importCatalogue',
    commands: ['BatchGetItem', 'TransactWriteItems', 'PutItem'],
    call: stockUp,
    outcome: () => undefined,
    observe: async (store, id) => ({
      product: await store.products.findProduct(id),
      ads: (await store.ads.sampleAds(9999)).filter(({ adId }) => adId === id),
    }),
    left: (id) => ({ product: shirt(id), ads: [ad(id)] }),
  },
];
