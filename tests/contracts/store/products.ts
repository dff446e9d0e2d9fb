import { describe, expect, test } from 'vitest';
import type { Product } from '../../../src/domain/product.ts';
import { numbered, type StoreInUse, sampleProduct, walk } from './sample-rows.ts';

export function productsContract(inUse: StoreInUse): void {
  const add = (...products: readonly Product[]) => inUse().importCatalogue({ ads: [], products });

  describe('products', () => {
    test('an unknown product is undefined', async () => {
      expect(await inUse().products.findProduct('nothing')).toBeUndefined();
    });

    test('a product is read as it was imported, with every field', async () => {
      const whole = sampleProduct('whole', {
        tag: 'other',
        label: 'Label',
        name: 'Name',
        teamName: 'Rovers',
        season: '2026/27',
        side: 'Home',
        brand: 'Corva',
        description: 'All of it',
        price: { minorUnits: 999_999_999, currency: 'KWD' },
        sizes: [{ size: 'M', stock: 0 }, { size: 'L', stock: 12 }, { size: 'XL' }],
      });
      await add(whole, sampleProduct('bare', { price: { minorUnits: 0, currency: 'EUR' } }));
      expect(await inUse().products.findProduct('whole')).toEqual(whole);
      expect((await inUse().products.findProduct('bare'))?.price.minorUnits).toBe(0);
    });

    test('sizes keep the order they were given in', async () => {
      const sizes = ['XL', 'S', '42.5', '9', 'M', '10', 'a', 'A'].map((size) => ({ size }));
      await add(sampleProduct('many', { sizes }), sampleProduct('none'));
      const { products } = inUse();
      expect((await products.findProduct('many'))?.sizes).toEqual(sizes);
      expect((await products.findProduct('none'))?.sizes).toEqual([]);
      expect((await products.findProducts(['many'])).get('many')?.sizes).toEqual(sizes);
      const listed = await products.listProductsByTag('kits', { limit: 10 });
      expect(listed.items.find((one) => one.productId === 'many')?.sizes).toEqual(sizes);
    });

    test('several are found at once, without those that do not exist', async () => {
      await add(sampleProduct('a'), sampleProduct('b'), sampleProduct('c'));
      const found = await inUse().products.findProducts(['c', 'nothing', 'a', 'a']);
      expect([...found.keys()].sort()).toEqual(['a', 'c']);
      expect(found.get('a')).toEqual(sampleProduct('a'));
      expect(found.get('nothing')).toBeUndefined();
    });

    test('of no id nothing is found', async () => {
      await add(sampleProduct('a'));
      expect((await inUse().products.findProducts([])).size).toBe(0);
    });

    test('fifty are found at once', async () => {
      const ids = numbered('p', 50);
      await add(...ids.map((id) => sampleProduct(id, { sizes: [{ size: 'M', stock: 3 }] })));
      const found = await inUse().products.findProducts(ids);
      expect([...found.keys()].sort()).toEqual([...ids].sort());
    });

    test('a list holds the products of its tag and no other', async () => {
      const tags = ['kits', 'boots', 'kits', 'Kits', 'kit'];
      await add(...tags.map((tag, index) => sampleProduct(`p${index}`, { tag })));
      const ids = async (tag: string) =>
        (await walk((page) => inUse().products.listProductsByTag(tag, page), 1)).map(
          (product) => product.productId,
        );
      expect([...(await ids('kits'))].sort()).toEqual(['p0', 'p2']);
      expect(await ids('boots')).toEqual(['p1']);
      expect(await ids('Kits')).toEqual(['p3']);
      expect(await ids('nothing')).toEqual([]);
    });

    test('a list is in the same order however it is paged, and its last page has no cursor', async () => {
      await add(...['c', 'a', 'B', '10', '9', 'é'].map((id) => sampleProduct(id)));
      const list = (limit: number) =>
        walk((page) => inUse().products.listProductsByTag('kits', page), limit);
      const whole = await list(1000);
      expect(whole).toHaveLength(6);
      for (const limit of [1, 2, 3, 5, 6, 7]) expect(await list(limit)).toEqual(whole);
      const { products } = inUse();
      expect((await products.listProductsByTag('kits', { limit: 6 })).nextCursor).toBeUndefined();
      expect((await products.listProductsByTag('kits', { limit: 5 })).nextCursor).toBeDefined();
    });
  });
}
