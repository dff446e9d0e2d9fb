import { describe, expect, test } from 'vitest';
import { MAX_STOCK } from '../../../src/domain/product.ts';
import { createStocked, expectLedger, movementsOf, stockChange } from './ledger.ts';
import { countOf, instant, numbered, type StoreInUse } from './sample-rows.ts';

const RACERS = 40;

export function stockChangesContract(inUse: StoreInUse): void {
  const stocked = (stock?: number) =>
    createStocked(inUse(), 'kit', [{ size: 'S', stock: 5 }, { size: 'M', stock }, { size: 'L' }]);
  const set = (movementId: string, stock: number | undefined, over = {}) =>
    inUse().stock.setStock({ ...stockChange(movementId, over), stock });
  const adjust = (movementId: string, delta: number, over = {}) =>
    inUse().stock.adjustStock({ ...stockChange(movementId, over), delta });
  const sizes = async () => (await inUse().products.findProduct('kit'))?.sizes;
  const lastMovement = async () => (await movementsOf(inUse(), 'kit'))[0];
  const change = { productId: 'kit', size: 'M', actor: 'eve', at: instant(1) };

  describe('the stock of a size is set', () => {
    test('with the movement that makes the difference', async () => {
      await stocked(4);
      expect(await set('m1', 9, { at: instant(1), note: 'counted' })).toEqual({
        kind: 'changed',
        stock: 9,
      });
      expect(await sizes()).toEqual([
        { size: 'S', stock: 5 },
        { size: 'M', stock: 9 },
        { size: 'L' },
      ]);
      const movement = { ...change, movementId: 'm1', delta: 5, reason: 'set', note: 'counted' };
      expect(await lastMovement()).toEqual(movement);
      await set('m2', 0, { at: instant(2) });
      expect(await lastMovement()).toMatchObject({ movementId: 'm2', delta: -9 });
      expect((await lastMovement())?.note).toBeUndefined();
      await expectLedger(inUse(), 'kit');
    });

    test('from untracked to a number and back', async () => {
      await stocked();
      expect(await set('m1', 0)).toEqual({ kind: 'changed', stock: 0 });
      expect(await sizes()).toEqual([
        { size: 'S', stock: 5 },
        { size: 'M', stock: 0 },
        { size: 'L' },
      ]);
      expect(await set('m2', 7, { at: instant(1) })).toEqual({ kind: 'changed', stock: 7 });
      const off = await set('m3', undefined, { at: instant(2) });
      expect(off.kind).toBe('changed');
      expect(off).toEqual({ kind: 'changed', stock: undefined });
      expect(await sizes()).toEqual([{ size: 'S', stock: 5 }, { size: 'M' }, { size: 'L' }]);
      expect(await lastMovement()).toMatchObject({ movementId: 'm3', delta: -7 });
      await expectLedger(inUse(), 'kit');
    });

    test('to what it is already without a movement', async () => {
      await stocked(4);
      const before = await movementsOf(inUse(), 'kit');
      expect(await set('m1', 4, { at: instant(1) })).toEqual({ kind: 'changed', stock: 4 });
      const over = { at: instant(1), size: 'L' };
      expect(await set('m2', undefined, over)).toEqual({ kind: 'changed', stock: undefined });
      expect(await movementsOf(inUse(), 'kit')).toEqual(before);
    });

    test('up to the most there may be', async () => {
      await stocked(0);
      expect(await set('m1', MAX_STOCK)).toEqual({ kind: 'changed', stock: MAX_STOCK });
      await expectLedger(inUse(), 'kit');
    });

    test('without changing anything else of the product', async () => {
      await stocked(4);
      const before = await inUse().products.findProduct('kit');
      await set('m1', 9);
      const after = await inUse().products.findProduct('kit');
      expect(after).toEqual({ ...before, sizes: await sizes() });
    });

    test('by parallel calls to the value of one, with every difference moved', async () => {
      await stocked(4);
      const values = [0, 3, 8, 9, 50, undefined];
      const outcomes = await Promise.all(values.map((value, index) => set(`m${index}`, value)));
      expect(outcomes).toEqual(values.map((stock) => ({ kind: 'changed', stock })));
      const [, medium] = (await sizes()) ?? [];
      expect(values).toContain(medium?.stock);
      await expectLedger(inUse(), 'kit');
    });
  });

  describe('stock is adjusted', () => {
    test('by what came and what went, each with its movement', async () => {
      await stocked(4);
      const over = { at: instant(1), note: 'returned' };
      expect(await adjust('m1', 3, over)).toEqual({ kind: 'changed', stock: 7 });
      const movement = { ...change, movementId: 'm1', delta: 3, reason: 'adjusted' };
      expect(await lastMovement()).toEqual({ ...movement, note: 'returned' });
      expect(await adjust('m2', -7, { at: instant(2) })).toEqual({ kind: 'changed', stock: 0 });
      expect(await sizes()).toEqual([
        { size: 'S', stock: 5 },
        { size: 'M', stock: 0 },
        { size: 'L' },
      ]);
      await expectLedger(inUse(), 'kit');
    });

    test('not below nothing and not above the most there may be', async () => {
      await stocked(4);
      const before = await movementsOf(inUse(), 'kit');
      expect(await adjust('m1', -5)).toEqual({ kind: 'out-of-bounds', stock: 4 });
      expect(await adjust('m2', MAX_STOCK - 3)).toEqual({ kind: 'out-of-bounds', stock: 4 });
      expect(await movementsOf(inUse(), 'kit')).toEqual(before);
      expect(await adjust('m3', MAX_STOCK - 4)).toEqual({ kind: 'changed', stock: MAX_STOCK });
      expect(await adjust('m4', -MAX_STOCK)).toEqual({ kind: 'changed', stock: 0 });
      await expectLedger(inUse(), 'kit');
    });

    test('only where it is tracked', async () => {
      await stocked();
      expect(await adjust('m1', 1)).toEqual({ kind: 'not-tracked' });
      expect(await sizes()).toEqual([{ size: 'S', stock: 5 }, { size: 'M' }, { size: 'L' }]);
      expect(await movementsOf(inUse(), 'kit')).toHaveLength(1);
    });

    test('by parallel calls without losing a unit', async () => {
      await stocked(4);
      const ids = numbered('m', RACERS);
      const outcomes = await Promise.all(
        ids.map((id, index) => adjust(id, index + 1, { at: instant(index) })),
      );
      for (const { kind } of outcomes) expect(kind).toBe('changed');
      const sum = (RACERS * (RACERS + 1)) / 2;
      expect((await sizes())?.[1]).toEqual({ size: 'M', stock: 4 + sum });
      const left = outcomes.map((one) => ('stock' in one ? one.stock : undefined));
      expect(Math.max(...left.map(Number))).toBe(4 + sum);
      await expectLedger(inUse(), 'kit', 7);
    });

    test('by parallel calls never below nothing', async () => {
      await stocked(25);
      const outcomes = await Promise.all(numbered('m', RACERS).map((id) => adjust(id, -1)));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'changed')).toBe(25);
      expect(countOf(kinds, 'out-of-bounds')).toBe(RACERS - 25);
      expect((await sizes())?.[1]).toEqual({ size: 'M', stock: 0 });
      await expectLedger(inUse(), 'kit', 7);
    });
  });

  test('stock of what does not exist is neither set nor adjusted', async () => {
    await stocked(4);
    for (const act of [set, adjust]) {
      expect(await act('m1', 1, { productId: 'none' })).toEqual({ kind: 'product-not-found' });
      expect(await act('m1', 1, { size: 'XXL' })).toEqual({ kind: 'size-not-found' });
      expect(await act('m1', 1, { size: 'm' })).toEqual({ kind: 'size-not-found' });
    }
    expect(await movementsOf(inUse(), 'none')).toEqual([]);
    await expectLedger(inUse(), 'kit');
  });

  test('a product of any size has no size of its own to track', async () => {
    await createStocked(inUse(), 'kit', []);
    expect(await set('m1', 1)).toEqual({ kind: 'size-not-found' });
    expect(await adjust('m1', 1)).toEqual({ kind: 'size-not-found' });
  });
}
