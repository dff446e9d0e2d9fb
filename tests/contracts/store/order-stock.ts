import { describe, expect, test } from 'vitest';
import type { Cart } from '../../../src/domain/cart.ts';
import { type Order, statusesBefore } from '../../../src/domain/order.ts';
import { changeAt, createStocked, expectLedger, stockChange } from './ledger.ts';
import { filledCart, orderOf, type StoreInUse } from './sample-rows.ts';

export function orderStockContract(inUse: StoreInUse): void {
  const place = async (cart: Cart, order: Order = orderOf(cart, 'o1')) => {
    const outcome = await inUse().orders.placeOrder({ order, cartVersion: cart.version });
    expect(outcome).toEqual({ kind: 'placed' });
  };
  const cancel = (orderId = 'o1', seconds = 90) =>
    inUse().orders.moveOrder({
      ...{ orderId, from: statusesBefore('Cancelled'), to: 'Cancelled' as const },
      ...changeAt(seconds, 'max'),
    });
  const find = async (productId: string) => {
    const product = await inUse().products.findProduct(productId);
    if (product === undefined) throw new Error(`There is no ${productId}`);
    return product;
  };
  const took = async (orderId = 'o1') =>
    (await inUse().orders.findOrder(orderId))?.lines.map((line) => line.tookStock);
  const mixedCart = async () => {
    await createStocked(inUse(), 'kit', [{ size: 'M', stock: 5 }, { size: 'L' }]);
    await createStocked(inUse(), 'ball', []);
    return filledCart(inUse(), 'ann', [
      ['kit', 'M'],
      ['kit', 'M'],
      ['kit', 'L'],
      ['ball', '5'],
      ['none', 'M'],
    ]);
  };

  describe('an order that takes stock', () => {
    test('says which of its lines did, and else is as it was made', async () => {
      const cart = await mixedCart();
      await place(cart);
      expect(await took()).toEqual([true, undefined, undefined, undefined]);
      const order = orderOf(cart, 'o1');
      const lines = order.lines.map((line, index) =>
        index === 0 ? { ...line, tookStock: true } : line,
      );
      expect(await inUse().orders.findOrder('o1')).toEqual({ ...order, lines });
      const { items } = await inUse().orders.listOrdersByUser('ann', { limit: 9 });
      expect(items).toEqual([{ ...order, lines }]);
    });

    test('says what the store saw, whatever was said before', async () => {
      const cart = await mixedCart();
      const order = orderOf(cart, 'o1');
      const lines = order.lines.map((line, index) => ({ ...line, tookStock: index !== 0 }));
      await place(cart, { ...order, lines });
      expect((await took())?.map((one) => one === true)).toEqual([true, false, false, false]);
      await cancel();
      expect((await find('kit')).sizes).toEqual([{ size: 'M', stock: 5 }, { size: 'L' }]);
      await expectLedger(inUse(), 'kit');
    });

    test('takes what is there now, with products that were read before', async () => {
      const cart = await mixedCart();
      const products = await inUse().products.findProducts(['kit', 'ball']);
      await inUse().stock.setStock({ ...stockChange('on', { size: 'L' }), stock: 4 });
      await inUse().stock.adjustStock({ ...stockChange('more'), delta: 10 });
      const order = orderOf(cart, 'o1');
      const placement = { order, cartVersion: cart.version, products };
      expect(await inUse().orders.placeOrder(placement)).toEqual({ kind: 'placed' });
      expect((await find('kit')).sizes).toEqual([
        { size: 'M', stock: 13 },
        { size: 'L', stock: 3 },
      ]);
      expect(await took()).toEqual([true, true, undefined, undefined]);
      await expectLedger(inUse(), 'kit');
    });

    test('takes none where tracking has ended since its products were read', async () => {
      const cart = await mixedCart();
      const products = await inUse().products.findProducts(['kit', 'ball']);
      await inUse().stock.setStock({ ...stockChange('off'), stock: undefined });
      const order = orderOf(cart, 'o1');
      const placement = { order, cartVersion: cart.version, products };
      expect(await inUse().orders.placeOrder(placement)).toEqual({ kind: 'placed' });
      expect((await took())?.every((one) => one !== true)).toBe(true);
      expect((await find('kit')).sizes).toEqual([{ size: 'M' }, { size: 'L' }]);
      await expectLedger(inUse(), 'kit');
    });

    test.each([
      ['whose product is deleted', 'kit', 'M'],
      ['whose untracked product is deleted', 'ball', '5'],
      ['whose size is taken away', 'kit', 'M'],
      ['whose untracked size is taken away', 'kit', 'L'],
    ])('sells no line %s after it was read', async (what, productId, size) => {
      const cart = await mixedCart();
      const products = await inUse().products.findProducts(['kit', 'ball', 'none']);
      if (what.includes('deleted')) {
        await inUse().products.deleteProduct(await find(productId), changeAt(30));
      } else {
        const product = await find(productId);
        const sizes = product.sizes.filter((one) => one.size !== size);
        const update = { ...product, sizes, version: (product.version ?? 0) + 1 };
        await inUse().products.replaceProduct(update, product, changeAt(30));
      }
      const left = (await inUse().products.findProduct('kit'))?.sizes;
      for (const known of [products, undefined]) {
        const placement = { order: orderOf(cart, 'o1'), cartVersion: cart.version };
        const outcome = await inUse().orders.placeOrder({ ...placement, products: known });
        expect(outcome).toEqual({ kind: 'cart-changed' });
      }
      expect(await inUse().orders.findOrder('o1')).toBeUndefined();
      expect(await inUse().carts.findCart('ann')).toEqual(cart);
      expect((await inUse().products.findProduct('kit'))?.sizes).toEqual(left);
    });
  });
}
