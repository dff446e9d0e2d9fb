import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cart,
  cartExpiry,
  cartsExpiredAt,
  isExpiredCart,
  MAX_CART_LINES,
  MAX_LINE_QUANTITY,
  mergeOfCarts,
} from '../../src/domain/cart.ts';
import { summariseCart } from '../../src/domain/cart-summary.ts';
import { mayFollow, ORDER_STATUSES, statusesBefore } from '../../src/domain/order.ts';
import type { Product } from '../../src/domain/product.ts';

type Quantities = Readonly<Record<string, number>>;

const cartOf = (userId: string, quantities: Quantities): Cart => ({
  userId,
  version: 1,
  lines: Object.entries(quantities).map(([productId, quantity]) => ({
    productId,
    size: 'M',
    unitOrdinals: Array.from({ length: quantity }, (_, index) => index),
  })),
});

const quantities = fc.dictionary(
  fc.integer({ min: 0, max: 79 }).map((id) => `p${id}`),
  fc.integer({ min: 1, max: MAX_LINE_QUANTITY }),
  { maxKeys: MAX_CART_LINES },
);

describe('a merge of two carts', () => {
  test('keeps every unit: added, or left out for the limits', () => {
    fc.assert(
      fc.property(quantities, quantities, (guest, own) => {
        const { additions, leftOut } = mergeOfCarts(cartOf('guest', guest), cartOf('own', own));
        const held = new Map(Object.entries(own));
        for (const { productId, quantity } of additions) {
          held.set(productId, (held.get(productId) ?? 0) + quantity);
        }
        expect(held.size).toBeLessThanOrEqual(MAX_CART_LINES);
        expect(Math.max(0, ...held.values())).toBeLessThanOrEqual(MAX_LINE_QUANTITY);
        for (const [productId, wanted] of Object.entries(guest)) {
          const of = (lines: typeof leftOut) =>
            lines.find((line) => line.productId === productId)?.quantity ?? 0;
          expect(of(additions) + of(leftOut)).toBe(wanted);
          const isFull = held.size === MAX_CART_LINES || held.get(productId) === MAX_LINE_QUANTITY;
          if (of(leftOut) > 0) expect(isFull).toBe(true);
        }
      }),
    );
  });

  test('into no cart is the cart', () => {
    const { additions, leftOut } = mergeOfCarts(cartOf('guest', { a: 2, b: 99 }), undefined);
    expect(additions.map(({ quantity }) => quantity)).toEqual([2, 99]);
    expect(leftOut).toEqual([]);
  });
});

describe('the summary of a cart', () => {
  const ball: Product = {
    productId: 'ball',
    tag: 'other',
    label: 'Ball',
    description: '',
    price: { minorUnits: 10, currency: 'EUR' },
    sizes: [{ size: 'M', stock: 2 }],
  };
  const summary = (products: readonly Product[], line: { quantity: number; seenPrice?: number }) =>
    summariseCart(
      {
        lines: [
          {
            productId: 'ball',
            size: 'M',
            unitOrdinals: Array.from({ length: line.quantity }, (_, index) => index),
            seenPrice: line.seenPrice,
          },
        ],
      },
      new Map(products.map((product) => [product.productId, product])),
      'EUR',
    );
  const kinds = (...input: Parameters<typeof summary>) =>
    summary(...input).warnings.map(({ kind }) => kind);

  test('adds up in minor units', () => {
    const { total, lines } = summary([ball], { quantity: 3 });
    expect(total).toEqual({ minorUnits: 30, currency: 'EUR' });
    expect(lines[0]?.lineTotal).toEqual({ minorUnits: 30, currency: 'EUR' });
  });

  test('warns of a price that changed, and of short stock', () => {
    expect(kinds([ball], { quantity: 2, seenPrice: 10 })).toEqual([]);
    expect(kinds([ball], { quantity: 2, seenPrice: 9 })).toEqual(['price-changed']);
    expect(kinds([ball], { quantity: 3 })).toEqual(['short-of-stock']);
  });

  test('leaves out of the total what cannot be bought', () => {
    const zero = { minorUnits: 0, currency: 'EUR' };
    expect(summary([], { quantity: 2 }).total).toEqual(zero);
    expect(kinds([], { quantity: 2 })).toEqual(['gone']);
    expect(kinds([{ ...ball, sizes: [{ size: 'L' }] }], { quantity: 2 })).toEqual(['gone']);
    const foreign = { ...ball, price: { minorUnits: 10, currency: 'USD' } };
    expect(summary([foreign], { quantity: 2 }).total).toEqual(zero);
    expect(kinds([foreign], { quantity: 2 })).toEqual(['other-currency']);
  });
});

describe('the life of a cart', () => {
  test('is 90 days from its last change', () => {
    const updatedAt = '2026-01-01T00:00:00.000Z';
    expect(cartExpiry(updatedAt)).toBe('2026-04-01T00:00:00.000Z');
    const at = (instant: string) => isExpiredCart({ updatedAt }, cartsExpiredAt(new Date(instant)));
    expect(at('2026-03-31T23:59:59.999Z')).toBe(false);
    expect(at('2026-04-01T00:00:00.000Z')).toBe(true);
  });

  test('has no end where nobody wrote when it changed', () => {
    expect(isExpiredCart({}, '9999-12-31T00:00:00.000Z')).toBe(false);
  });
});

describe('the states of an order', () => {
  test('follow one another as the contract says, and in no other way', () => {
    const allowed = ORDER_STATUSES.flatMap((from) =>
      ORDER_STATUSES.filter((to) => mayFollow(from, to)).map((to) => `${from} ${to}`),
    );
    expect(allowed).toEqual([
      'Pending Paid',
      'Pending Cancelled',
      'Paid Shipped',
      'Paid Cancelled',
      'Shipped Delivered',
    ]);
    expect(statusesBefore('Cancelled')).toEqual(['Pending', 'Paid']);
    expect(statusesBefore('Pending')).toEqual([]);
  });
});
