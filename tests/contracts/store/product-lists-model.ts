import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Product } from '../../../src/domain/product.ts';
import type { Store } from '../../../src/ports/store.ts';
import { changeAt } from './ledger.ts';
import { expectedList, expectedPlaces, productLists } from './product-order.ts';
import { instant, type StoreInUse, sampleProduct, walk } from './sample-rows.ts';

/** Few of each, so that ties are common. */
const word = fc.constantFrom(
  'Rovers',
  'rover',
  'Élan',
  'elan',
  'Zoë',
  '日本',
  '⚽',
  '42',
  "O'Neil",
);
const label = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const details = fc.record({
  tag: fc.constantFrom('kits', 'boots', 'other'),
  label,
  name: word,
  teamName: label,
  description: label,
  minorUnits: fc.constantFrom(0, 5, 50, 999_999_999),
  age: fc.integer({ min: 0, max: 3 }),
});
type Details = typeof details extends fc.Arbitrary<infer Value> ? Value : never;
const plan = fc.record({
  imported: fc.array(details, { minLength: 60, maxLength: 60 }),
  created: fc.array(details, { minLength: 40, maxLength: 40 }),
  replaced: fc.array(fc.tuple(fc.nat(39), details), { maxLength: 10 }),
  deleted: fc.uniqueArray(fc.nat(99), { maxLength: 10 }),
  limit: fc.integer({ min: 1, max: 40 }),
});

/** One shop of a hundred products takes DynamoDB Local seconds. */
const FEWEST_RUNS = 1;

export function productListsModelContract(inUse: StoreInUse, propertyRuns: number): void {
  describe('a hundred products', () => {
    test('are listed and found as a sort in memory has them, after any changes', async () => {
      const property = fc.asyncProperty(plan, async ({ limit, ...chosen }) => {
        const products = await filledShop(inUse(), chosen);
        await expectLists(inUse(), [...products.values()], limit);
        await expectPlaces(inUse(), [...products.values()], limit);
        for (const product of products.values()) {
          expect(await inUse().products.deleteProduct(product, changeAt())).toBe('deleted');
        }
        await expectLists(inUse(), [], limit);
        await expectPlaces(inUse(), [], limit);
      });
      const numRuns = Math.max(FEWEST_RUNS, Math.trunc(propertyRuns / 5));
      // A failing shop is shrunk by making it anew each time: a few are enough to read it.
      await fc.assert(property, { numRuns, endOnFailure: true });
    });
  });
}

type Chosen = Omit<typeof plan extends fc.Arbitrary<infer Value> ? Value : never, 'limit'>;

async function expectLists(
  store: Store,
  products: readonly Product[],
  limit: number,
): Promise<void> {
  for (const list of productLists(['kits', 'boots', 'other'])) {
    const listed = await walk((page) => store.products.listProducts(list, page), limit);
    const ids = listed.map(({ productId }) => productId);
    expect(ids, JSON.stringify(list)).toEqual(expectedList(products, list));
    for (const product of listed) expect(products).toContainEqual(product);
  }
}

async function expectPlaces(
  store: Store,
  products: readonly Product[],
  limit: number,
): Promise<void> {
  for (const sought of ['rovers', 'rover', 'elan', 'oneil', 'z', '日', '4', 'shirt']) {
    for (const isWhole of [true, false]) {
      const expected = expectedPlaces(products, sought, isWhole);
      for (const most of [1, limit, 1000]) {
        const found = await store.products.findProductIdsByWord(sought, isWhole, most);
        expect(found, sought).toEqual(expected.slice(0, most));
      }
    }
  }
}

async function filledShop(store: Store, chosen: Chosen): Promise<Map<string, Product>> {
  const imported = chosen.imported.map((one, index) => productOf(`i${index}`, one));
  const created = chosen.created.map((one, index) => ({
    ...productOf(`c${index}`, one),
    createdAt: instant(one.age),
    version: 1,
  }));
  await store.importCatalogue({ ads: [], products: imported });
  for (const product of created) await store.products.createProduct(product, changeAt());
  const products = new Map([...created, ...imported].map((one) => [one.productId, one] as const));
  for (const [pick, one] of chosen.replaced) {
    const before = products.get(`c${pick}`);
    if (before === undefined) continue;
    const version = (before.version ?? 0) + 1;
    const after = { ...before, ...productOf(before.productId, one), version };
    expect(await store.products.replaceProduct(after, before, changeAt())).toBe('replaced');
    products.set(after.productId, after);
  }
  const ids = [...products.keys()];
  for (const pick of chosen.deleted) {
    const product = products.get(ids[pick] ?? '');
    if (product === undefined) continue;
    expect(await store.products.deleteProduct(product, changeAt())).toBe('deleted');
    products.delete(product.productId);
  }
  return products;
}

function productOf(productId: string, { minorUnits, age: _, ...over }: Details): Product {
  return sampleProduct(productId, { ...over, price: { minorUnits, currency: 'EUR' } });
}
