import { describe, expect, test } from 'vitest';
import type { Product } from '../../../src/domain/product.ts';
import { changeAt } from './ledger.ts';
import { expectedPlaces } from './product-order.ts';
import { numbered, type StoreInUse, sampleProduct } from './sample-rows.ts';

export function productWordsContract(inUse: StoreInUse): void {
  const labelled = (productId: string, label: string, over: Partial<Product> = {}) =>
    sampleProduct(productId, { tag: 'other', description: '', label, ...over });
  const add = (...products: readonly Product[]) => inUse().importCatalogue({ ads: [], products });
  const whole = (word: string, limit = 99) =>
    inUse().products.findProductIdsByWord(word, true, limit);
  const beginning = (word: string, limit = 99) =>
    inUse().products.findProductIdsByWord(word, false, limit);

  describe('products are found by a word', () => {
    test('that is whole, or by its beginning', async () => {
      await add(labelled('a', 'Rovers'), labelled('b', 'Rover'), labelled('c', 'Over'));
      expect(await whole('rover')).toEqual(['b']);
      expect(await whole('rovers')).toEqual(['a']);
      expect(await beginning('rover')).toEqual(['b', 'a']);
      expect(await beginning('r')).toEqual(['b', 'a']);
      expect(await whole('r')).toEqual([]);
      expect(await beginning('roverss')).toEqual([]);
      expect(await beginning('zebra')).toEqual([]);
    });

    test('of any of its fields, wherever it stands', async () => {
      const words = { label: 'one', name: 'two', teamName: 'three', brand: 'four' };
      await add(sampleProduct('kit', { ...words, tag: 'other', description: 'Five, or six' }));
      await add(sampleProduct('full', { tag: 'kits', teamName: 'Rovers', season: '2026/27' }));
      for (const word of ['one', 'two', 'three', 'four', 'five', 'six']) {
        expect(await whole(word)).toEqual(['kit']);
      }
      expect(await whole('2026')).toEqual(['full']);
      expect(await whole('27')).toEqual(['full']);
    });

    test('without case and accents', async () => {
      await add(labelled('a', 'ÉLAN'), labelled('b', 'Men’s Größe'), labelled('c', 'Ørsted'));
      expect(await whole('elan')).toEqual(['a']);
      expect(await whole('mens')).toEqual(['b']);
      expect(await beginning('gross')).toEqual(['b']);
      expect(await whole('orsted')).toEqual(['c']);
    });

    test('once for each word that fits, in the order of words and then of ids', async () => {
      await add(
        labelled('b', 'Ball Bat'),
        labelled('a', 'bat'),
        labelled('c', 'Balloon ball ball'),
        labelled('d', 'Basket'),
      );
      expect(await beginning('ba')).toEqual(['b', 'c', 'c', 'd', 'a', 'b']);
      expect(await beginning('ball')).toEqual(['b', 'c', 'c']);
      expect(await whole('ball')).toEqual(['b', 'c']);
    });

    test('up to the limit, from the first place on', async () => {
      const ids = numbered('p', 9);
      await add(...ids.map((id) => labelled(id, 'ball')));
      for (const limit of [1, 4, 9, 1000]) {
        expect(await whole('ball', limit)).toEqual(ids.slice(0, limit));
        expect(await beginning('b', limit)).toEqual(ids.slice(0, limit));
      }
    });

    test('of any script, also past the last letter of the basic plane', async () => {
      const texts = [
        'a\u{10330}b',
        'a\uffdcb',
        'ab',
        'a\u{10330}',
        '日本代表',
        '日',
        '\u{10330}\u{10331}',
      ];
      const products = texts.map((text, index) => labelled(`p${index}`, text));
      await add(...products);
      for (const sought of ['a', 'a\u{10330}', '日', '日本', '\u{10330}', 'ab']) {
        expect(await beginning(sought)).toEqual(expectedPlaces(products, sought, false));
        expect(await whole(sought)).toEqual(expectedPlaces(products, sought, true));
      }
      expect(await beginning('a')).toHaveLength(4);
    });

    test('that its details have now, not before', async () => {
      const { products } = inUse();
      const before = labelled('kit', 'Rovers shirt', { version: 1 });
      await products.createProduct(before, changeAt());
      const after = labelled('kit', 'Shirt of United', { version: 2 });
      expect(await products.replaceProduct(after, before, changeAt())).toBe('replaced');
      expect(await whole('rovers')).toEqual([]);
      expect(await whole('shirt')).toEqual(['kit']);
      expect(await whole('united')).toEqual(['kit']);
      expect(await products.deleteProduct(after, changeAt())).toBe('deleted');
      for (const word of ['shirt', 'united', 'of']) expect(await beginning(word)).toEqual([]);
    });

    test('up to forty of them, those of the label first', async () => {
      const { products } = inUse();
      const words = numbered('word', 60);
      const before = labelled('kit', 'Label', { description: words.join(' '), version: 1 });
      await products.createProduct(before, changeAt());
      expect(await whole('label')).toEqual(['kit']);
      expect(await beginning('word')).toHaveLength(39);
      const after = { ...before, description: words.toReversed().join(' '), version: 2 };
      expect(await products.replaceProduct(after, before, changeAt())).toBe('replaced');
      expect(await whole('word59')).toEqual(['kit']);
      expect(await whole('word0')).toEqual([]);
      expect(await beginning('word')).toHaveLength(39);
    });

    test('with other words and other sizes all at once', async () => {
      const { products } = inUse();
      const wide = (letter: string, version: number) =>
        labelled('kit', numbered(letter, 40).join(' '), {
          sizes: numbered(letter, 50).map((size) => ({ size, stock: 3 })),
          tag: letter,
          version,
        });
      expect(await products.createProduct(wide('a', 1), changeAt())).toBe('created');
      expect(await products.replaceProduct(wide('b', 2), wide('a', 1), changeAt())).toBe(
        'replaced',
      );
      expect(await products.findProduct('kit')).toEqual(wide('b', 2));
      expect(await beginning('a')).toEqual([]);
      expect(await beginning('b')).toHaveLength(40);
    });
  });
}
