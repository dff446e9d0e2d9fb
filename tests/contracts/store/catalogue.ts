import { describe, expect, test } from 'vitest';
import { expectLedger, movementsOf } from './ledger.ts';
import {
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleProduct,
} from './sample-rows.ts';

export function catalogueContract(inUse: StoreInUse): void {
  describe('catalogue and settings', () => {
    test('a store that answers can be pinged', async () => {
      await expect(inUse().ping()).resolves.toBeUndefined();
    });

    test('a fresh catalogue is empty, and an import of nothing leaves it so', async () => {
      expect(await inUse().isCatalogueEmpty()).toBe(true);
      await inUse().importCatalogue({ ads: [], products: [] });
      expect(await inUse().isCatalogueEmpty()).toBe(true);
    });

    test('one ad is enough to make it not empty', async () => {
      await inUse().importCatalogue({ ads: [{ adId: 'a', label: 'A' }], products: [] });
      expect(await inUse().isCatalogueEmpty()).toBe(false);
    });

    test('one product is enough to make it not empty', async () => {
      await inUse().importCatalogue({ ads: [], products: [sampleProduct('p')] });
      expect(await inUse().isCatalogueEmpty()).toBe(false);
    });

    test('an import may be larger than any batch', async () => {
      const ids = numbered('p', 130);
      await inUse().importCatalogue({
        ads: ids.map((adId) => ({ adId, label: adId })),
        products: ids.map((id) => sampleProduct(id, { sizes: [{ size: 'M' }, { size: 'L' }] })),
      });
      const { items } = await inUse().products.listProductsByTag('kits', { limit: 1000 });
      expect(items).toHaveLength(130);
      expect(await inUse().ads.sampleAds(1000)).toHaveLength(130);
    });

    test('an import adds what is new and leaves what has the same id', async () => {
      const store = inUse();
      const first = sampleProduct('p', { label: 'First', sizes: [{ size: 'M', stock: 5 }] });
      await store.importCatalogue({ ads: [{ adId: 'a', label: 'First' }], products: [first] });
      await store.importCatalogue({
        ads: [
          { adId: 'a', label: 'Second' },
          { adId: 'b', label: 'New' },
        ],
        products: [
          sampleProduct('p', { label: 'Second', tag: 'boots', sizes: [{ size: 'L', stock: 9 }] }),
          sampleProduct('q'),
        ],
      });
      expect(await store.products.findProduct('p')).toEqual(first);
      expect(await store.products.findProduct('q')).toBeDefined();
      const labels = (await store.ads.sampleAds(9)).map((ad) => ad.label).sort();
      expect(labels).toEqual(['First', 'New']);
      expect((await store.products.listProductsByTag('boots', { limit: 9 })).items).toEqual([]);
    });

    test('imported stock has come by a movement of nobody in particular', async () => {
      const store = inUse();
      const sizes = [{ size: 'M', stock: 5 }, { size: 'L' }, { size: 'S', stock: 0 }];
      const products = [
        sampleProduct('old', { sizes }),
        sampleProduct('dated', { sizes, createdAt: instant(3) }),
      ];
      await store.importCatalogue({ ads: [], products });
      await store.importCatalogue({ ads: [], products });
      for (const id of ['old', 'dated']) {
        const movement = { productId: id, size: 'M', delta: 5, reason: 'set', actor: 'system' };
        expect(await movementsOf(store, id)).toMatchObject([movement]);
        await expectLedger(store, id);
      }
      expect((await movementsOf(store, 'dated'))[0]?.at).toBe(instant(3));
    });

    test('a repeated import gives no sold stock back', async () => {
      const store = inUse();
      const catalogue = {
        ads: [],
        products: [sampleProduct('p', { sizes: [{ size: 'M', stock: 5 }] })],
      };
      await store.importCatalogue(catalogue);
      const cart = await filledCart(store, 'ann', [['p', 'M']]);
      await store.orders.placeOrder({ order: orderOf(cart, 'o'), cartVersion: cart.version });
      await store.importCatalogue(catalogue);
      expect((await store.products.findProduct('p'))?.sizes).toEqual([{ size: 'M', stock: 4 }]);
    });

    test('parallel imports of one catalogue make it once', async () => {
      const store = inUse();
      const products = numbered('p', 5).map((id) => sampleProduct(id, { sizes: [{ size: 'M' }] }));
      await Promise.all([1, 2, 3].map(() => store.importCatalogue({ ads: [], products })));
      const { items } = await store.products.listProductsByTag('kits', { limit: 100 });
      expect(items).toEqual(products);
    });

    test('the first currency settles it for ever', async () => {
      expect(await inUse().settleCurrency('JPY')).toBe('JPY');
      expect(await inUse().settleCurrency('EUR')).toBe('JPY');
      expect(await inUse().settleCurrency('JPY')).toBe('JPY');
    });

    test('parallel settlements agree on one currency', async () => {
      const wanted = ['EUR', 'JPY', 'KWD', 'USD'];
      const settled = await Promise.all(wanted.map((one) => inUse().settleCurrency(one)));
      expect(new Set(settled).size).toBe(1);
      expect(wanted).toContain(settled[0]);
    });
  });
}
