import { describe, expect, test } from 'vitest';
import type { Cart } from '../../../src/domain/cart.ts';
import { changeAt, createStocked, expectLedger, movementsOf } from './ledger.ts';
import { filledCart, numbered, orderOf, type StoreInUse } from './sample-rows.ts';

export function largeOrdersContract(inUse: StoreInUse): void {
  const place = (cart: Cart, orderId: string) =>
    inUse().orders.placeOrder({ order: orderOf(cart, orderId), cartVersion: cart.version });
  const cancel = (orderId: string) =>
    inUse().orders.moveOrder({
      ...{ orderId, from: ['Pending'], to: 'Cancelled' },
      ...changeAt(90),
    });

  describe('an order of as many lines as a cart has', () => {
    test('of as many products is placed and cancelled whole', async () => {
      const ids = numbered('p', 50);
      for (const id of ids) await createStocked(inUse(), id, [{ size: 'M', stock: 2 }]);
      const stock = async () =>
        [...(await inUse().products.findProducts(ids)).values()].map(
          ({ sizes }) => sizes[0]?.stock,
        );
      const cart = await filledCart(
        inUse(),
        'ann',
        ids.map((id) => [id, 'M']),
      );
      const other = await filledCart(
        inUse(),
        'bob',
        ids.map((id) => [id, 'M']),
      );
      expect(await place(cart, 'o1')).toEqual({ kind: 'placed' });
      expect(await stock()).toEqual(ids.map(() => 1));
      expect(await place(other, 'o2')).toEqual({ kind: 'placed' });
      expect(await stock()).toEqual(ids.map(() => 0));
      const late = await filledCart(
        inUse(),
        'cid',
        ids.map((id) => [id, 'M']),
      );
      expect(await place(late, 'o3')).toEqual({
        kind: 'out-of-stock',
        lines: ids.map((productId) => ({ productId, size: 'M', wanted: 1, left: 0 })),
      });
      expect((await cancel('o1')).kind).toBe('moved');
      expect(await stock()).toEqual(ids.map(() => 1));
      const order = await inUse().orders.findOrder('o1');
      expect(order?.lines.map((line) => line.tookStock)).toEqual(ids.map(() => true));
      for (const id of ids) {
        expect(await movementsOf(inUse(), id)).toHaveLength(4);
        await expectLedger(inUse(), id);
      }
    });

    test('of one product in many sizes is placed and cancelled whole', async () => {
      const sizes = numbered('size', 50);
      await createStocked(
        inUse(),
        'kit',
        sizes.map((size) => ({ size, stock: 3 })),
      );
      const cart = await filledCart(
        inUse(),
        'ann',
        sizes.map((size) => ['kit', size]),
      );
      expect(await place(cart, 'o1')).toEqual({ kind: 'placed' });
      const left = async () => (await inUse().products.findProduct('kit'))?.sizes;
      expect(await left()).toEqual(sizes.map((size) => ({ size, stock: 2 })));
      await expectLedger(inUse(), 'kit', 40);
      expect((await cancel('o1')).kind).toBe('moved');
      expect(await left()).toEqual(sizes.map((size) => ({ size, stock: 3 })));
      expect(await movementsOf(inUse(), 'kit')).toHaveLength(150);
      await expectLedger(inUse(), 'kit', 40);
    });
  });
}
