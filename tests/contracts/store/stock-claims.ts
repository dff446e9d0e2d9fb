import { describe, expect, test } from 'vitest';
import type { IdempotencyClaim } from '../../../src/ports/order-store.ts';
import { changeAt, createStocked, expectLedger, movementsOf, stockChange } from './ledger.ts';
import {
  countOf,
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleClaim,
} from './sample-rows.ts';

const RACERS = 8;

export function stockClaimsContract(inUse: StoreInUse): void {
  const adjust = (movementId: string, delta: number, claim: IdempotencyClaim, seconds = 0) =>
    inUse().stock.adjustStock({
      ...stockChange(movementId, { at: instant(seconds) }),
      delta,
      claim,
    });
  const recordOf = ({ scope, key }: IdempotencyClaim, seconds = 1) =>
    inUse().orders.findIdempotencyRecord(scope, key, instant(seconds));
  const stocked = (stock?: number) => createStocked(inUse(), 'kit', [{ size: 'M', stock }]);
  const left = async () => (await inUse().products.findProduct('kit'))?.sizes[0]?.stock;
  const used = (resultId: string) => ({
    kind: 'key-used',
    record: { fingerprint: 'f1', resultId },
  });

  describe('an adjustment with a key', () => {
    test('is made once, and a repeat learns which movement it made', async () => {
      await stocked(4);
      const claim = sampleClaim();
      expect(await adjust('m1', 3, claim)).toEqual({ kind: 'changed', stock: 7 });
      expect(await recordOf(claim)).toEqual({ fingerprint: 'f1', resultId: 'm1' });
      expect(await adjust('m1', 3, claim)).toEqual(used('m1'));
      expect(await adjust('m2', 3, claim)).toEqual(used('m1'));
      expect(await adjust('m3', 9, sampleClaim({ fingerprint: 'f2' }))).toEqual(used('m1'));
      expect(await left()).toBe(7);
      expect(await movementsOf(inUse(), 'kit')).toHaveLength(2);
      await expectLedger(inUse(), 'kit');
    });

    test('is a repeat also where it would no longer be possible', async () => {
      await stocked(4);
      const claim = sampleClaim();
      await adjust('m1', -4, claim);
      expect(await adjust('m2', -4, claim)).toEqual(used('m1'));
      await inUse().stock.setStock({ ...stockChange('off'), stock: undefined });
      expect(await adjust('m3', -4, claim)).toEqual(used('m1'));
    });

    test('claims nothing when it is refused', async () => {
      await stocked(4);
      await createStocked(inUse(), 'untracked', [{ size: 'M' }]);
      const claim = sampleClaim();
      const elsewhere = (productId: string, size: string) =>
        inUse().stock.adjustStock({ ...stockChange('m', { productId, size }), delta: 1, claim });
      expect((await adjust('m1', -5, claim)).kind).toBe('out-of-bounds');
      expect((await elsewhere('untracked', 'M')).kind).toBe('not-tracked');
      expect((await elsewhere('kit', 'L')).kind).toBe('size-not-found');
      expect((await elsewhere('none', 'M')).kind).toBe('product-not-found');
      expect(await recordOf(claim)).toBeUndefined();
      expect(await adjust('m2', -4, claim)).toEqual({ kind: 'changed', stock: 0 });
    });

    test('may use a key again that has expired', async () => {
      await stocked(4);
      const claim = sampleClaim({ expiresAt: instant(100) });
      await adjust('m1', 1, claim);
      expect(await adjust('m2', 1, claim, 99)).toEqual(used('m1'));
      const later = sampleClaim({ fingerprint: 'f2', expiresAt: instant(300) });
      expect(await adjust('m3', 1, later, 101)).toEqual({ kind: 'changed', stock: 6 });
      expect(await recordOf(later, 200)).toEqual({ fingerprint: 'f2', resultId: 'm3' });
    });

    test('shares its keys with orders', async () => {
      await stocked(4);
      const claim = sampleClaim();
      const cart = await filledCart(inUse(), 'ann', [['ball', '5']]);
      const placement = { cartVersion: cart.version, claim };
      await inUse().orders.placeOrder({ ...placement, order: orderOf(cart, 'o1', instant()) });
      expect(await adjust('m1', 1, claim, 1)).toEqual(used('o1'));
      const other = sampleClaim({ key: 'key-2' });
      await adjust('m2', 1, other, 2);
      const next = await filledCart(inUse(), 'ann', [['ball', '5']]);
      const order = orderOf(next, 'o2', instant(3));
      expect(
        await inUse().orders.placeOrder({ order, cartVersion: next.version, claim: other }),
      ).toEqual(used('m2'));
    });

    test('is made by exactly one of parallel calls', async () => {
      await stocked(4);
      const claim = sampleClaim();
      const ids = numbered('m', RACERS);
      const outcomes = await Promise.all(ids.map((id) => adjust(id, 1, claim)));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'changed')).toBe(1);
      const winner = ids[kinds.indexOf('changed')] ?? '';
      for (const outcome of outcomes.filter(({ kind }) => kind !== 'changed')) {
        expect(outcome).toEqual(used(winner));
      }
      expect(await left()).toBe(5);
      await expectLedger(inUse(), 'kit');
    });

    test('keeps its record when its product goes', async () => {
      await stocked(4);
      const claim = sampleClaim();
      await adjust('m1', 1, claim);
      const product = await inUse().products.findProduct('kit');
      if (product === undefined) throw new Error('There is no kit');
      await inUse().products.deleteProduct(product, changeAt(2));
      expect(await recordOf(claim, 3)).toEqual({ fingerprint: 'f1', resultId: 'm1' });
    });
  });
}
