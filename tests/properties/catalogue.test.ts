import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  catalogueEntries,
  catalogueList,
  MAX_PRODUCT_WORDS,
  productIdOfKey,
  wordList,
} from '../../src/domain/catalogue.ts';
import { foldText, wordsOf } from '../../src/domain/fold-text.ts';
import type { Product } from '../../src/domain/product.ts';
import { rankedAfter, rankProducts, searchWords } from '../../src/domain/product-search.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const product = fc.record({
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

const sold = (over: Partial<Product>): Product => ({
  productId: 'p',
  tag: 'other',
  description: '',
  price: { minorUnits: 100, currency: 'EUR' },
  sizes: [],
  ...over,
});

describe('folded text', () => {
  test.each([
    ['Élan Vital', 'elan vital'],
    ['STRASSE Straße', 'strasse strasse'],
    ['Łódź Ørsted Æon', 'lodz orsted aeon'],
    ["Men's Women’s", 'mens womens'],
    ['  a -- b ', 'a b'],
    ['2026/27', '2026 27'],
    ['ﬁtﬀ', 'fitff'],
    ['İstanbul', 'istanbul'],
    ['東京 Ωmega', '東京 ωmega'],
    ['!?', ''],
  ])('of %j is %j', (raw, folded) => {
    expect(foldText(raw)).toBe(folded);
  });

  test('is the same folded again, and in any case and normal form', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const folded = foldText(raw);
        expect(foldText(folded)).toBe(folded);
        for (const form of ['NFC', 'NFD', 'NFKC'] as const) {
          expect(foldText(raw.normalize(form))).toBe(folded);
        }
      }),
    );
  });
});

describe('the places of a product', () => {
  test('are each once, and end with its id', () => {
    fc.assert(
      fc.property(product, (one) => {
        const entries = catalogueEntries(one);
        expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(entries.length);
        expect(entries.length).toBeLessThanOrEqual(6 + MAX_PRODUCT_WORDS);
        for (const { key } of entries) expect(productIdOfKey(key)).toBe(one.productId);
      }),
    );
  });

  test('order products by price as numbers', () => {
    fc.assert(
      fc.property(product, product, (left, right) => {
        const { list } = catalogueList(undefined, 'price');
        const keyOf = (one: Product) =>
          catalogueEntries(one).find((entry) => entry.list === list)?.key ?? '';
        const difference = left.price.minorUnits - right.price.minorUnits;
        if (difference === 0) return;
        expect(keyOf(left) < keyOf(right)).toBe(difference < 0);
      }),
    );
  });

  test('have every word of the label and of what fits of the description', () => {
    fc.assert(
      fc.property(product, (one) => {
        const words = wordsOf(one.description);
        fc.pre(words.length > 0 && words.length < 10);
        const entries = catalogueEntries(one);
        for (const word of words) {
          const { list, prefix } = wordList(word, true);
          expect(entries.some((entry) => entry.list === list && entry.key.startsWith(prefix))).toBe(
            true,
          );
        }
      }),
    );
  });

  test('of a whole word are not those of a longer one', () => {
    const { prefix } = wordList('rover', true);
    const [entry] = catalogueEntries(sold({ label: 'rovers' })).filter(({ list }) =>
      list.startsWith('word:'),
    );
    expect(entry?.key.startsWith(wordList('rover', false).prefix)).toBe(true);
    expect(entry?.key.startsWith(prefix)).toBe(false);
  });
});

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
