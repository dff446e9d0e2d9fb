import * as z from 'zod/mini';
import type { CartAddition } from '../domain/cart.ts';
import type { CartSummary, CartWarning } from '../domain/cart-summary.ts';
import { toMajorUnits } from '../domain/money.ts';

const place = { product_id: z.string(), size: z.string() };

export const cartSchema = z.strictObject({
  lines: z.array(
    z.strictObject({
      ...place,
      quantity: z.int(),
      label: z.string(),
      photo: z.string(),
      unit_price: z
        .nullable(z.number())
        .check(z.meta({ description: 'Null where it cannot be bought' })),
      line_total: z.nullable(z.number()),
    }),
  ),
  total: z.number().check(z.meta({ description: 'Of the lines that can be bought' })),
  currency: z.string(),
  warnings: z.array(
    z.strictObject({
      code: z.enum(['PRICE_CHANGED', 'SHORT_OF_STOCK', 'GONE', 'OTHER_CURRENCY']),
      ...place,
      before: z.optional(z.number()),
      now: z.optional(z.number()),
      left: z.optional(z.int()),
    }),
  ),
});

const leftOutSchema = z.array(z.strictObject({ ...place, quantity: z.int() }));

export const mergedCartSchema = z.strictObject({ ...cartSchema.shape, left_out: leftOutSchema });

export function cartView({ lines, total, warnings }: CartSummary) {
  return {
    lines: lines.map((line) => ({
      product_id: line.productId,
      size: line.size,
      quantity: line.quantity,
      label: line.label,
      photo: line.photo,
      unit_price: line.unitPrice === undefined ? null : toMajorUnits(line.unitPrice),
      line_total: line.lineTotal === undefined ? null : toMajorUnits(line.lineTotal),
    })),
    total: toMajorUnits(total),
    currency: total.currency,
    warnings: warnings.map(warningView),
  };
}

export function leftOutView(leftOut: readonly CartAddition[]) {
  return leftOut.map(({ productId, size, quantity }) => ({
    product_id: productId,
    size,
    quantity,
  }));
}

function warningView(warning: CartWarning) {
  const where = { product_id: warning.productId, size: warning.size };
  switch (warning.kind) {
    case 'price-changed': {
      const prices = { before: toMajorUnits(warning.before), now: toMajorUnits(warning.now) };
      return { code: 'PRICE_CHANGED', ...where, ...prices };
    }
    case 'short-of-stock':
      return { code: 'SHORT_OF_STOCK', ...where, left: warning.left };
    case 'gone':
      return { code: 'GONE', ...where };
    case 'other-currency':
      return { code: 'OTHER_CURRENCY', ...where };
  }
}
