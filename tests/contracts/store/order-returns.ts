import { describe, expect, test } from 'vitest';
import type { Cart } from '../../../src/domain/cart.ts';
import { type Order, statusesBefore } from '../../../src/domain/order.ts';
import { changeAt, createStocked, expectLedger, movementsOf, stockChange } from './ledger.ts';
import {
  cartOf,
  countOf,
  filledCart,
  instant,
  lineChange,
  numbered,
  orderOf,
  type StoreInUse,
} from './sample-rows.ts';

const CANCELLERS = 10;

export function orderReturnsContract(inUse: StoreInUse): void {
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

  describe('an order that is cancelled', () => {
    test('gives back what its lines took, and nothing else', async () => {
      await place(await mixedCart());
      await inUse().stock.setStock({
        ...stockChange('on', { size: 'L', at: instant(70) }),
        stock: 1,
      });
      expect((await cancel()).kind).toBe('moved');
      expect((await find('kit')).sizes).toEqual([
        { size: 'M', stock: 5 },
        { size: 'L', stock: 1 },
      ]);
      expect(await took()).toEqual([true, undefined, undefined, undefined]);
      const reasons = (await movementsOf(inUse(), 'kit')).map(({ reason }) => reason);
      expect(reasons).toEqual(['cancelled', 'set', 'ordered', 'set']);
      expect(await movementsOf(inUse(), 'ball')).toEqual([]);
      expect(await movementsOf(inUse(), 'none')).toEqual([]);
      await expectLedger(inUse(), 'kit');
    });

    test('after it was paid gives back too, and one that is shipped does not', async () => {
      await place(await mixedCart());
      const change = { orderId: 'o1', ...changeAt(80) };
      await inUse().orders.moveOrder({ ...change, from: ['Pending'], to: 'Paid' });
      expect((await find('kit')).sizes[0]?.stock).toBe(3);
      await cancel();
      expect((await find('kit')).sizes[0]?.stock).toBe(5);

      const again = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      await place(again, orderOf(again, 'o2'));
      await inUse().orders.moveOrder({
        ...change,
        orderId: 'o2',
        from: ['Pending'],
        to: 'Shipped',
      });
      expect((await cancel('o2')).kind).toBe('refused');
      expect((await find('kit')).sizes[0]?.stock).toBe(4);
      await expectLedger(inUse(), 'kit');
    });

    test('gives back once, however many cancel it', async () => {
      await place(await mixedCart());
      const outcomes = await Promise.all(numbered('', CANCELLERS).map(() => cancel()));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'moved')).toBe(1);
      expect(countOf(kinds, 'refused')).toBe(CANCELLERS - 1);
      expect((await find('kit')).sizes[0]?.stock).toBe(5);
      expect(await movementsOf(inUse(), 'kit')).toHaveLength(3);
      await expectLedger(inUse(), 'kit');
    });

    test('gives nothing back to a size that is tracked no more or gone', async () => {
      await createStocked(
        inUse(),
        'kit',
        ['S', 'M', 'L'].map((size) => ({ size, stock: 5 })),
      );
      await place(
        await filledCart(inUse(), 'ann', [
          ['kit', 'S'],
          ['kit', 'M'],
          ['kit', 'L'],
        ]),
      );
      await inUse().stock.setStock({
        ...stockChange('off', { at: instant(70) }),
        stock: undefined,
      });
      const before = await find('kit');
      const after = { ...before, sizes: before.sizes.slice(0, 2), version: 2 };
      await inUse().products.replaceProduct(after, before, changeAt(80));
      expect((await cancel()).kind).toBe('moved');
      expect((await find('kit')).sizes).toEqual([{ size: 'S', stock: 5 }, { size: 'M' }]);
      const reasons = (await movementsOf(inUse(), 'kit')).map(({ reason }) => reason);
      expect(countOf(reasons, 'cancelled')).toBe(1);
      await expectLedger(inUse(), 'kit');
    });

    test('gives back to a size that is tracked again', async () => {
      await place(await mixedCart());
      await inUse().stock.setStock({
        ...stockChange('off', { at: instant(70) }),
        stock: undefined,
      });
      await inUse().stock.setStock({ ...stockChange('on', { at: instant(71) }), stock: 1 });
      await cancel();
      expect((await find('kit')).sizes[0]?.stock).toBe(3);
      await expectLedger(inUse(), 'kit');
    });

    test('is cancelled also when a product of it is deleted', async () => {
      const cart = await mixedCart();
      await createStocked(inUse(), 'sock', [{ size: 'M', stock: 9 }]);
      await inUse().carts.addCartUnits(lineChange({ productId: 'sock' }));
      await place(await cartOf(inUse(), cart.userId));
      await inUse().products.deleteProduct(await find('kit'), changeAt(80));
      expect((await cancel()).kind).toBe('moved');
      expect(await inUse().products.findProduct('kit')).toBeUndefined();
      expect((await find('sock')).sizes).toEqual([{ size: 'M', stock: 9 }]);
      await expectLedger(inUse(), 'kit');
      await expectLedger(inUse(), 'sock');
    });

    test('beside other changes of the stock loses no unit', async () => {
      await place(await mixedCart());
      const buyer = await filledCart(inUse(), 'bob', [['kit', 'M']]);
      const product = await find('kit');
      const change = stockChange('more', { at: instant(90) });
      await Promise.all([
        cancel(),
        place(buyer, orderOf(buyer, 'o2')),
        inUse().stock.adjustStock({ ...change, delta: 10 }),
        inUse().products.replaceProduct({ ...product, version: 2 }, product, changeAt(90)),
      ]);
      expect((await find('kit')).sizes[0]?.stock).toBe(14);
      await expectLedger(inUse(), 'kit');
    });
  });
}
