import * as z from 'zod/mini';
import { MAX_LINE_QUANTITY } from '../domain/cart.ts';
import { fromMajorUnits, MAX_TOTAL_MINOR_UNITS, type Money } from '../domain/money.ts';
import { MAX_SIZES, MAX_STOCK } from '../domain/product.ts';
import { searchWords } from '../domain/product-search.ts';
import { textRule } from '../domain/text.ts';
import { matching, productTagField, ruledText, sizeField } from './field-schemas.ts';

/** An id that a photo's file can be named after. */
export const newIdField = matching(
  /^[A-Za-z0-9_-]{1,128}$/,
  'must be 1 to 128 characters of A-Z a-z 0-9 _ -',
  { description: 'A UUID v4 unless one is given', examples: ['away-shirt-2027'] },
);

export const quantityField = wholeNumber(1, MAX_LINE_QUANTITY);
const stockField = wholeNumber(0, MAX_STOCK);
export const deltaField = wholeNumber(-MAX_STOCK, MAX_STOCK, (delta) => delta !== 0);

/** Null where the stock is not, or no longer, tracked. */
export const newStockField = z.nullable(stockField);

export const noteField = ruledText(textRule(200), { minLength: 1, maxLength: 200 });

/** What somebody typed into a search box; gives its words. */
export const searchField = z.pipe(
  ruledText(textRule(200), { minLength: 1, maxLength: 200, examples: ['rovers home'] }).check(
    z.check<string>((payload) => {
      if (searchWords(payload.value).length > 0) return;
      const message = 'must have a letter or a digit';
      payload.issues.push({ code: 'custom', input: payload.value, message });
    }),
  ),
  z.transform((text: string) => searchWords(text)),
);

/** A day in UTC. */
export const dayField = ruledText(
  (value) =>
    /^[12]\d{3}-\d{2}-\d{2}$/.test(value) && isDay(value)
      ? { ok: true, value }
      : { ok: false, problem: 'must be a day as YYYY-MM-DD' },
  { format: 'date', examples: ['2026-11-21'] },
);

/** An order's id: ours is a UUID; the documents' functions wrote others. */
export const orderIdField = matching(/^[\x21-\x7e]{1,128}$/, 'must be the id of an order', {
  examples: ['6f1c2d3e-4b5a-4c7d-8e9f-0a1b2c3d4e5f'],
});

export const cartIdField = matching(
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'must be the id of a cart',
  { examples: ['1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'] },
);

/** A number in major units; gives the money. */
export function priceField(currency: string) {
  return amount(currency, undefined, { examples: [89.99] });
}

/** As `priceField`, for what a whole cart comes to. */
export function totalField(currency: string) {
  return amount(currency, MAX_TOTAL_MINOR_UNITS, { examples: [179.98] });
}

/** The fields of a product that an admin may give. */
export function productFields(currency: string) {
  const name = { minLength: 1, maxLength: 100 };
  return {
    tag: productTagField,
    label: ruledText(textRule(100), { ...name, examples: ['Match Ball'] }),
    name: ruledText(textRule(100), name),
    team_name: ruledText(textRule(100), { ...name, examples: ['Pellanby Rovers'] }),
    season: ruledText(textRule(100), { ...name, examples: ['2026/27'] }),
    side: ruledText(textRule(100), { ...name, examples: ['Home'] }),
    brand: ruledText(textRule(100), { ...name, examples: ['Corva'] }),
    description: ruledText(textRule(5_000), { minLength: 1, maxLength: 5_000 }),
    price: priceField(currency),
    currency: z.literal(currency),
  };
}

export const newSizesField = z
  .array(z.strictObject({ size: sizeField, stock: z.optional(newStockField) }))
  .check(z.maxLength(MAX_SIZES, `must be at most ${MAX_SIZES}`));

export const sizesField = z
  .array(sizeField)
  .check(z.maxLength(MAX_SIZES, `must be at most ${MAX_SIZES}`));

function wholeNumber(min: number, max: number, isAllowed = (_: number) => true) {
  return z.number().check(
    z.check<number>((payload) => {
      const { value } = payload;
      if (Number.isInteger(value) && value >= min && value <= max && isAllowed(value)) return;
      const message = `must be a whole number from ${min} to ${max}${isAllowed(0) || min > 0 ? '' : ' and not 0'}`;
      payload.issues.push({ code: 'custom', input: value, message });
    }),
    z.meta({ type: 'integer', minimum: min, maximum: max }),
  );
}

function amount(currency: string, max: number | undefined, meta: z.core.GlobalMeta) {
  return z.pipe(
    z.number().check(
      z.check<number>((payload) => {
        if (fromMajorUnits(payload.value, currency, max) !== undefined) return;
        const message = `must be an amount in ${currency}, from 0 and as fine as the currency`;
        payload.issues.push({ code: 'custom', input: payload.value, message });
      }),
      z.meta({ minimum: 0, description: 'In major units', ...meta }),
    ),
    z.transform(
      (price: number): Money => fromMajorUnits(price, currency, max) ?? { minorUnits: 0, currency },
    ),
  );
}

function isDay(value: string): boolean {
  const day = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

export const adIdField = ruledText(textRule(128), { minLength: 1, maxLength: 128 });
