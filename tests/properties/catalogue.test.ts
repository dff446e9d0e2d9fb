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
import { product, sold } from './sold-products.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

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

describe('the words of a text', () => {
  const ascii = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 120 }),
    fc
      .array(fc.constantFrom("men's", 'A', 'b9', '-', ' ', '\n', '_', 'x'.repeat(41)), {})
      .map((parts) => parts.join('')),
  );

  test('of ASCII are folded as beside any other text', () => {
    fc.assert(
      fc.property(ascii, (raw) => {
        expect([...wordsOf(raw), 'e']).toEqual(wordsOf(`${raw} é`));
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
