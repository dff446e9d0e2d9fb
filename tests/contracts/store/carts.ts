import { describe, expect, test } from 'vitest';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../../src/domain/cart.ts';
import {
  addUnits,
  cartOf,
  countOf,
  filledCart,
  lineChange,
  numbered,
  type StoreInUse,
  unitsOf,
} from './sample-rows.ts';

export function cartsContract(inUse: StoreInUse): void {
  const add = (productId: string, size = 'M', userId = 'ann', quantity = 1) =>
    inUse().carts.addCartUnits(lineChange({ userId, productId, size, quantity }));
  const fillLine = async (count: number) => {
    expect(await add('ball', 'M', 'ann', count)).toBe('added');
  };
  const fillLines = async (count: number) => {
    for (const id of numbered('p', count)) expect(await add(id)).toBe('added');
  };

  describe('carts', () => {
    test('a cart that never was is undefined', async () => {
      expect(await inUse().carts.findCart('ann')).toBeUndefined();
    });

    test('a cart needs no account', async () => {
      expect(await add('ball')).toBe('added');
      const cart = await cartOf(inUse(), 'ann');
      expect(cart.userId).toBe('ann');
      expect(cart.lines).toHaveLength(1);
    });

    test('units keep the order they were added in, also across lines', async () => {
      await addUnits(inUse(), 'ann', [
        ['kit', 'M'],
        ['boot', '42.5'],
        ['kit', 'L'],
        ['kit', 'M'],
        ['boot', '42.5'],
        ['kit', 'M'],
      ]);
      expect(await unitsOf(inUse(), 'ann')).toEqual([
        'kit/M',
        'boot/42.5',
        'kit/L',
        'kit/M',
        'boot/42.5',
        'kit/M',
      ]);
    });

    test('lines come in the order first added, one for each product and size', async () => {
      const cart = await filledCart(inUse(), 'ann', [
        ['z', 'M'],
        ['a', 'M'],
        ['z', 'L'],
        ['z', 'M'],
        ['a', 'm'],
      ]);
      const lines = cart.lines.map((line) => [line.productId, line.size, line.unitOrdinals.length]);
      expect(lines).toEqual([
        ['z', 'M', 2],
        ['a', 'M', 1],
        ['z', 'L', 1],
        ['a', 'm', 1],
      ]);
    });

    test('the ordinals of a line ascend and no two units share one', async () => {
      const cart = await filledCart(inUse(), 'ann', [
        ['a', 'M'],
        ['b', 'M'],
        ['a', 'M'],
        ['b', 'M'],
      ]);
      for (const { unitOrdinals } of cart.lines) {
        expect(unitOrdinals).toEqual([...unitOrdinals].sort((left, right) => left - right));
      }
      expect(new Set(cart.lines.flatMap((line) => line.unitOrdinals)).size).toBe(4);
    });

    test('the carts of two users are two', async () => {
      await add('ball', '5', 'ann');
      await add('kit', 'M', 'bob');
      await inUse().carts.clearCart('ann');
      expect(await unitsOf(inUse(), 'ann')).toEqual([]);
      expect(await unitsOf(inUse(), 'bob')).toEqual(['kit/M']);
    });

    test('the version rises with every unit', async () => {
      const versions: number[] = [];
      for (const id of ['a', 'b', 'a']) {
        await add(id);
        versions.push((await cartOf(inUse(), 'ann')).version);
      }
      const [first = 0, second = 0, third = 0] = versions;
      expect(second).toBeGreaterThan(first);
      expect(third).toBeGreaterThan(second);
    });

    test('a line holds 99 units and refuses the next without a trace', async () => {
      await fillLine(MAX_LINE_QUANTITY);
      const full = await cartOf(inUse(), 'ann');
      expect(await add('ball')).toBe('line-full');
      expect(await cartOf(inUse(), 'ann')).toEqual(full);
      expect(full.lines[0]?.unitOrdinals).toHaveLength(99);
      expect(await add('ball', 'L')).toBe('added');
    });

    test('a cart holds 50 lines and refuses the next without a trace', async () => {
      await fillLines(MAX_CART_LINES);
      const full = await cartOf(inUse(), 'ann');
      expect(await add('one too many')).toBe('cart-full');
      expect(await cartOf(inUse(), 'ann')).toEqual(full);
      expect(full.lines).toHaveLength(50);
      expect(await add('p7')).toBe('added');
    });

    test('parallel additions lose nothing', async () => {
      const ids = numbered('p', 4);
      await Promise.all(numbered('', 40).map((_, index) => add(ids[index % 4] ?? '')));
      const { lines } = await cartOf(inUse(), 'ann');
      expect(lines.map((line) => line.unitOrdinals.length)).toEqual([10, 10, 10, 10]);
      expect(new Set(lines.flatMap((line) => line.unitOrdinals)).size).toBe(40);
    });

    test('parallel additions stop at the limit of a line', async () => {
      await fillLine(MAX_LINE_QUANTITY - 1);
      const outcomes = await Promise.all(numbered('', 5).map(() => add('ball')));
      expect(countOf(outcomes, 'added')).toBe(1);
      expect(countOf(outcomes, 'line-full')).toBe(4);
      expect((await cartOf(inUse(), 'ann')).lines[0]?.unitOrdinals).toHaveLength(99);
    });

    test('parallel additions stop at the limit of a cart', async () => {
      await fillLines(MAX_CART_LINES - 1);
      const outcomes = await Promise.all(numbered('new', 5).map((id) => add(id)));
      expect(countOf(outcomes, 'added')).toBe(1);
      expect(countOf(outcomes, 'cart-full')).toBe(4);
      expect((await cartOf(inUse(), 'ann')).lines).toHaveLength(50);
    });

    test('clearing a cart that never was is harmless', async () => {
      await inUse().carts.clearCart('nobody');
      await inUse().carts.clearCart('nobody');
      expect(await inUse().carts.findCart('nobody')).toBeUndefined();
    });

    test('a cleared cart is undefined and takes units again', async () => {
      await add('ball');
      await inUse().carts.clearCart('ann');
      expect(await inUse().carts.findCart('ann')).toBeUndefined();
      await addUnits(inUse(), 'ann', [
        ['kit', 'M'],
        ['ball', 'M'],
      ]);
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M', 'ball/M']);
    });

    test('no version comes back after a cart was cleared', async () => {
      const seen = new Set<number>();
      for (let round = 0; round < 5; round += 1) {
        await add('ball');
        const { version } = await cartOf(inUse(), 'ann');
        expect(seen).not.toContain(version);
        seen.add(version);
        await inUse().carts.clearCart('ann');
      }
    });
  });
}
