import { describe, expect, test } from 'vitest';
import type { Product } from '../../../src/domain/product.ts';
import { changeAt, createStocked, expectLedger, movementsOf } from './ledger.ts';
import { countOf, instant, numbered, type StoreInUse, sampleProduct, walk } from './sample-rows.ts';

const RACERS = 6;

export function productChangesContract(inUse: StoreInUse): void {
  const create = (product: Product, seconds = 0) =>
    inUse().products.createProduct(product, changeAt(seconds));
  const find = (productId: string) => inUse().products.findProduct(productId);
  const found = async (productId: string) => {
    const product = await find(productId);
    if (product === undefined) throw new Error(`There is no ${productId}`);
    return product;
  };
  const listed = async (sort: 'label' | 'price' | 'newest', tag?: string) =>
    (await walk((page) => inUse().products.listProducts({ tag, sort }, page), 2)).map(
      ({ productId }) => productId,
    );

  describe('a product is created', () => {
    test('and is read as it was made, with every field', async () => {
      const product = sampleProduct('whole', {
        ...{ tag: 'other', label: 'Label', name: 'Name', teamName: 'Rovers', season: '2026/27' },
        ...{ side: 'Home', brand: 'Corva', description: 'All of it', version: 1 },
        price: { minorUnits: 999_999_999, currency: 'KWD' },
        sizes: [{ size: 'M', stock: 0 }, { size: 'L', stock: 12 }, { size: 'XL' }],
        createdAt: instant(5),
      });
      expect(await create(product, 5)).toBe('created');
      expect(await find('whole')).toEqual(product);
      expect((await inUse().products.findProducts(['whole'])).get('whole')).toEqual(product);
      const { items } = await inUse().products.listProductsByTag('other', { limit: 9 });
      expect(items).toEqual([product]);
      expect(await inUse().isCatalogueEmpty()).toBe(false);
    });

    test('with a movement for each size that has stock', async () => {
      const sizes = [{ size: 'M', stock: 0 }, { size: 'L', stock: 12 }, { size: 'XL' }];
      await create(sampleProduct('kit', { version: 1, sizes }), 7);
      expect(await movementsOf(inUse(), 'kit')).toEqual([
        {
          ...{ movementId: expect.any(String), productId: 'kit', size: 'L', delta: 12 },
          ...{ reason: 'set', actor: 'eve', at: instant(7) },
        },
      ]);
      await expectLedger(inUse(), 'kit');
    });

    test('but not under an id that is taken, and what has it stays', async () => {
      await inUse().importCatalogue({ ads: [], products: [sampleProduct('imported')] });
      await createStocked(inUse(), 'made', [{ size: 'M', stock: 2 }]);
      for (const id of ['imported', 'made']) {
        const before = await find(id);
        const other = sampleProduct(id, { tag: 'boots', sizes: [{ size: 'M', stock: 9 }] });
        expect(await create(other, 5)).toBe('product-id-taken');
        expect(await find(id)).toEqual(before);
      }
      expect(await listed('label', 'boots')).toEqual([]);
      expect(await movementsOf(inUse(), 'made')).toHaveLength(1);
      await expectLedger(inUse(), 'made');
    });

    test('once, of parallel creations of one id', async () => {
      const outcomes = await Promise.all(
        numbered('tag', RACERS).map((tag, index) =>
          create(sampleProduct('kit', { tag, sizes: [{ size: 'M', stock: index + 1 }] })),
        ),
      );
      expect(countOf(outcomes, 'created')).toBe(1);
      expect(countOf(outcomes, 'product-id-taken')).toBe(RACERS - 1);
      const winner = outcomes.indexOf('created');
      expect((await find('kit'))?.tag).toBe(`tag${winner}`);
      expect(await listed('label')).toEqual(['kit']);
      expect(await listed('label', `tag${winner}`)).toEqual(['kit']);
      await expectLedger(inUse(), 'kit');
    });

    test('once, of parallel creations and imports of one id', async () => {
      const made = sampleProduct('kit', { tag: 'made', version: 1 });
      const imported = sampleProduct('kit', { tag: 'imported' });
      const [outcome] = await Promise.all([
        create(made),
        inUse().importCatalogue({ ads: [], products: [imported] }),
      ]);
      const expected = outcome === 'created' ? made : imported;
      expect(await find('kit')).toEqual(expected);
      expect(await listed('newest')).toEqual(['kit']);
      expect(await listed('label', 'made')).toHaveLength(outcome === 'created' ? 1 : 0);
      expect(await listed('label', 'imported')).toHaveLength(outcome === 'created' ? 0 : 1);
    });
  });

  describe('a product is deleted', () => {
    test('and is in no list and no search, while its movements stay and add up to nothing', async () => {
      const { products } = inUse();
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 3 }, { size: 'L' }]);
      await createStocked(inUse(), 'other', [{ size: 'M', stock: 3 }]);
      expect(await products.deleteProduct(await found('kit'), changeAt(9, 'max'))).toBe('deleted');
      expect(await find('kit')).toBeUndefined();
      expect((await products.findProducts(['kit', 'other'])).size).toBe(1);
      const byTag = await products.listProductsByTag('kits', { limit: 9 });
      expect(byTag.items.map(({ productId }) => productId)).toEqual(['other']);
      for (const sort of ['label', 'price', 'newest'] as const) {
        expect(await listed(sort)).toEqual(['other']);
        expect(await listed(sort, 'kits')).toEqual(['other']);
      }
      expect(await products.findProductIdsByWord('shirt', true, 9)).toEqual(['other']);
      const [last] = await movementsOf(inUse(), 'kit');
      expect(last).toMatchObject({ size: 'M', delta: -3, reason: 'removed', actor: 'max' });
      expect(last?.at).toBe(instant(9));
      await expectLedger(inUse(), 'kit');
      await expectLedger(inUse(), 'other');
    });

    test('with the stock it has then, not the one it was read with', async () => {
      const { products, stock } = inUse();
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 3 }]);
      const before = await found('kit');
      const change = { ...changeAt(5), productId: 'kit', size: 'M', movementId: 'more' };
      await stock.adjustStock({ ...change, delta: 4 });
      expect(await products.deleteProduct(before, changeAt(9))).toBe('deleted');
      expect((await movementsOf(inUse(), 'kit'))[0]).toMatchObject({ delta: -7 });
      await expectLedger(inUse(), 'kit');
    });

    test('unless it is not there or no longer as it was read', async () => {
      const { products } = inUse();
      expect(await products.deleteProduct(sampleProduct('none'), changeAt())).toBe('not-found');
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 3 }]);
      const before = await found('kit');
      await products.replaceProduct({ ...before, version: 2 }, before, changeAt(1));
      expect(await products.deleteProduct(before, changeAt(2))).toBe('changed');
      expect(await found('kit')).toEqual({ ...before, version: 2 });
      await expectLedger(inUse(), 'kit');
    });

    test('once, of parallel deletions', async () => {
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 3 }]);
      const before = await found('kit');
      const outcomes = await Promise.all(
        numbered('', RACERS).map(() => inUse().products.deleteProduct(before, changeAt(1))),
      );
      expect(countOf(outcomes, 'deleted')).toBe(1);
      expect(countOf(outcomes, 'not-found')).toBe(RACERS - 1);
      expect(await movementsOf(inUse(), 'kit')).toHaveLength(2);
      await expectLedger(inUse(), 'kit');
    });

    test('and may be created again under its id, anew', async () => {
      const { products } = inUse();
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 3 }, { size: 'L' }]);
      await products.deleteProduct(await found('kit'), changeAt(1));
      const again = sampleProduct('kit', { version: 1, sizes: [{ size: 'M', stock: 8 }] });
      expect(await create(again, 2)).toBe('created');
      expect(await found('kit')).toEqual(again);
      expect(await listed('label')).toEqual(['kit']);
      const movements = await movementsOf(inUse(), 'kit');
      expect(movements.map(({ delta }) => delta)).toEqual([8, -3, 3]);
      await expectLedger(inUse(), 'kit');
    });

    test('also one that was imported', async () => {
      await inUse().importCatalogue({ ads: [], products: [sampleProduct('kit')] });
      expect(await inUse().products.deleteProduct(await found('kit'), changeAt())).toBe('deleted');
      expect(await find('kit')).toBeUndefined();
      expect(await listed('label', 'kits')).toEqual([]);
    });
  });
}
