import { describe, expect, test } from 'vitest';
import { guestCartOwner, isExpiredCart } from '../../../src/domain/cart.ts';
import type { CartLineChange } from '../../../src/ports/cart-store.ts';
import {
  cartOf,
  instant,
  lineChange,
  numbered,
  orderOf,
  type StoreInUse,
  unitsOf,
} from './sample-rows.ts';

export function cartExpiryContract(inUse: StoreInUse, removesExpiredCarts: boolean): void {
  const add = (over: Partial<CartLineChange>) => inUse().carts.addCartUnits(lineChange(over));
  const cart = () => cartOf(inUse(), 'ann');
  /** As a call that sees carts vanish which were last changed then. */
  const late = { at: instant(1000), expiredAt: instant(5) };
  const changes = {
    'an addition': () => add({ ...late, productId: 'ball', quantity: 2 }),
    'a set': () =>
      inUse().carts.setCartLine(lineChange({ ...late, productId: 'ball', quantity: 2 })),
    'an addition to a line it had': () => add({ ...late, quantity: 2 }),
    'a set of a line it had': () => inUse().carts.setCartLine(lineChange({ ...late, quantity: 2 })),
  };
  const removeAll = async (limit: number) => {
    let all = 0;
    for (let last = limit; last === limit; all += last) {
      last = await inUse().carts.removeExpiredCarts(instant(5), limit);
      expect(last).toBeLessThanOrEqual(limit);
    }
    return all;
  };

  describe('a cart that has vanished', () => {
    test.each(Object.entries(changes))('begins anew with %s', async (name, change) => {
      for (const [index, age] of [4, 5].entries()) {
        await add({ at: instant(age), quantity: 3, seenPrice: 7, expiredAt: instant(-9) });
        await add({ productId: 'old', at: instant(age), expiredAt: instant(-9) });
        const older = await cart();
        await change();
        const productId = name.includes('it had') ? 'kit' : 'ball';
        expect(await unitsOf(inUse(), 'ann')).toEqual([`${productId}/M`, `${productId}/M`]);
        const { lines, version, updatedAt } = await cart();
        expect(version).toBeGreaterThan(older.version);
        expect(updatedAt).toBe(late.at);
        expect(lines[0]?.seenPrice).toBeUndefined();
        const order = orderOf(older, `o${index}`);
        const outcome = await inUse().orders.placeOrder({ order, cartVersion: older.version });
        expect(outcome).toEqual({ kind: 'cart-changed' });
        await inUse().carts.clearCart('ann');
      }
    });

    test.each(Object.entries(changes))('a little later would not, with %s', async (_, change) => {
      await add({ productId: 'kept', at: instant(6), expiredAt: instant(-9) });
      await change();
      expect((await unitsOf(inUse(), 'ann'))[0]).toBe('kept/M');
    });

    test('holds none of its lines against the limits of the new one', async () => {
      await add({ at: instant(1), quantity: 99, expiredAt: instant(-9) });
      for (const productId of numbered('p', 49)) {
        await add({ at: instant(1), productId, expiredAt: instant(-9) });
      }
      expect(await add({ ...late, quantity: 99 })).toBe('added');
      expect(await add({ ...late, productId: 'ball' })).toBe('added');
      expect((await cart()).lines.map((line) => line.unitOrdinals.length)).toEqual([99, 1]);
    });

    test('stays as it is when its change is refused', async () => {
      await add({ at: instant(1), expiredAt: instant(-9) });
      const before = await cart();
      expect(await add({ ...late, quantity: 100 })).toBe('line-full');
      expect(await cart()).toEqual(before);
    });

    test('does not come back when one of its lines is removed', async () => {
      await add({ at: instant(1), expiredAt: instant(-9) });
      await add({ at: instant(1), productId: 'ball', expiredAt: instant(-9) });
      const { quantity: _, ...line } = lineChange(late);
      await inUse().carts.removeCartLine(line);
      // A store may leave it as it is: nobody sees it.
      const left = await inUse().carts.findCart('ann');
      expect(left === undefined || isExpiredCart(left, late.expiredAt)).toBe(true);
    });

    test('is read until it changes, with when it last did', async () => {
      await add({ at: instant(1) });
      expect(await cart()).toMatchObject({ updatedAt: instant(1), lines: [{ productId: 'kit' }] });
    });

    test('begins anew once, of parallel additions', async () => {
      await add({ at: instant(1), quantity: 9, expiredAt: instant(-9) });
      await Promise.all(numbered('', 6).map(() => add({ ...late, quantity: 2 })));
      expect((await cart()).lines.map((line) => line.unitOrdinals.length)).toEqual([12]);
    });
  });

  describe('the removal of carts that have vanished', () => {
    test('of none is harmless', async () => {
      expect(await inUse().carts.removeExpiredCarts(instant(5), 10)).toBe(0);
    });

    test('takes only these, as many at a time as is said', async () => {
      const { carts } = inUse();
      const ages = [0, 1, 4, 5, 6, 9];
      for (const age of ages) {
        await add({ userId: `u${age}`, at: instant(age), expiredAt: instant(-9) });
      }
      await carts.createGuestCart({ cartId: 'old', secretHash: 'h', createdAt: instant(3) });
      await carts.createGuestCart({ cartId: 'new', secretHash: 'h', createdAt: instant(6) });
      await carts.createGuestCart({ cartId: 'touched', secretHash: 'h', createdAt: instant(2) });
      const touch = { at: instant(8), expiredAt: instant(-9) };
      await add({ ...touch, userId: guestCartOwner('touched') });

      const removed = await removeAll(2);
      const left: string[] = [];
      for (const age of ages) {
        if ((await carts.findCart(`u${age}`)) !== undefined) left.push(`u${age}`);
      }
      expect(left).toEqual(
        removesExpiredCarts ? ['u6', 'u9'] : ['u0', 'u1', 'u4', 'u5', 'u6', 'u9'],
      );
      expect(removed).toBe(removesExpiredCarts ? 5 : 0);
      expect(await carts.findGuestCart('new', instant(5))).toBeDefined();
      expect(await carts.findGuestCart('touched', instant(5))).toBeDefined();
      expect(await unitsOf(inUse(), guestCartOwner('touched'))).toEqual(['kit/M']);
      const old = await carts.findGuestCart('old', instant(-9));
      expect(old === undefined).toBe(removesExpiredCarts);
      expect(await removeAll(10)).toBe(0);
    });

    test('brings no version back', async () => {
      await add({ at: instant(1), expiredAt: instant(-9) });
      const older = await cart();
      await removeAll(10);
      await add({ at: instant(900) });
      expect((await cart()).version).toBeGreaterThan(older.version);
      const order = orderOf(older, 'o1');
      const outcome = await inUse().orders.placeOrder({ order, cartVersion: older.version });
      expect(outcome).toEqual({ kind: 'cart-changed' });
    });
  });
}
