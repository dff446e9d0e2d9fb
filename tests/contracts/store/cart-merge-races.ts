import { describe, expect, test } from 'vitest';
import { guestCartOwner, mergeOfCarts } from '../../../src/domain/cart.ts';
import {
  cartOf,
  EXPIRED_AT,
  instant,
  lineChange,
  numbered,
  orderOf,
  type StoreInUse,
  unitsOf,
} from './sample-rows.ts';

const ROUNDS = 6;

export function cartMergeRacesContract(inUse: StoreInUse): void {
  const count = async (owner: string) => (await unitsOf(inUse(), owner)).length;

  /** Two carts with two lines each, and the merging of what was read of them. */
  async function prepared(round: string) {
    const { carts } = inUse();
    const [cartId, userId] = [`g${round}`, `u${round}`];
    const guestOwner = guestCartOwner(cartId);
    await carts.createGuestCart({ cartId, secretHash: 'hash', createdAt: instant() });
    await carts.addCartUnits(lineChange({ userId: guestOwner, quantity: 2 }));
    await carts.addCartUnits(lineChange({ userId, quantity: 3 }));
    const [guest, own] = [await cartOf(inUse(), guestOwner), await cartOf(inUse(), userId)];
    const { additions } = mergeOfCarts(guest, own);
    const merge = () =>
      carts.mergeGuestCart({
        ...{ guest, cartId, userId, version: own.version, additions },
        ...{ at: instant(1), expiredAt: EXPIRED_AT },
      });
    return { cartId, userId, guestOwner, own, merge };
  }

  describe("while a guest's cart joins a user's", () => {
    test("an addition to the user's cart is not lost", async () => {
      for (const round of numbered('', ROUNDS)) {
        const { userId, guestOwner, merge } = await prepared(round);
        const [outcome, added] = await Promise.all([
          merge(),
          inUse().carts.addCartUnits(lineChange({ userId, productId: 'ball' })),
        ]);
        expect(added).toBe('added');
        expect(await count(userId)).toBe(outcome === 'merged' ? 6 : 4);
        expect(await count(guestOwner)).toBe(outcome === 'merged' ? 0 : 2);
      }
    });

    test("an addition to the guest's cart stops it, or is refused and told", async () => {
      for (const round of numbered('', ROUNDS)) {
        const { userId, guestOwner, merge } = await prepared(round);
        const [outcome, added] = await Promise.allSettled([
          merge(),
          inUse().carts.addCartUnits(lineChange({ userId: guestOwner, productId: 'ball' })),
        ]);
        const isMerged = outcome.status === 'fulfilled' && outcome.value === 'merged';
        if (isMerged) expect(added).toMatchObject({ reason: { code: 'CART_CHANGED' } });
        else expect([outcome, added]).toMatchObject([{ value: 'changed' }, { value: 'added' }]);
        expect(await count(userId)).toBe(isMerged ? 5 : 3);
        expect(await count(guestOwner)).toBe(isMerged ? 0 : 3);
      }
    });

    test("an order of the user's cart takes it as it was read or not at all", async () => {
      for (const round of numbered('', ROUNDS)) {
        const { userId, guestOwner, own, merge } = await prepared(round);
        const order = orderOf(own, `o${round}`);
        const [outcome, placed] = await Promise.all([
          merge(),
          inUse().orders.placeOrder({ order, cartVersion: own.version }),
        ]);
        expect([outcome, placed.kind]).toSatisfy(
          ([merged, kind]) => (merged === 'merged') !== (kind === 'placed'),
        );
        expect(await count(userId)).toBe(outcome === 'merged' ? 5 : 0);
        expect(await count(guestOwner)).toBe(outcome === 'merged' ? 0 : 2);
      }
    });
  });
}
