import fc from 'fast-check';
import type { Product } from '../../src/domain/product.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

/** With texts of any kind. */
export const product = fc.record({
  productId: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
  tag: fc.constantFrom('kits', 'boots', 'other'),
  label: fc.option(text, { nil: undefined }),
  teamName: fc.option(text, { nil: undefined }),
  brand: fc.option(text, { nil: undefined }),
  description: text,
  price: fc
    .integer({ min: 0, max: 999_999_999 })
    .map((minorUnits) => ({ minorUnits, currency: 'EUR' })),
  sizes: fc.constant([]),
});

/** A plain product, but for what is said. */
export const sold = (over: Partial<Product>): Product => ({
  productId: 'p',
  tag: 'other',
  description: '',
  price: { minorUnits: 100, currency: 'EUR' },
  sizes: [],
  ...over,
});
