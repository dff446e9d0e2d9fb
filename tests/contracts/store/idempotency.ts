import { describe, expect, test } from 'vitest';
import type { Cart } from '../../../src/domain/cart.ts';
import type { IdempotencyClaim } from '../../../src/ports/order-store.ts';
import {
  cartOf,
  countOf,
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleClaim,
} from './sample-rows.ts';

const RACERS = 6;
const EXPIRY = 3600;

export function idempotencyContract(inUse: StoreInUse): void {
  const place = (cart: Cart, orderId: string, claim: IdempotencyClaim, createdAt = instant(60)) =>
    inUse().orders.placeOrder({
      order: orderOf(cart, orderId, createdAt),
      cartVersion: cart.version,
      claim,
    });
  const recordOf = ({ scope, key }: IdempotencyClaim, now = instant(60)) =>
    inUse().orders.findIdempotencyRecord(scope, key, now);
  const cart = (userId = 'ann') => filledCart(inUse(), userId, [['kit', 'M']]);

  describe('idempotency keys', () => {
    test('a key that was never used has no record', async () => {
      expect(await recordOf(sampleClaim())).toBeUndefined();
    });

    test('a used key tells which request it was and which order it made', async () => {
      const claim = sampleClaim();
      expect(await place(await cart(), 'o1', claim)).toEqual({ kind: 'placed' });
      expect(await recordOf(claim)).toEqual({ fingerprint: 'f1', resultId: 'o1' });
    });

    test('an order without a key leaves no record', async () => {
      const { orders } = inUse();
      const one = await cart();
      await orders.placeOrder({ order: orderOf(one, 'o1'), cartVersion: one.version });
      expect(await recordOf(sampleClaim())).toBeUndefined();
    });

    test('a used key is refused with its record, and the cart stays', async () => {
      const claim = sampleClaim();
      await place(await cart(), 'o1', claim);
      const next = await cart();
      const record = { fingerprint: 'f1', resultId: 'o1' };
      expect(await place(next, 'o2', claim)).toEqual({ kind: 'key-used', record });
      const other = sampleClaim({ fingerprint: 'f2' });
      expect(await place(next, 'o3', other)).toEqual({ kind: 'key-used', record });
      expect(await cartOf(inUse(), 'ann')).toEqual(next);
      expect(await recordOf(claim)).toEqual(record);
      expect((await inUse().orders.listOrdersByUser('ann', { limit: 9 })).items).toHaveLength(1);
    });

    test('a repeat of the very same call gives the record, not a changed cart', async () => {
      const claim = sampleClaim();
      const one = await cart();
      await place(one, 'o1', claim);
      const record = { fingerprint: 'f1', resultId: 'o1' };
      expect(await place(one, 'o1', claim)).toEqual({ kind: 'key-used', record });
    });

    test('a refused order claims no key', async () => {
      const claim = sampleClaim();
      const older = await cart();
      await cart();
      expect(await place(older, 'o1', claim)).toEqual({ kind: 'cart-changed' });
      expect(await recordOf(claim)).toBeUndefined();
      expect(await place(await cartOf(inUse(), 'ann'), 'o2', claim)).toEqual({ kind: 'placed' });
    });

    test('an expired key has no record and may be used again', async () => {
      const claim = sampleClaim({ expiresAt: instant(EXPIRY) });
      await place(await cart(), 'o1', claim);
      expect(await recordOf(claim, instant(EXPIRY - 1))).toBeDefined();
      expect(await recordOf(claim, instant(EXPIRY + 1))).toBeUndefined();

      const later = sampleClaim({ fingerprint: 'f2', expiresAt: instant(2 * EXPIRY) });
      expect(await place(await cart(), 'o2', later, instant(EXPIRY + 1))).toEqual({
        kind: 'placed',
      });
      expect(await recordOf(later, instant(EXPIRY + 2))).toEqual({
        fingerprint: 'f2',
        resultId: 'o2',
      });
    });

    test('a key is its scope and its text, exactly', async () => {
      const claims = [
        sampleClaim({ scope: 'user:a', key: 'bc' }),
        sampleClaim({ scope: 'user:ab', key: 'c' }),
        sampleClaim({ scope: 'user:a', key: 'BC' }),
        sampleClaim({ scope: 'user:a', key: 'bc#1' }),
        sampleClaim({ scope: 'user:a#bc', key: '1' }),
        sampleClaim({ scope: 'operator', key: 'bc' }),
      ];
      for (const [index, claim] of claims.entries()) {
        expect(await place(await cart(), `o${index}`, claim)).toEqual({ kind: 'placed' });
      }
      for (const [index, claim] of claims.entries()) {
        expect((await recordOf(claim))?.resultId).toBe(`o${index}`);
      }
    });

    test('of parallel orders of one cart with one key exactly one is placed and the others learn of it', async () => {
      const claim = sampleClaim();
      const one = await cart();
      const ids = numbered('o', RACERS);
      const outcomes = await Promise.all(ids.map((id) => place(one, id, claim)));
      const orderId = ids[outcomes.findIndex(({ kind }) => kind === 'placed')];
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'placed')).toBe(1);
      expect(outcomes.filter(({ kind }) => kind !== 'placed')).toEqual(
        numbered('', RACERS - 1).map(() => ({
          kind: 'key-used',
          record: { fingerprint: 'f1', resultId: orderId },
        })),
      );
    });

    test('of parallel orders of several carts with one key exactly one is placed', async () => {
      const claim = sampleClaim();
      const carts: Cart[] = [];
      for (const buyer of numbered('buyer', RACERS)) carts.push(await cart(buyer));
      const outcomes = await Promise.all(
        carts.map((one) => place(one, `order of ${one.userId}`, claim)),
      );
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'placed')).toBe(1);
      expect(countOf(kinds, 'key-used')).toBe(RACERS - 1);
      const left = await Promise.all(
        carts.map(async ({ userId }) => (await inUse().carts.findCart(userId)) !== undefined),
      );
      expect(left).toEqual(kinds.map((kind) => kind === 'key-used'));
    });
  });
}
