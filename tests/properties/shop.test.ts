import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CartLine, cartUnits } from '../../src/domain/cart.ts';
import {
  addMoney,
  fractionDigits,
  fromMajorUnits,
  MAX_MINOR_UNITS,
  multiplyMoney,
  toMajorUnits,
} from '../../src/domain/money.ts';
import { documentDate, orderFromCart } from '../../src/domain/order.ts';
import type { Product } from '../../src/domain/product.ts';

const DIGITS = { EUR: 2, USD: 2, JPY: 0, KWD: 3 } as const;
const currency = fc.constantFrom(...(Object.keys(DIGITS) as (keyof typeof DIGITS)[]));
const minorUnits = fc.oneof(
  fc.integer({ min: 0, max: MAX_MINOR_UNITS }),
  fc.integer({ min: 0, max: 2000 }),
  fc.constantFrom(0, 1, MAX_MINOR_UNITS),
);

describe('money', () => {
  test('has the digits of its currency', () => {
    for (const [code, digits] of Object.entries(DIGITS)) expect(fractionDigits(code)).toBe(digits);
  });

  test('is the same after a way through major units', () => {
    fc.assert(
      fc.property(minorUnits, currency, (amount, code) => {
        const money = { minorUnits: amount, currency: code };
        expect(fromMajorUnits(toMajorUnits(money), code)).toEqual(money);
      }),
      { numRuns: 5000 },
    );
  });

  test('is shown in major units with no digit too many', () => {
    fc.assert(
      fc.property(minorUnits, currency, (amount, code) => {
        const digits = DIGITS[code];
        const shown = toMajorUnits({ minorUnits: amount, currency: code });
        expect(shown.toFixed(digits)).toBe((amount / 10 ** digits).toFixed(digits));
        expect(String(shown).split('.')[1]?.length ?? 0).toBeLessThanOrEqual(digits);
      }),
    );
  });

  test('every cent up to 100 euros and every fils up to 10 dinars survives', () => {
    for (let amount = 0; amount <= 10_000; amount += 1) {
      for (const code of ['EUR', 'KWD', 'JPY']) {
        const money = { minorUnits: amount, currency: code };
        expect(fromMajorUnits(toMajorUnits(money), code)).toEqual(money);
      }
    }
  });

  test.each([
    [-0.01, 'EUR'],
    [-1, 'JPY'],
    [0.001, 'EUR'],
    [89.999, 'EUR'],
    [0.5, 'JPY'],
    [0.0001, 'KWD'],
    [10_000_000, 'EUR'],
    [1_000_000_000, 'JPY'],
    [Number.NaN, 'EUR'],
    [Number.POSITIVE_INFINITY, 'EUR'],
  ])('is not made of %d %s', (price, code) => {
    expect(fromMajorUnits(price, code)).toBeUndefined();
  });

  test('of any number is undefined or shows that very number', () => {
    fc.assert(
      fc.property(fc.double(), currency, (price, code) => {
        const money = fromMajorUnits(price, code);
        if (money === undefined) return;
        expect(Number.isInteger(money.minorUnits)).toBe(true);
        expect(toMajorUnits(money)).toBe(price === 0 ? 0 : price);
      }),
      { numRuns: 2000 },
    );
  });

  test('adds up to whole minor units in any order, and a full cart stays exact', () => {
    fc.assert(
      fc.property(fc.array(minorUnits, { maxLength: 50 }), currency, (amounts, code) => {
        const money = amounts.map((amount) =>
          multiplyMoney({ minorUnits: amount, currency: code }, 99),
        );
        const zero = { minorUnits: 0, currency: code };
        const sum = money.reduce(addMoney, zero);
        expect(money.toReversed().reduce(addMoney, zero)).toEqual(sum);
        expect(Number.isSafeInteger(sum.minorUnits)).toBe(true);
        expect(BigInt(sum.minorUnits)).toBe(
          amounts.reduce((all, one) => all + BigInt(one) * 99n, 0n),
        );
      }),
    );
  });

  test('of two currencies is never added', () => {
    const euro = { minorUnits: 1, currency: 'EUR' };
    expect(() => addMoney(euro, { minorUnits: 1, currency: 'JPY' })).toThrow('JPY');
  });
});

describe('a cart', () => {
  /** The units in the order added, and the lines a store makes of them. */
  const units = fc.array(
    fc.record({ productId: fc.constantFrom('a', 'b', 'c'), size: fc.constantFrom('M', 'L') }),
    { maxLength: 60 },
  );
  const linesOf = (added: readonly { productId: string; size: string }[]): CartLine[] => {
    const groups = Map.groupBy(added.entries(), ([, unit]) => `${unit.productId}/${unit.size}`);
    return [...groups.values()].map((entries) => {
      const [, first] = entries[0] as [number, { productId: string; size: string }];
      return { ...first, unitOrdinals: entries.map(([ordinal]) => ordinal * 3) };
    });
  };
  const cartOf = (lines: readonly CartLine[]) => ({ userId: 'ann', version: 1, lines });

  test('shows its units in the order they were added, however its lines are sorted', () => {
    fc.assert(
      fc.property(units, (added) => {
        const lines = linesOf(added);
        expect(cartUnits(cartOf(lines))).toEqual(added);
        expect(cartUnits(cartOf(lines.toReversed()))).toEqual(added);
      }),
    );
  });

  test('becomes an order with the same units and the sum of its lines', () => {
    const product = (productId: string, price: number): Product => ({
      productId,
      tag: 'other',
      label: `The ${productId}`,
      description: '',
      price: { minorUnits: price, currency: 'EUR' },
      sizes: [],
    });
    fc.assert(
      fc.property(units, fc.array(minorUnits, { minLength: 3, maxLength: 3 }), (added, prices) => {
        const products = new Map(
          ['a', 'b', 'c'].map((id, index) => [id, product(id, prices[index] ?? 0)]),
        );
        const made = {
          ...{ orderId: 'o', createdAt: '2026-01-02T03:04:05.678Z' },
          ...{ currency: 'EUR', actor: 'ann' },
        };
        const order = orderFromCart(cartOf(linesOf(added)), products, made);
        const expected = added.reduce(
          (sum, unit) => sum + (products.get(unit.productId)?.price.minorUnits ?? 0),
          0,
        );
        expect(order.total).toEqual({ minorUnits: expected, currency: 'EUR' });
        expect(order.lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(added.length);
        expect(order.history).toEqual([{ to: 'Pending', actor: 'ann', at: made.createdAt }]);
        for (const line of order.lines) expect(line.label).toBe(`The ${line.productId}`);
      }),
    );
  });
});

describe("a document's date", () => {
  test('is the UTC day as dd-mm-yyyy', () => {
    const range = { min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const two = (value: number) => String(value).padStart(2, '0');
        expect(documentDate(date.toISOString())).toBe(
          `${two(date.getUTCDate())}-${two(date.getUTCMonth() + 1)}-${date.getUTCFullYear()}`,
        );
      }),
    );
    expect(documentDate('2026-01-02T23:59:59.999Z')).toBe('02-01-2026');
  });
});
