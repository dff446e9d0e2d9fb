import type { Store } from '../../../src/ports/store.ts';
import { changeAt, createStocked, stockChange } from '../../contracts/store/ledger.ts';
import { instant, sampleProduct } from '../../contracts/store/sample-rows.ts';
import { claimOfRun, type FaultCase } from './fault-cases.ts';

export const STOCK = 5;
const READ_AND_WRITE = ['GetItem', 'TransactWriteItems'];
export const createShirt = (store: Store, id: string) =>
  createStocked(store, id, [{ size: 'M', stock: STOCK }]);
const made = (id: string) =>
  sampleProduct(id, {
    tag: id,
    label: `Shirt ${id}`,
    version: 1,
    createdAt: instant(),
    sizes: [{ size: 'M', stock: STOCK }],
  });

/** The product, where it is listed, and the movements of its stock, newest first. */
async function observe({ products, stock }: Store, id: string) {
  const { items } = await products.listProducts({ tag: id, sort: 'label' }, { limit: 9 });
  const movements = await stock.listMovements(id, { limit: 9 });
  return {
    product: await products.findProduct(id),
    listed: items.map(({ label }) => label),
    deltas: movements.items.map(({ delta }) => delta),
  };
}

export async function observeStock(store: Store, id: string) {
  const { product, deltas } = await observe(store, id);
  return { sizes: product?.sizes, deltas };
}

const adjusting: FaultCase = {
  name: 'adjustStock',
  commands: READ_AND_WRITE,
  prepare: createShirt,
  call: ({ stock }, id) =>
    stock.adjustStock({ ...stockChange('less', { productId: id, at: instant(1) }), delta: -2 }),
  outcome: () => ({ kind: 'changed', stock: STOCK - 2 }),
  observe: observeStock,
  left: () => ({ sizes: [{ size: 'M', stock: STOCK - 2 }], deltas: [-2, STOCK] }),
  // Without a key, a caller who asks again asks for another adjustment.
  again: {
    outcome: () => ({ kind: 'changed', stock: STOCK - 4 }),
    left: () => ({ sizes: [{ size: 'M', stock: STOCK - 4 }], deltas: [-2, -2, STOCK] }),
  },
};

const adjustingWithClaim: FaultCase = {
  ...adjusting,
  name: 'adjustStock with a claim',
  call: ({ stock }, id) =>
    stock.adjustStock({
      ...stockChange('less', { productId: id, at: instant(1) }),
      delta: -2,
      claim: claimOfRun(id),
    }),
  again: {
    outcome: (id) => ({
      kind: 'key-used',
      record: { fingerprint: claimOfRun(id).fingerprint, resultId: 'less' },
    }),
  },
};

const setting: FaultCase = {
  name: 'setStock',
  commands: READ_AND_WRITE,
  prepare: createShirt,
  call: ({ stock }, id) =>
    stock.setStock({ ...stockChange('set', { productId: id, at: instant(1) }), stock: 9 }),
  outcome: () => ({ kind: 'changed', stock: 9 }),
  observe: observeStock,
  left: () => ({ sizes: [{ size: 'M', stock: 9 }], deltas: [9 - STOCK, STOCK] }),
};

const creating: FaultCase = {
  name: 'createProduct',
  commands: ['TransactWriteItems'],
  call: ({ products }, id) => products.createProduct(made(id), changeAt()),
  outcome: () => 'created',
  observe,
  left: (id) => ({ product: made(id), listed: [`Shirt ${id}`], deltas: [STOCK] }),
  again: { outcome: () => 'product-id-taken' },
};

const replaced = (id: string) => ({
  ...made(id),
  label: `Coat ${id}`,
  version: 2,
  sizes: [{ size: 'L', stock: 3 }],
});

const replacing: FaultCase = {
  name: 'replaceProduct',
  commands: READ_AND_WRITE,
  prepare: ({ products }, id) => products.createProduct(made(id), changeAt()),
  call: ({ products }, id) => products.replaceProduct(replaced(id), made(id), changeAt(1)),
  outcome: () => 'replaced',
  observe,
  left: (id) => ({ product: replaced(id), listed: [`Coat ${id}`], deltas: [-STOCK, 3, STOCK] }),
  again: { outcome: () => 'changed' },
};

const deleting: FaultCase = {
  ...replacing,
  name: 'deleteProduct',
  call: ({ products }, id) => products.deleteProduct(made(id), changeAt(1)),
  outcome: () => 'deleted',
  left: () => ({ product: undefined, listed: [], deltas: [-STOCK, STOCK] }),
  again: { outcome: () => 'not-found' },
};

const READING: readonly FaultCase[] = [
  {
    name: 'listProducts',
    commands: ['Query', 'BatchGetItem'],
    prepare: creating.call,
    call: ({ products }, id) => products.listProducts({ tag: id, sort: 'newest' }, { limit: 9 }),
    outcome: (id) => ({ items: [made(id)] }),
  },
  {
    name: 'findProductIdsByWord',
    commands: ['Query'],
    prepare: ({ products }, id) =>
      products.createProduct({ ...made(id), label: id.replaceAll('-', '') }, changeAt()),
    call: ({ products }, id) => products.findProductIdsByWord(id.replaceAll('-', ''), true, 9),
    outcome: (id) => [id],
  },
  {
    name: 'listMovements',
    commands: ['GetItem', 'Query'],
    prepare: createShirt,
    call: async ({ stock }, id) => (await stock.listMovements(id, { limit: 9 })).items.length,
    outcome: () => 1,
  },
];

export const STOCK_CASES: readonly FaultCase[] = [
  ...READING,
  adjusting,
  adjustingWithClaim,
  setting,
  creating,
  replacing,
  deleting,
];
