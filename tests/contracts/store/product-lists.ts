import { describe, expect, test } from 'vitest';
import type { ProductSort } from '../../../src/domain/catalogue.ts';
import type { Product } from '../../../src/domain/product.ts';
import { changeAt } from './ledger.ts';
import { expectedList, productLists } from './product-order.ts';
import { instant, type StoreInUse, sampleProduct, walk } from './sample-rows.ts';

interface ProductList {
  readonly tag?: string | undefined;
  readonly sort: ProductSort;
}

export function productListsContract(inUse: StoreInUse): void {
  const create = async (...products: readonly Product[]) => {
    for (const product of products) {
      expect(await inUse().products.createProduct(product, changeAt())).toBe('created');
    }
  };
  const listed = (list: ProductList, limit = 1000) =>
    walk((page) => inUse().products.listProducts(list, page), limit);
  const ids = async (list: ProductList, limit?: number) =>
    (await listed(list, limit)).map(({ productId }) => productId);
  const priced = (productId: string, minorUnits: number, over: Partial<Product> = {}) =>
    sampleProduct(productId, { price: { minorUnits, currency: 'EUR' }, tag: 'other', ...over });

  describe('lists of products', () => {
    test('of no product and of an unknown tag are empty last pages', async () => {
      for (const sort of ['label', 'price', '-price', 'newest'] as const) {
        expect(await inUse().products.listProducts({ sort }, { limit: 9 })).toEqual({ items: [] });
      }
      await create(sampleProduct('kit'));
      expect(await ids({ tag: 'kit', sort: 'label' })).toEqual([]);
      expect(await ids({ tag: 'Kits', sort: 'label' })).toEqual([]);
    });

    test('give each product whole', async () => {
      const whole = sampleProduct('whole', {
        ...{ label: 'Label', name: 'Name', teamName: 'Rovers', season: '2026/27', side: 'Home' },
        ...{ brand: 'Corva', version: 3, createdAt: instant() },
        sizes: [{ size: 'M', stock: 0 }, { size: 'L', stock: 12 }, { size: 'XL' }],
      });
      await create(whole);
      for (const list of productLists(['kits'])) expect(await listed(list)).toEqual([whole]);
    });

    test('by label are without case, accents and punctuation, and same labels by id', async () => {
      const labels = {
        p1: 'Foo',
        p2: 'Élan',
        p3: 'delta',
        p4: 'Delta',
        p5: 'ÉLAN!',
        p6: '  zed  ',
        p7: 'éclair 10',
        p8: 'Eclair 9',
        p9: 'Straße',
        p0: 'strasse',
      };
      for (const [productId, label] of Object.entries(labels)) {
        await create(priced(productId, 1, { label }));
      }
      const sorted = ['p3', 'p4', 'p7', 'p8', 'p2', 'p5', 'p1', 'p0', 'p9', 'p6'];
      expect(await ids({ sort: 'label' })).toEqual(sorted);
      expect(await ids({ tag: 'other', sort: 'label' })).toEqual(sorted);
    });

    test('by label show kits and boots by the names they are shown by', async () => {
      await create(
        sampleProduct('a', { tag: 'kits', teamName: 'Rovers', side: 'home', season: '2026' }),
        sampleProduct('b', { tag: 'boots', brand: 'Corva', label: 'Sprint' }),
        sampleProduct('c', { tag: 'balls', name: 'Match ball', brand: 'Zett' }),
        sampleProduct('naked', { tag: 'balls' }),
      );
      expect(await ids({ sort: 'label' })).toEqual(['b', 'c', 'naked', 'a']);
    });

    test('by label hold texts of any kind, in the order of their bytes', async () => {
      const labels = ['🏆', '⚽ ball', '日本', '\u{10330}\u{10331}', 'ﬁne', '\uffdc', 'Ωmega', '٣'];
      // So long that a key cut by half characters would show.
      labels.push('\u{10330}'.repeat(150), `a${'\u{10330}'.repeat(150)}`, 'x'.repeat(500));
      const products = labels.map((label, index) => priced(`p${index}`, index, { label }));
      products.push(priced('\u0001 p \u0001', 7, { label: 'odd id' }));
      await create(...products);
      for (const list of productLists(['other'])) {
        expect(await ids(list, 2)).toEqual(expectedList(products, list));
      }
      const [odd] = await inUse().products.findProductIdsByWord('odd', true, 9);
      expect(odd).toBe('\u0001 p \u0001');
      for (const product of products) {
        expect(await inUse().products.deleteProduct(product, changeAt())).toBe('deleted');
      }
      for (const list of productLists(['other'])) expect(await ids(list)).toEqual([]);
    });

    test('by price are by number, and same prices by id', async () => {
      await create(priced('c', 900), priced('a', 900), priced('b', 10_000), priced('d', 0));
      await create(priced('e', 999_999_999), priced('f', 90, { tag: 'kits' }));
      const sorted = ['d', 'f', 'a', 'c', 'b', 'e'];
      expect(await ids({ sort: 'price' })).toEqual(sorted);
      expect(await ids({ sort: '-price' })).toEqual(sorted.toReversed());
      expect(await ids({ tag: 'other', sort: 'price' })).toEqual(['d', 'a', 'c', 'b', 'e']);
      expect(await ids({ tag: 'other', sort: '-price' })).toEqual(['e', 'b', 'c', 'a', 'd']);
    });

    test('by age have the newest first and imported products last', async () => {
      const aged = (id: string, seconds: number) => priced(id, 1, { createdAt: instant(seconds) });
      await inUse().importCatalogue({ ads: [], products: [priced('i1', 5), priced('i2', 4)] });
      await create(aged('b', 5), aged('a', 5), aged('old', 1), aged('new', 10));
      expect(await ids({ sort: 'newest' })).toEqual(['new', 'b', 'a', 'old', 'i2', 'i1']);
      expect(await ids({ tag: 'other', sort: 'newest' }, 1)).toEqual(
        await ids({ sort: 'newest' }, 1000),
      );
    });

    test('hold what was imported in every order', async () => {
      const products = ['c', 'a', 'B', '10', '9', 'é'].map((id, index) =>
        priced(id, index % 3, { label: id, tag: index % 2 === 0 ? 'other' : 'kits' }),
      );
      await inUse().importCatalogue({ ads: [], products });
      for (const list of productLists(['other', 'kits'])) {
        expect(await ids(list)).toEqual(expectedList(products, list));
      }
    });

    test('show a changed product once, in its new place', async () => {
      const { products } = inUse();
      const before = priced('b', 500, { label: 'Bee', version: 1, createdAt: instant(5) });
      const others = [
        priced('a', 400, { label: 'Aa', createdAt: instant(4) }),
        priced('c', 600, { label: 'Cc', createdAt: instant(6), tag: 'kits' }),
      ];
      await create(before, ...others);
      const steps: readonly Partial<Product>[] = [
        { label: 'Zed' },
        { price: { minorUnits: 1, currency: 'EUR' } },
        { tag: 'kits', teamName: 'Ajax' },
        { tag: 'other', price: { minorUnits: 700, currency: 'EUR' } },
        { description: 'nothing that sorts' },
      ];
      let now: Product = before;
      for (const [index, step] of steps.entries()) {
        const after: Product = { ...now, ...step, version: index + 2 };
        expect(await products.replaceProduct(after, now, changeAt(index))).toBe('replaced');
        now = after;
        for (const list of productLists(['other', 'kits'])) {
          expect(await ids(list, 1)).toEqual(expectedList([now, ...others], list));
        }
      }
    });
  });

  describe('cursors of lists of products', () => {
    test('lead through a list whatever changes behind them', async () => {
      const { products } = inUse();
      const made = ['a', 'b', 'c', 'd'].map((id, index) => priced(id, index, { label: id }));
      await create(...made);
      const first = await products.listProducts({ sort: 'label' }, { limit: 2 });
      const [, second] = first.items;
      if (second === undefined) throw new Error('The page is short');
      await products.deleteProduct(second, changeAt());
      await create(priced('a2', 1, { label: 'a2' }), priced('c2', 1, { label: 'c2' }));
      const request = { limit: 9, cursor: first.nextCursor };
      const { items } = await products.listProducts({ sort: 'label' }, request);
      expect(items.map(({ productId }) => productId)).toEqual(['c', 'c2', 'd']);
    });

    test('are refused by every other list with INVALID_CURSOR', async () => {
      const { products } = inUse();
      await create(...['a', 'b', 'c'].map((id) => priced(id, 1)), sampleProduct('d'));
      await create(sampleProduct('e'));
      const lists = productLists(['other', 'kits']);
      for (const owner of lists) {
        const { nextCursor: cursor } = await products.listProducts(owner, { limit: 1 });
        expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,2048}$/);
        for (const list of lists.filter((one) => one !== owner)) {
          await expect(
            products.listProducts(list, { limit: 1, cursor }),
            `${JSON.stringify(owner)} in ${JSON.stringify(list)}`,
          ).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
        }
      }
    });
  });
}
