import { describe, expect, test } from 'vitest';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../../src/domain/cart.ts';
import type { CartLineChange } from '../../../src/ports/cart-store.ts';
import {
  cartOf,
  filledCart,
  instant,
  lineChange,
  numbered,
  orderOf,
  type StoreInUse,
  unitsOf,
} from './sample-rows.ts';

export function cartLinesContract(inUse: StoreInUse): void {
  const add = (over: Partial<CartLineChange>) => inUse().carts.addCartUnits(lineChange(over));
  const set = (over: Partial<CartLineChange>) => inUse().carts.setCartLine(lineChange(over));
  const remove = (productId: string, size = 'M', at = instant()) => {
    const { quantity: _, ...line } = lineChange({ productId, size, at });
    return inUse().carts.removeCartLine(line);
  };
  const cart = () => cartOf(inUse(), 'ann');
  const quantities = async () =>
    (await cart()).lines.map((line) => [line.productId, line.unitOrdinals.length]);
  const prices = async () => (await cart()).lines.map((line) => [line.productId, line.seenPrice]);
  const fillLines = async (count: number) => {
    for (const productId of numbered('p', count)) expect(await add({ productId })).toBe('added');
  };

  describe('lines of a cart', () => {
    test('take several units at once, after those that are there', async () => {
      expect(await add({ quantity: 2 })).toBe('added');
      expect(await add({ productId: 'ball' })).toBe('added');
      expect(await add({ quantity: 2 })).toBe('added');
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M', 'kit/M', 'ball/M', 'kit/M', 'kit/M']);
      const ordinals = (await cart()).lines.flatMap((line) => line.unitOrdinals);
      expect(new Set(ordinals).size).toBe(5);
    });

    test('take units all or none', async () => {
      await add({ quantity: 90, seenPrice: 5 });
      const before = await cart();
      expect(await add({ quantity: 10, seenPrice: 6, at: instant(9) })).toBe('line-full');
      expect(await cart()).toEqual(before);
      expect(await add({ quantity: 9 })).toBe('added');
      expect(await quantities()).toEqual([['kit', 99]]);
      expect(await add({ productId: 'ball', quantity: 100 })).toBe('line-full');
      expect(await quantities()).toEqual([['kit', 99]]);
    });

    test('are brought to a quantity, whatever they had', async () => {
      for (const quantity of [3, 1, MAX_LINE_QUANTITY, 2, 2]) {
        expect(await set({ quantity })).toBe('set');
        expect(await quantities()).toEqual([['kit', quantity]]);
        const [line] = (await cart()).lines;
        expect(new Set(line?.unitOrdinals).size).toBe(quantity);
        expect(line?.unitOrdinals).toEqual([...(line?.unitOrdinals ?? [])].sort((a, b) => a - b));
      }
      expect(await set({ productId: 'ball', quantity: 4 })).toBe('set');
      expect(await set({ size: 'L', quantity: 5 })).toBe('set');
      expect(await quantities()).toEqual([
        ['kit', 2],
        ['ball', 4],
        ['kit', 5],
      ]);
    });

    test('keep the order of the units that stay when one is set', async () => {
      await filledCart(inUse(), 'ann', [
        ['kit', 'M'],
        ['ball', 'M'],
        ['kit', 'M'],
        ['ball', 'M'],
        ['kit', 'M'],
      ]);
      await set({ quantity: 2 });
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M', 'ball/M', 'kit/M', 'ball/M']);
      await set({ quantity: 3 });
      const grown = ['kit/M', 'ball/M', 'kit/M', 'ball/M', 'kit/M'];
      expect(await unitsOf(inUse(), 'ann')).toEqual(grown);
      await set({ quantity: 3 });
      expect(await unitsOf(inUse(), 'ann')).toEqual(grown);
    });

    test('go when they are removed, and only they', async () => {
      await add({ quantity: 3 });
      await add({ size: 'L' });
      await add({ productId: 'ball' });
      await remove('kit');
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/L', 'ball/M']);
      await remove('kit');
      await remove('none');
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/L', 'ball/M']);
      await remove('kit', 'L');
      await remove('ball');
      expect(await inUse().carts.findCart('ann')).toBeUndefined();
      await remove('ball');
      expect(await inUse().carts.findCart('ann')).toBeUndefined();
    });

    test('that came back stand last', async () => {
      await filledCart(inUse(), 'ann', [
        ['kit', 'M'],
        ['ball', 'M'],
      ]);
      await remove('kit');
      await set({ quantity: 2 });
      expect(await unitsOf(inUse(), 'ann')).toEqual(['ball/M', 'kit/M', 'kit/M']);
    });

    test('are fifty, and a set of another changes nothing', async () => {
      await fillLines(MAX_CART_LINES);
      const full = await cart();
      expect(await set({ productId: 'one too many' })).toBe('cart-full');
      expect(await cart()).toEqual(full);
      expect(await set({ productId: 'p7', quantity: 9 })).toBe('set');
      await remove('p8');
      expect(await set({ productId: 'new' })).toBe('set');
      expect((await cart()).lines).toHaveLength(MAX_CART_LINES);
    });

    test('remember the price they were last changed at', async () => {
      await add({ seenPrice: 500 });
      await add({ productId: 'ball', seenPrice: 0 });
      await add({ productId: 'sock' });
      expect(await prices()).toEqual([
        ['kit', 500],
        ['ball', 0],
        ['sock', undefined],
      ]);
      await add({ seenPrice: 600 });
      await set({ productId: 'ball', quantity: 3, seenPrice: 999_999_999 });
      await set({ productId: 'sock', seenPrice: 7 });
      await add({});
      await set({ productId: 'ball', quantity: 2 });
      await remove('none');
      expect(await prices()).toEqual([
        ['kit', 600],
        ['ball', 999_999_999],
        ['sock', 7],
      ]);
    });

    test('move the version and the time of the cart with every change', async () => {
      const acts = [
        () => add({ at: instant(1) }),
        () => set({ quantity: 5, at: instant(2) }),
        () => add({ productId: 'ball', at: instant(3) }),
        () => remove('kit', 'M', instant(4)),
        () => set({ quantity: 2, at: instant(5) }),
      ];
      let last = 0;
      for (const [index, act] of acts.entries()) {
        await act();
        const { version, updatedAt } = await cart();
        expect(version).toBeGreaterThan(last);
        expect(updatedAt).toBe(instant(index + 1));
        last = version;
      }
    });

    test('that changed make an order from the older reading fail', async () => {
      const acts = [() => set({ quantity: 3 }), () => remove('ball'), () => add({ quantity: 2 })];
      await add({ productId: 'ball' });
      for (const [index, act] of acts.entries()) {
        await add({});
        const older = await cart();
        await act();
        const order = orderOf(older, `o${index}`);
        const outcome = await inUse().orders.placeOrder({ order, cartVersion: older.version });
        expect(outcome).toEqual({ kind: 'cart-changed' });
      }
    });

    test('no version comes back after the last line was removed', async () => {
      await add({});
      const older = await cart();
      await remove('kit');
      await add({});
      expect((await cart()).version).toBeGreaterThan(older.version);
      const order = orderOf(older, 'o1');
      const outcome = await inUse().orders.placeOrder({ order, cartVersion: older.version });
      expect(outcome).toEqual({ kind: 'cart-changed' });
    });
  });
}
