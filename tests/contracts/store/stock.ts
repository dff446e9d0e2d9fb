import { describe, expect, test } from 'vitest';
import type { Cart } from '../../../src/domain/cart.ts';
import type { ProductSize } from '../../../src/domain/product.ts';
import {
  cartOf,
  countOf,
  filledCart,
  numbered,
  orderOf,
  type StoreInUse,
  sampleClaim,
  sampleProduct,
} from './sample-rows.ts';

const BUYERS = 8;

export function stockContract(inUse: StoreInUse): void {
  const stockUp = (productId: string, sizes: readonly ProductSize[]) =>
    inUse().importCatalogue({ ads: [], products: [sampleProduct(productId, { sizes })] });
  const sizesOf = async (productId: string) =>
    (await inUse().products.findProduct(productId))?.sizes;
  const place = (cart: Cart, orderId = `order of ${cart.userId}`) =>
    inUse().orders.placeOrder({ order: orderOf(cart, orderId), cartVersion: cart.version });
  const units = (productId: string, size: string, count: number) =>
    numbered('', count).map(() => [productId, size] as const);

  describe('stock', () => {
    test('an order takes what it sells, from the size it sells', async () => {
      await stockUp('kit', [
        { size: 'M', stock: 5 },
        { size: 'L', stock: 5 },
      ]);
      const cart = await filledCart(inUse(), 'ann', [
        ...units('kit', 'M', 3),
        ...units('kit', 'L', 1),
      ]);
      expect(await place(cart)).toEqual({ kind: 'placed' });
      expect(await sizesOf('kit')).toEqual([
        { size: 'M', stock: 2 },
        { size: 'L', stock: 4 },
      ]);
    });

    test('the last unit can be sold, and then there is none', async () => {
      await stockUp('kit', [{ size: 'M', stock: 2 }]);
      expect(await place(await filledCart(inUse(), 'ann', units('kit', 'M', 2)))).toEqual({
        kind: 'placed',
      });
      expect(await sizesOf('kit')).toEqual([{ size: 'M', stock: 0 }]);
      expect(await place(await filledCart(inUse(), 'bob', units('kit', 'M', 1)))).toEqual({
        kind: 'out-of-stock',
        lines: [{ productId: 'kit', size: 'M', wanted: 1, left: 0 }],
      });
    });

    test('a short order names every short line with what is left, and changes nothing', async () => {
      const store = inUse();
      await stockUp('kit', [
        { size: 'M', stock: 1 },
        { size: 'L', stock: 9 },
      ]);
      await stockUp('ball', [{ size: '5', stock: 0 }]);
      await stockUp('sock', [{ size: 'M' }]);
      const cart = await filledCart(store, 'ann', [
        ...units('kit', 'M', 3),
        ...units('sock', 'M', 2),
        ...units('kit', 'L', 2),
        ...units('ball', '5', 1),
      ]);
      const order = orderOf(cart, 'o1');
      const claim = sampleClaim();
      const outcome = await store.orders.placeOrder({ order, cartVersion: cart.version, claim });
      expect(outcome).toEqual({
        kind: 'out-of-stock',
        lines: [
          { productId: 'kit', size: 'M', wanted: 3, left: 1 },
          { productId: 'ball', size: '5', wanted: 1, left: 0 },
        ],
      });
      expect(await sizesOf('kit')).toEqual([
        { size: 'M', stock: 1 },
        { size: 'L', stock: 9 },
      ]);
      expect(await cartOf(store, 'ann')).toEqual(cart);
      expect((await store.orders.listOrdersByUser('ann', { limit: 9 })).items).toEqual([]);
      const { scope, key } = claim;
      expect(await store.orders.findIdempotencyRecord(scope, key, order.createdAt)).toBeUndefined();
    });

    test('stock that is not tracked is left alone', async () => {
      await stockUp('kit', [{ size: 'M' }, { size: 'L', stock: 3 }]);
      await stockUp('ball', []);
      const cart = await filledCart(inUse(), 'ann', [
        ...units('kit', 'M', 40),
        ...units('ball', 'any', 1),
      ]);
      expect(await place(cart)).toEqual({ kind: 'placed' });
      expect(await sizesOf('kit')).toEqual([{ size: 'M' }, { size: 'L', stock: 3 }]);
      expect(await sizesOf('ball')).toEqual([]);
    });

    test('a changed cart is told before short stock and takes none', async () => {
      await stockUp('kit', [{ size: 'M', stock: 5 }]);
      const older = await filledCart(inUse(), 'ann', units('kit', 'M', 1));
      await filledCart(inUse(), 'ann', units('kit', 'M', 1));
      expect(await place(older)).toEqual({ kind: 'cart-changed' });
      expect(await sizesOf('kit')).toEqual([{ size: 'M', stock: 5 }]);
    });

    test('of parallel buyers of the last units exactly as many succeed as there are', async () => {
      await stockUp('kit', [{ size: 'M', stock: 3 }]);
      const carts: Cart[] = [];
      for (const buyer of numbered('buyer', BUYERS)) {
        carts.push(await filledCart(inUse(), buyer, units('kit', 'M', 1)));
      }
      const outcomes = await Promise.all(carts.map((cart) => place(cart)));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'placed')).toBe(3);
      expect(countOf(kinds, 'out-of-stock')).toBe(BUYERS - 3);
      expect(await sizesOf('kit')).toEqual([{ size: 'M', stock: 0 }]);
      for (const [index, kind] of kinds.entries()) {
        const left = (await inUse().carts.findCart(`buyer${index}`)) !== undefined;
        expect(left).toBe(kind === 'out-of-stock');
      }
    });

    test('parallel buyers of two products in turned order sell no half', async () => {
      await stockUp('kit', [{ size: 'M', stock: 2 }]);
      await stockUp('ball', [{ size: '5', stock: 2 }]);
      const carts: Cart[] = [];
      for (const [index, buyer] of numbered('buyer', BUYERS).entries()) {
        const wanted = [...units('kit', 'M', 1), ...units('ball', '5', 1)];
        carts.push(
          await filledCart(inUse(), buyer, index % 2 === 0 ? wanted : wanted.toReversed()),
        );
      }
      const outcomes = await Promise.all(carts.map((cart) => place(cart)));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'placed')).toBe(2);
      expect(await sizesOf('kit')).toEqual([{ size: 'M', stock: 0 }]);
      expect(await sizesOf('ball')).toEqual([{ size: '5', stock: 0 }]);
    });
  });
}
