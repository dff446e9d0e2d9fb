import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/domain/fold-text.ts';
import { type Product, productLabel } from '../../src/domain/product.ts';
import { rankedAfter, rankProducts, searchWords } from '../../src/domain/product-search.ts';
import { product, sold } from './sold-products.ts';

/** Zero when a word is missing. */
function plainScore(one: Product, words: readonly string[]): number {
  const fields: readonly (readonly [number, string])[] = [
    [8, productLabel(one)],
    [4, [one.label, one.name, one.teamName, one.brand].join(' ')],
    [1, one.description],
  ];
  const scores = words.map((word, index) => {
    const matches = fields.flatMap(([weight, field]) =>
      wordsOf(field).map((other) => {
        if (other === word) return 2 * weight;
        return index === words.length - 1 && other.startsWith(word) ? weight : 0;
      }),
    );
    return Math.max(0, ...matches);
  });
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}

describe('a ranking', () => {
  const ids = (words: string, products: readonly Product[]) =>
    rankProducts(products, { words: searchWords(words) }).map(({ product: one }) => one.productId);

  test('has only what has every word, the last as a beginning', () => {
    const products = [
      sold({ productId: 'a', label: 'Blue Ball' }),
      sold({ productId: 'b', label: 'Blue Boot' }),
      sold({ productId: 'c', label: 'Red Ball', description: 'nearly blue' }),
      sold({ productId: 'd', label: 'Bluebell Ball' }),
    ];
    expect(ids('blue ba', products)).toEqual(['a', 'c']);
    expect(ids('ba blue', products)).toEqual([]);
    expect(ids('BLÜE', products)).toEqual(['a', 'b', 'd', 'c']);
  });

  test('puts the label before brand and team, and those before the description', () => {
    const products = [
      sold({ productId: 'description', label: 'x', description: 'corva' }),
      sold({ productId: 'brand', label: 'x', brand: 'Corva' }),
      sold({ productId: 'label', label: 'Corva' }),
      sold({ productId: 'beginning', label: 'Corvation' }),
    ];
    expect(ids('corva', products)).toEqual(['label', 'beginning', 'brand', 'description']);
  });

  test('scores each word by its best field, as if every text were folded', () => {
    const some = fc.constantFrom('Rovers', 'rover', 'Élan', "O'Neil", 'Corva', 'home', 'Homely');
    const texts = fc.array(some, { maxLength: 3 }).map((parts) => parts.join(' '));
    const worded = fc.record({
      productId: fc.constant('p'),
      tag: fc.constantFrom('kits', 'boots', 'other'),
      label: fc.option(texts, { nil: undefined }),
      name: fc.option(texts, { nil: undefined }),
      teamName: fc.option(texts, { nil: undefined }),
      brand: fc.option(texts, { nil: undefined }),
      description: texts,
      price: fc.constant({ minorUnits: 100, currency: 'EUR' }),
      sizes: fc.constant([]),
    });
    const sought = fc
      .array(fc.constantFrom('rovers', 'rover', 'ro', 'elan', 'oneil', 'home', 'hom', 'c'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((parts) => [...new Set(parts)]);
    fc.assert(
      fc.property(worded, sought, (one, words) => {
        const [found] = rankProducts([one], { words });
        const score = plainScore(one, words);
        const place = String(999 - score).padStart(3, '0');
        expect(found?.place[0].slice(0, 3)).toBe(score === 0 ? undefined : place);
      }),
      { numRuns: 2000 },
    );
  });

  test('is cut at any place without losing or doubling one', () => {
    const sorts = [undefined, 'label', 'price', '-price', 'newest'] as const;
    fc.assert(
      fc.property(
        fc.uniqueArray(product, { selector: ({ productId }) => productId, maxLength: 20 }),
        fc.constantFrom(...sorts),
        fc.nat({ max: 20 }),
        (products, sort, cut) => {
          const whole = rankProducts(products, { words: [], sort });
          expect(whole).toHaveLength(products.length);
          const at = whole[cut]?.place;
          fc.pre(at !== undefined);
          expect(rankedAfter(whole, at, sort)).toEqual(whole.slice(cut + 1));
        },
      ),
    );
  });

  test('has nothing of another tag', () => {
    const products = [sold({ productId: 'a', label: 'x' }), sold({ tag: 'kits', teamName: 'x' })];
    const found = rankProducts(products, { words: ['x'], tag: 'other' });
    expect(found.map(({ product: one }) => one.productId)).toEqual(['a']);
  });
});
