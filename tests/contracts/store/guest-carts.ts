import { describe, expect, test } from 'vitest';
import { guestCartOwner } from '../../../src/domain/cart.ts';
import type { CartLineChange } from '../../../src/ports/cart-store.ts';
import {
  cartOf,
  EXPIRED_AT,
  instant,
  lineChange,
  type StoreInUse,
  unitsOf,
} from './sample-rows.ts';

const OWNER = guestCartOwner('g1');

export function guestCartsContract(inUse: StoreInUse): void {
  const add = (over: Partial<CartLineChange>) => inUse().carts.addCartUnits(lineChange(over));
  const create = () =>
    inUse().carts.createGuestCart({ cartId: 'g1', secretHash: 'hash', createdAt: instant() });
  const find = (cartId = 'g1', expiredAt = EXPIRED_AT) =>
    inUse().carts.findGuestCart(cartId, expiredAt);
  describe('a cart without an account', () => {
    test('is found as it was made, and unknown ones are not', async () => {
      await create();
      const made = { cartId: 'g1', secretHash: 'hash', createdAt: instant() };
      expect(await find()).toEqual(made);
      expect(await find('g2')).toBeUndefined();
      expect(await find('ann')).toBeUndefined();
      expect(await inUse().carts.findCart(OWNER)).toBeUndefined();
    });

    test('has vanished when it was made long ago, unless it changed later', async () => {
      await create();
      expect(await find('g1', instant(-1))).toBeDefined();
      expect(await find('g1', instant())).toBeUndefined();
      await add({ userId: OWNER, at: instant(50) });
      expect(await find('g1', instant(49))).toBeDefined();
      expect(await find('g1', instant(50))).toBeUndefined();
      expect(await find('g1', instant(51))).toBeUndefined();
    });

    test('takes lines as any cart does', async () => {
      await create();
      await add({ userId: OWNER, quantity: 2 });
      await inUse().carts.setCartLine(lineChange({ userId: OWNER, productId: 'ball' }));
      expect(await unitsOf(inUse(), OWNER)).toEqual(['kit/M', 'kit/M', 'ball/M']);
      expect(await cartOf(inUse(), OWNER)).toMatchObject({ userId: OWNER });
      expect(await inUse().carts.findCart('g1')).toBeUndefined();
    });
  });
}
