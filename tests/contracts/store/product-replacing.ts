import { describe, expect, test } from 'vitest';
import type { Product } from '../../../src/domain/product.ts';
import { changeAt, createStocked, expectLedger, movementsOf, stockChange } from './ledger.ts';
import {
  countOf,
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleProduct,
} from './sample-rows.ts';

const RACERS = 6;

export function productReplacingContract(inUse: StoreInUse): void {
  const found = async (productId = 'kit') => {
    const product = await inUse().products.findProduct(productId);
    if (product === undefined) throw new Error(`There is no ${productId}`);
    return product;
  };
  const next = (before: Product, over: Partial<Product>): Product => ({
    ...before,
    version: (before.version ?? 0) + 1,
    ...over,
  });
  const replace = (before: Product, over: Partial<Product>, seconds = 10) =>
    inUse().products.replaceProduct(next(before, over), before, changeAt(seconds, 'max'));

  describe('a product is replaced', () => {
    test('in every detail, and a field that is left out is gone', async () => {
      const first = sampleProduct('kit', {
        ...{ label: 'Label', name: 'Name', teamName: 'Rovers', season: '2026/27', side: 'Home' },
        ...{ brand: 'Corva', version: 1, createdAt: instant(1) },
      });
      await inUse().products.createProduct(first, changeAt(1));
      const second = sampleProduct('kit', {
        ...{ tag: 'boots', description: 'Other', createdAt: instant(1), version: 2 },
        price: { minorUnits: 0, currency: 'EUR' },
      });
      const outcome = await inUse().products.replaceProduct(second, first, changeAt(2));
      expect(outcome).toBe('replaced');
      expect(await found()).toEqual(second);
      const { products } = inUse();
      expect((await products.listProductsByTag('kits', { limit: 9 })).items).toEqual([]);
      expect((await products.listProductsByTag('boots', { limit: 9 })).items).toEqual([second]);
      const third = { ...first, version: 3 };
      expect(await products.replaceProduct(third, second, changeAt(3))).toBe('replaced');
      expect(await found()).toEqual(third);
    });

    test('also one that was imported and never changed', async () => {
      await inUse().importCatalogue({
        ads: [],
        products: [sampleProduct('kit', { sizes: [{ size: 'M', stock: 4 }] })],
      });
      const before = await found();
      expect(await replace(before, { label: 'New' })).toBe('replaced');
      expect(await found()).toEqual({ ...before, label: 'New', version: 1 });
    });

    test('and a size that stays keeps the stock it has then', async () => {
      const store = inUse();
      await createStocked(store, 'kit', [{ size: 'M', stock: 5 }, { size: 'L' }]);
      const before = await found();
      const cart = await filledCart(store, 'ann', [['kit', 'M']]);
      await store.orders.placeOrder({ order: orderOf(cart, 'o1'), cartVersion: cart.version });
      await store.stock.setStock({ ...stockChange('l', { size: 'L', at: instant(61) }), stock: 7 });
      const sizes = [
        { size: 'L', stock: 500 },
        { size: 'M', stock: 500 },
      ];
      expect(await replace(before, { sizes }, 70)).toBe('replaced');
      expect((await found()).sizes).toEqual([
        { size: 'L', stock: 7 },
        { size: 'M', stock: 4 },
      ]);
      await expectLedger(store, 'kit');
    });

    test('and a size that stays untracked stays so', async () => {
      await createStocked(inUse(), 'kit', [{ size: 'M' }]);
      await replace(await found(), { sizes: [{ size: 'M', stock: 5 }] });
      expect((await found()).sizes).toEqual([{ size: 'M' }]);
      expect(await movementsOf(inUse(), 'kit')).toEqual([]);
    });

    test('and sizes come and go with their movements, in the order given', async () => {
      const store = inUse();
      await createStocked(store, 'kit', [
        { size: 'S', stock: 3 },
        { size: 'M', stock: 5 },
        { size: 'L', stock: 0 },
        { size: 'XL' },
      ]);
      const sizes = [
        { size: 'one', stock: 9 },
        { size: 'M' },
        { size: 'two', stock: 0 },
        { size: 'three' },
      ];
      expect(await replace(await found(), { sizes })).toBe('replaced');
      expect((await found()).sizes).toEqual(sizes.with(1, { size: 'M', stock: 5 }));
      const made = (await movementsOf(store, 'kit')).filter(({ at }) => at === instant(10));
      const change = { productId: 'kit', actor: 'max', at: instant(10) };
      const movementId = expect.any(String);
      expect(made.sort((left, right) => left.delta - right.delta)).toEqual([
        { ...change, movementId, size: 'S', delta: -3, reason: 'removed' },
        { ...change, movementId, size: 'one', delta: 9, reason: 'set' },
      ]);
      await expectLedger(store, 'kit', 2);
    });

    test('and a size that went moves out what it has then, and comes back with its own', async () => {
      const store = inUse();
      await createStocked(store, 'kit', [{ size: 'M', stock: 5 }, { size: 'L' }]);
      const before = await found();
      await store.stock.adjustStock({ ...stockChange('more', { at: instant(5) }), delta: 3 });
      await replace(before, { sizes: [{ size: 'L' }] });
      expect((await movementsOf(store, 'kit'))[0]).toMatchObject({ size: 'M', delta: -8 });
      await expectLedger(store, 'kit');
      await replace(await found(), { sizes: [{ size: 'L' }, { size: 'M', stock: 2 }] }, 20);
      expect((await found()).sizes).toEqual([{ size: 'L' }, { size: 'M', stock: 2 }]);
      await expectLedger(store, 'kit');
    });

    test('unless it is not there or its version has moved', async () => {
      expect(await replace(sampleProduct('none'), {})).toBe('not-found');
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 5 }]);
      const before = await found();
      await replace(before, { label: 'Second' });
      const second = await found();
      const over = { label: 'Late', tag: 'late', sizes: [{ size: 'L', stock: 9 }] };
      expect(await replace(before, over, 20)).toBe('changed');
      expect(await found()).toEqual(second);
      const late = await inUse().products.listProducts(
        { tag: 'late', sort: 'label' },
        { limit: 9 },
      );
      expect(late.items).toEqual([]);
      expect(await movementsOf(inUse(), 'kit')).toHaveLength(1);
    });

    test('though its stock has changed since it was read', async () => {
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 5 }]);
      const before = await found();
      await inUse().stock.adjustStock({ ...stockChange('less'), delta: -1 });
      expect(await replace(before, { label: 'New' })).toBe('replaced');
      expect(await found()).toMatchObject({ label: 'New', sizes: [{ size: 'M', stock: 4 }] });
    });

    test('by one of parallel replacements, whole', async () => {
      await createStocked(inUse(), 'kit', [{ size: 'M', stock: 5 }]);
      const before = await found();
      const outcomes = await Promise.all(
        numbered('tag', RACERS).map((tag, index) =>
          replace(before, { tag, label: tag, sizes: [{ size: tag, stock: index + 1 }] }),
        ),
      );
      expect(countOf(outcomes, 'replaced')).toBe(1);
      expect(countOf(outcomes, 'changed')).toBe(RACERS - 1);
      const winner = outcomes.indexOf('replaced');
      const tag = `tag${winner}`;
      expect(await found()).toMatchObject({
        ...{ tag, label: tag, version: 2 },
        sizes: [{ size: tag, stock: winner + 1 }],
      });
      const list = { tag: undefined, sort: 'label' } as const;
      expect((await inUse().products.listProducts(list, { limit: 9 })).items).toHaveLength(1);
      await expectLedger(inUse(), 'kit');
    });

    test('beside orders of it, and no unit is lost or sold twice', async () => {
      const store = inUse();
      await createStocked(store, 'kit', [{ size: 'M', stock: 9 }]);
      const before = await found();
      const carts = await Promise.all(
        numbered('buyer', 4).map((buyer) => filledCart(store, buyer, [['kit', 'M']])),
      );
      const [replaced, ...outcomes] = await Promise.all([
        replace(before, { label: 'New', sizes: [{ size: 'L', stock: 1 }, { size: 'M' }] }),
        ...carts.map((cart) =>
          store.orders.placeOrder({ order: orderOf(cart, cart.userId), cartVersion: cart.version }),
        ),
      ]);
      expect(replaced).toBe('replaced');
      expect(outcomes).toEqual(carts.map(() => ({ kind: 'placed' })));
      expect((await found()).sizes).toEqual([
        { size: 'L', stock: 1 },
        { size: 'M', stock: 5 },
      ]);
      await expectLedger(store, 'kit');
    });
  });
}
