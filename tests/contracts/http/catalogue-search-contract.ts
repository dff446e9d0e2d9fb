import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { pause, walk } from './fixtures.ts';
import { changeProduct, deleteProduct, freshTag, newProduct } from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** A word no other test uses. */
function freshWord(): string {
  return `w${randomBytes(8).toString('hex')}`;
}

/** `GET /products?q=`. */
export function catalogueSearchContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const search = (query: Readonly<Record<string, string>>) =>
    api.get(`/products?${new URLSearchParams(query)}`);
  const found = async (query: Readonly<Record<string, string>>) =>
    asList(asObject((await search(query)).body)['items']).map((product) => product['label']);

  describe('a search', () => {
    test('finds without regard to accents, case and punctuation', async () => {
      const word = freshWord();
      await newProduct(asAdmin, { label: `Crème-Brûlée Größe ${word}` });
      for (const q of ['creme brulee', 'CRÈME BRÛLÉE', 'creme, brulee!', 'grosse', 'GRÖSSE']) {
        expect(await found({ q: `${q} ${word}` }), q).toHaveLength(1);
      }
      expect(await found({ q: `cremebrulee ${word}` })).toEqual([]);
    });

    test('takes the last word, and no other, for the beginning of one', async () => {
      const word = freshWord();
      await newProduct(asAdmin, { label: `Corner ${word}` });
      expect(await found({ q: `corner ${word.slice(0, 12)}` })).toHaveLength(1);
      expect(await found({ q: `${word} corn` })).toHaveLength(1);
      expect(await found({ q: `corn ${word}` })).toEqual([]);
      expect(await found({ q: `${word.slice(0, 12)} corner` })).toEqual([]);
      expect(await found({ q: word.slice(1) })).toEqual([]);
    });

    test('needs every word, wherever in the product each is', async () => {
      const [word, other] = [freshWord(), freshWord()];
      await newProduct(asAdmin, { label: `Flag ${word}`, description: `Made of ${other}` });
      await newProduct(asAdmin, { label: `Pole ${word}` });
      expect(await found({ q: `${word} ${other}` })).toEqual([`Flag ${word}`]);
      expect(await found({ q: `${other} ${word}` })).toEqual([`Flag ${word}`]);
      expect(await found({ q: `${word} ${other} ${freshWord()}` })).toEqual([]);
    });

    test('ranks the label before brand and team before the description, whole words first', async () => {
      const word = freshWord();
      const begun = `${word}x`;
      const products = [
        { label: 'Description begun', description: `Of ${begun}` },
        { label: 'Description whole', description: `Of ${word}` },
        { label: 'Brand begun', brand: begun },
        { label: 'Team begun', team_name: begun },
        { label: 'Brand whole', brand: word },
        { label: 'Team whole', team_name: word },
        { label: `Label begun ${begun}` },
        { label: `Label whole ${word}` },
      ];
      for (const fields of products) await newProduct(asAdmin, fields);
      const labels = await found({ q: word });
      expect(labels[0]).toBe(`Label whole ${word}`);
      expect(labels.slice(1, 4).toSorted()).toEqual([
        'Brand whole',
        `Label begun ${begun}`,
        'Team whole',
      ]);
      expect(labels.slice(4)).toEqual([
        'Brand begun',
        'Team begun',
        'Description whole',
        'Description begun',
      ]);
    });

    describe('of three', () => {
      const word = freshWord();
      const tag = freshTag();
      const ORDERS: Readonly<Record<string, readonly string[]>> = {
        label: ['Ahead', 'Behind', 'Corner'],
        price: ['Corner', 'Ahead', 'Behind'],
        '-price': ['Behind', 'Ahead', 'Corner'],
        newest: ['Ahead', 'Corner', 'Behind'],
      };
      beforeAll(async () => {
        const prices: Readonly<Record<string, number>> = { Behind: 30, Corner: 4, Ahead: 20 };
        for (const [label, price] of Object.entries(prices)) {
          const other = label === 'Corner' ? { tag } : {};
          await newProduct(asAdmin, { label, price, description: `A ${word}`, ...other });
          await pause();
        }
      });

      test.each(Object.entries(ORDERS))('is sorted by %s, and walked so', async (sort, labels) => {
        expect(await found({ q: word, sort })).toEqual(labels);
        const pages = await walk(api, `/products?q=${word}&sort=${sort}&limit=1`);
        expect(pages.flat().map((product) => product['label'])).toEqual(labels);
      });

      test('keeps to a tag', async () => {
        expect(await found({ q: word, tag })).toEqual(['Corner']);
        expect(await found({ q: word, tag: freshTag() })).toEqual([]);
      });

      test('is walked by rank, each once', async () => {
        const pages = await walk(api, `/products?q=${word}&limit=2`);
        expect(pages.map((page) => page.map(({ label }) => label))).toEqual([
          ['Ahead', 'Behind'],
          ['Corner'],
        ]);
      });

      test('takes no cursor of another search', async () => {
        const first = { q: word, sort: 'price', limit: '1' };
        const cursor = String(asObject((await search(first)).body)['next_cursor']);
        for (const query of [
          { ...first, q: `a ${word}` },
          { ...first, sort: '-price' },
          { ...first, tag },
          { q: word, limit: '1' },
          { sort: 'price', limit: '1' },
        ]) {
          expectProblem(await search({ ...query, cursor }), 'INVALID_CURSOR', ['#/cursor']);
        }
        expect((await search({ ...first, cursor })).status).toBe(200);
      });
    });

    test('finds by what a product says now', async () => {
      const [before, now] = [freshWord(), freshWord()];
      const product = await newProduct(asAdmin, { label: `Flag ${before}` });
      await changeProduct(asAdmin, product, { label: `Flag ${now}` });
      expect(await found({ q: before })).toEqual([]);
      expect(await found({ q: now })).toEqual([`Flag ${now}`]);
      await deleteProduct(asAdmin, product);
      expect(await found({ q: now })).toEqual([]);
    });

    test('that finds nothing is an empty page', async () => {
      const answer = await search({ q: freshWord() });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ items: [], next_cursor: null });
    });

    test.each(['!?', '…', '"', ' - '])('for %j is refused', async (q) => {
      expectProblem(await search({ q }), 'INVALID_INPUT', ['#/q']);
    });

    test.each(["' OR 1=1 --", '%', '100% cotton', '_', 'a*', '(((', '\\', 'NEAR(a b)', '{{7*7}}'])(
      'for %j breaks nothing',
      async (q) => {
        expect([200, 400]).toContain((await search({ q })).status);
      },
    );
  });
}
