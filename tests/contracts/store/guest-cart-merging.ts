import { describe, expect, test } from 'vitest';
import { type Cart, guestCartOwner, mergeOfCarts } from '../../../src/domain/cart.ts';
import type { CartLineChange, CartMerging } from '../../../src/ports/cart-store.ts';
import {
  cartOf,
  countOf,
  EXPIRED_AT,
  instant,
  lineChange,
  numbered,
  type StoreInUse,
  unitsOf,
} from './sample-rows.ts';

const OWNER = guestCartOwner('g1');

export function guestCartMergingContract(inUse: StoreInUse): void {
  const add = (over: Partial<CartLineChange>) => inUse().carts.addCartUnits(lineChange(over));
  const create = () =>
    inUse().carts.createGuestCart({ cartId: 'g1', secretHash: 'hash', createdAt: instant() });
  const find = () => inUse().carts.findGuestCart('g1', EXPIRED_AT);
  /** As the use case asks for it after its two readings. */
  const mergingOf = (guest: Cart, own: Cart | undefined, over: Partial<CartMerging> = {}) => ({
    guest,
    cartId: 'g1',
    userId: 'ann',
    version: own?.version,
    additions: mergeOfCarts(guest, own).additions,
    at: instant(10),
    expiredAt: EXPIRED_AT,
    ...over,
  });
  const read = () => Promise.all([cartOf(inUse(), OWNER), inUse().carts.findCart('ann')] as const);
  const merge = async (over: Partial<CartMerging> = {}) => {
    const [guest, own] = await read();
    return inUse().carts.mergeGuestCart(mergingOf(guest, own, over));
  };
  const count = async (owner: string) => (await unitsOf(inUse(), owner)).length;

  describe("a guest's cart joins a user's", () => {
    test('line by line, after what is there, and is empty and marked then', async () => {
      await create();
      await add({ userId: OWNER, productId: 'ball', quantity: 2, seenPrice: 7 });
      await add({ userId: OWNER, quantity: 3, seenPrice: 8 });
      await add({ quantity: 1, seenPrice: 5 });
      await add({ productId: 'sock', seenPrice: 6 });
      const before = await cartOf(inUse(), 'ann');
      expect(await merge()).toBe('merged');
      expect(await unitsOf(inUse(), 'ann')).toEqual([
        ...['kit/M', 'sock/M', 'ball/M', 'ball/M'],
        ...['kit/M', 'kit/M', 'kit/M'],
      ]);
      const after = await cartOf(inUse(), 'ann');
      expect(after.version).toBeGreaterThan(before.version);
      expect(after.updatedAt).toBe(instant(10));
      expect(after.lines.map((line) => line.seenPrice)).toEqual([8, 6, 7]);
      expect(await inUse().carts.findCart(OWNER)).toBeUndefined();
      expect(await find()).toMatchObject({ cartId: 'g1', secretHash: 'hash', mergedInto: 'ann' });
    });

    test('that has no line or never was', async () => {
      await create();
      await add({ userId: OWNER, quantity: 3 });
      expect(await merge()).toBe('merged');
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M', 'kit/M', 'kit/M']);
      expect(await cartOf(inUse(), 'ann')).toMatchObject({ userId: 'ann', updatedAt: instant(10) });
    });

    test('that was emptied, and raises its version', async () => {
      await create();
      await add({ userId: OWNER });
      await add({ productId: 'ball' });
      const older = await cartOf(inUse(), 'ann');
      await inUse().carts.clearCart('ann');
      expect(await merge()).toBe('merged');
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M']);
      expect((await cartOf(inUse(), 'ann')).version).toBeGreaterThan(older.version);
    });

    test('that has vanished, of which nothing comes back', async () => {
      await create();
      await add({ userId: OWNER, at: instant(8) });
      await add({ productId: 'old', at: instant(1) });
      const older = await cartOf(inUse(), 'ann');
      const guest = await cartOf(inUse(), OWNER);
      const merging = mergingOf(guest, undefined, { expiredAt: instant(5) });
      expect(await inUse().carts.mergeGuestCart(merging)).toBe('merged');
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M']);
      expect((await cartOf(inUse(), 'ann')).version).toBeGreaterThan(older.version);
    });

    test('up to what a cart holds', async () => {
      await create();
      await add({ userId: OWNER, quantity: 60 });
      for (const productId of numbered('g', 9)) await add({ userId: OWNER, productId });
      await add({ quantity: 60 });
      for (const productId of numbered('p', 45)) await add({ productId });
      expect(await merge()).toBe('merged');
      const { lines } = await cartOf(inUse(), 'ann');
      expect(lines).toHaveLength(50);
      expect(lines[0]?.unitOrdinals).toHaveLength(99);
      expect(await inUse().carts.findCart(OWNER)).toBeUndefined();
    });

    test('of fifty lines into one of fifty lines', async () => {
      await create();
      for (const productId of numbered('p', 50)) {
        await add({ userId: OWNER, productId, quantity: 2 });
        await add({ productId });
      }
      expect(await merge()).toBe('merged');
      const { lines } = await cartOf(inUse(), 'ann');
      expect(lines.map((line) => line.unitOrdinals.length)).toEqual(numbered('', 50).map(() => 3));
    });

    test('only once', async () => {
      await create();
      await add({ userId: OWNER, quantity: 2 });
      const [guest] = await read();
      expect(await inUse().carts.mergeGuestCart(mergingOf(guest, undefined))).toBe('merged');
      for (const userId of ['ann', 'bob']) {
        const own = await inUse().carts.findCart(userId);
        const again = mergingOf(guest, own, { userId });
        expect(await inUse().carts.mergeGuestCart(again)).toBe('changed');
      }
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M', 'kit/M']);
      expect(await unitsOf(inUse(), 'bob')).toEqual([]);
      expect(await find()).toMatchObject({ mergedInto: 'ann' });
    });

    test('and takes nothing more', async () => {
      const { carts } = inUse();
      await create();
      await add({ userId: OWNER, quantity: 2 });
      await merge();
      const refused = { code: 'CART_CHANGED' };
      await expect(add({ userId: OWNER })).rejects.toMatchObject(refused);
      const line = lineChange({ userId: OWNER });
      await expect(carts.setCartLine(line)).rejects.toMatchObject(refused);
      await carts.removeCartLine(line);
      await carts.clearCart(OWNER);
      expect(await carts.findCart(OWNER)).toBeUndefined();
      expect(await find()).toMatchObject({ mergedInto: 'ann' });
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M', 'kit/M']);
    });

    test('unless one of them has changed or was never made', async () => {
      await create();
      await add({ userId: OWNER });
      await add({ productId: 'ball' });
      const [guest, own] = await read();
      const refused = async (merging: CartMerging) => {
        expect(await inUse().carts.mergeGuestCart(merging)).toBe('changed');
        expect((await find())?.mergedInto).toBeUndefined();
      };
      await refused(mergingOf(guest, own, { version: undefined }));
      await refused(mergingOf(guest, own, { userId: 'bob' }));
      await refused(mergingOf({ ...guest, userId: guestCartOwner('g2') }, own, { cartId: 'g2' }));
      await add({});
      await refused(mergingOf(guest, own));
      const now = await cartOf(inUse(), 'ann');
      await add({ userId: OWNER });
      await refused(mergingOf(guest, now));
      expect(await unitsOf(inUse(), 'ann')).toEqual(['ball/M', 'kit/M']);
      expect(await unitsOf(inUse(), OWNER)).toEqual(['kit/M', 'kit/M']);
      expect(await merge()).toBe('merged');
    });

    test('once, of parallel calls, for one user or several', async () => {
      await create();
      await add({ userId: OWNER, quantity: 3 });
      const [guest] = await read();
      const users = ['ann', 'ann', 'ann', 'bob', 'cid', 'dan'];
      const outcomes = await Promise.all(
        users.map((userId) =>
          inUse().carts.mergeGuestCart(mergingOf(guest, undefined, { userId })),
        ),
      );
      expect(countOf(outcomes, 'merged')).toBe(1);
      expect(countOf(outcomes, 'changed')).toBe(users.length - 1);
      const winner = users[outcomes.indexOf('merged')] ?? '';
      for (const userId of new Set(users))
        expect(await count(userId)).toBe(userId === winner ? 3 : 0);
      expect(await find()).toMatchObject({ mergedInto: winner });
    });
  });
}
