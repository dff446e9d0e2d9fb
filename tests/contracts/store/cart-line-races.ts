import { describe, expect, test } from 'vitest';
import { MAX_CART_LINES } from '../../../src/domain/cart.ts';
import type { CartLineChange } from '../../../src/ports/cart-store.ts';
import { cartOf, countOf, lineChange, numbered, type StoreInUse } from './sample-rows.ts';

export function cartLineRacesContract(inUse: StoreInUse): void {
  const add = (over: Partial<CartLineChange>) => inUse().carts.addCartUnits(lineChange(over));
  const set = (over: Partial<CartLineChange>) => inUse().carts.setCartLine(lineChange(over));
  const cart = () => cartOf(inUse(), 'ann');
  const fillLines = async (count: number) => {
    for (const productId of numbered('p', count)) expect(await add({ productId })).toBe('added');
  };

  describe('parallel changes of lines', () => {
    test('end in the value of one set', async () => {
      const values = [1, 2, 5, 30, 99, 7];
      const outcomes = await Promise.all(values.map((quantity) => set({ quantity })));
      expect(countOf(outcomes, 'set')).toBe(values.length);
      const [line] = (await cart()).lines;
      expect(values).toContain(line?.unitOrdinals.length);
      expect(new Set(line?.unitOrdinals).size).toBe(line?.unitOrdinals.length);
    });

    test('keep every addition that comes after the set, and no other', async () => {
      await add({ quantity: 50 });
      const adds = numbered('', 6).map(() => add({ quantity: 2 }));
      const outcomes = await Promise.all([...adds, set({ quantity: 10 })]);
      expect(countOf([...outcomes], 'added')).toBe(6);
      const [line] = (await cart()).lines;
      const count = line?.unitOrdinals.length ?? 0;
      expect(count).toBeGreaterThanOrEqual(10);
      expect(count).toBeLessThanOrEqual(22);
      expect(count % 2).toBe(0);
      expect(new Set(line?.unitOrdinals).size).toBe(count);
    });

    test('of different lines are all there', async () => {
      await Promise.all(
        numbered('p', 10).map((productId, index) =>
          index % 2 === 0
            ? set({ productId, quantity: index + 1 })
            : add({ productId, quantity: index + 1 }),
        ),
      );
      const counts = new Map(
        (await cart()).lines.map((line) => [line.productId, line.unitOrdinals.length]),
      );
      for (const [index, id] of numbered('p', 10).entries()) expect(counts.get(id)).toBe(index + 1);
    });

    test('stop at the limit of a line and of a cart', async () => {
      await fillLines(MAX_CART_LINES - 1);
      const fillers = numbered('new', 5).map((productId) => set({ productId }));
      const outcomes = await Promise.all(fillers);
      expect(countOf(outcomes, 'set')).toBe(1);
      expect(countOf(outcomes, 'cart-full')).toBe(4);
      await set({ productId: 'p0', quantity: 90 });
      const added = await Promise.all(
        numbered('', 4).map(() => add({ productId: 'p0', quantity: 4 })),
      );
      expect(countOf(added, 'added')).toBe(2);
      expect(countOf(added, 'line-full')).toBe(2);
      const { lines } = await cart();
      expect(lines).toHaveLength(MAX_CART_LINES);
      expect(lines[0]?.unitOrdinals).toHaveLength(98);
    });
  });
}
