import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Api,
  apiClient,
  asList,
  asObject,
  type HttpTarget,
  headerOf,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, INSTANT, nextPath, pause, walk } from './fixtures.ts';
import { freshTag, newProduct } from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** By label; two have one price. */
const BY_LABEL = ['alpha', 'Älpha two', 'Charlie', 'Delta'];
const PRICES: Readonly<Record<string, number>> = {
  Delta: 20,
  alpha: 10,
  'Älpha two': 10,
  Charlie: 100,
};
/** In the order they are made in, which is that of their ids as well. */
const MADE = Object.keys(PRICES);

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  label: BY_LABEL,
  price: ['alpha', 'Älpha two', 'Delta', 'Charlie'],
  '-price': ['Charlie', 'Delta', 'Älpha two', 'alpha'],
  newest: MADE.toReversed(),
};

/** `GET /products` without a search, and `GET /products/{product_id}`. */
export function catalogueListsContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  const tag = freshTag();
  const mark = randomUUID();
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    for (const [index, label] of MADE.entries()) {
      const product_id = `list-${mark}-${index}`;
      await newProduct(asAdmin, { product_id, tag, label, price: PRICES[label] });
      await pause();
    }
  });
  const list = (query: string) => api.get(`/products?${query}`);
  const labelsIn = (answer: Answer) =>
    asList(asObject(answer.body)['items']).map((product) => product['label']);
  const cursorOf = async (query: string) => {
    const answer = await list(query);
    return String(asObject(answer.body)['next_cursor']);
  };

  describe('the catalogue', () => {
    test.each(Object.entries(ORDERS))(
      'of a tag sorted by %s is in that order',
      async (sort, labels) => {
        const answer = await list(`tag=${tag}&sort=${sort}`);
        expect(answer.status).toBe(200);
        expect(labelsIn(answer)).toEqual(labels);
        expect(asObject(answer.body)['next_cursor']).toBeNull();
        expect(answer.headers.get('link')).toBeNull();
      },
    );

    test('of a tag is by label unless it is said otherwise', async () => {
      expect(labelsIn(await list(`tag=${tag}`))).toEqual(BY_LABEL);
    });

    test.each(Object.entries(ORDERS))(
      'walked by %s shows each product once, along next_cursor as along Link',
      async (sort, labels) => {
        for (const limit of [1, 3]) {
          const first = `/products?tag=${tag}&sort=${sort}&limit=${limit}`;
          const pages = await walk(api, first);
          expect(pages.flat().map((product) => product['label'])).toEqual(labels);
          expect(pages).toHaveLength(Math.ceil(labels.length / limit));
          const page = await api.get(first);
          const next = new URL(nextPath(page) ?? '', target.baseUrl()).searchParams;
          expect(next.get('cursor')).toBe(asObject(page.body)['next_cursor']);
          expect(next.get('tag')).toBe(tag);
        }
      },
    );

    test('of everything holds the sample shop in one order of labels', async () => {
      const pages = await walk(api, '/products?limit=50');
      const ids = pages.flat().map((product) => product['product_id']);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toContain(BALL.product_id);
      expect(ids.filter((id) => String(id).startsWith(`list-${mark}`))).toHaveLength(4);
    });

    test('of an unknown tag is empty', async () => {
      const answer = await list(`tag=${freshTag()}`);
      expect(answer.body).toEqual({ items: [], next_cursor: null });
    });

    test('takes no cursor of another list', async () => {
      const first = `tag=${tag}&sort=price&limit=1`;
      const cursor = await cursorOf(first);
      for (const query of [
        `tag=${freshTag()}&sort=price`,
        `tag=${tag}&sort=label`,
        `tag=${tag}&sort=-price`,
        `tag=${tag}`,
        'sort=price',
        `tag=${tag}&sort=price&q=delta`,
      ]) {
        const answer = await list(`${query}&limit=1&cursor=${cursor}`);
        expectProblem(answer, 'INVALID_CURSOR', ['#/cursor']);
      }
      expect((await list(`${first}&cursor=${cursor}`)).status).toBe(200);
    });

    test('takes no edited cursor', async () => {
      const cursor = await cursorOf(`tag=${tag}&limit=1`);
      for (const edited of ['abc', cursor.slice(0, -3), `${cursor.slice(2)}`, `x${cursor}`]) {
        expectProblem(await list(`tag=${tag}&cursor=${edited}`), 'INVALID_CURSOR', ['#/cursor']);
      }
    });

    test.each([
      ['sort=cheapest', ['#/sort']],
      ['limit=0', ['#/limit']],
      ['limit=1001', ['#/limit']],
      ['tag=', ['#/tag']],
      ['q=', ['#/q']],
      ['tag=a&tag=b', ['#/tag']],
      ['colour=red&sort=x', ['#/colour', '#/sort']],
    ])('refuses the query %s', async (query, fields) => {
      expectProblem(await list(query), 'INVALID_INPUT', fields);
    });
  });

  describe('a product', () => {
    test('is shown whole', async () => {
      const answer = await api.get(`/products/${BALL.product_id}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        product_id: BALL.product_id,
        tag: 'accessories',
        title: 'Meridian Match Ball',
        price: 109.99,
        currency: 'EUR',
        photo: `${BALL.product_id}.png`,
        version: expect.any(Number),
      });
      const { sizes } = asObject(answer.body);
      expect(asList(sizes).map(({ size }) => size)).toContain(BALL.size);
    });

    test('which an admin made says when', async () => {
      const answer = await api.get(`/products/list-${mark}-0`);
      expect(answer.body).toMatchObject({ created_at: expect.stringMatching(INSTANT), version: 1 });
    });

    test('one has already is answered with 304', async () => {
      const path = `/products/${BALL.product_id}`;
      const tagOf = headerOf(await api.get(path), 'etag');
      const again = await api.get(path, { 'if-none-match': tagOf });
      expect(again.status).toBe(304);
      expect(again.bytes).toHaveLength(0);
    });

    test('has another ETag once its stock changes', async () => {
      const { product_id, size } = await newProduct(asAdmin);
      const path = `/products/${product_id}`;
      const tags = [headerOf(await api.get(path), 'etag')];
      for (const stock of [3, 0, null]) {
        await asAdmin.put(`${path}/stock/${size}`, { stock });
        tags.push(headerOf(await api.get(path), 'etag'));
      }
      expect(new Set(tags).size).toBe(3);
      expect(tags[3]).toBe(tags[0]);
    });

    test('that is unknown is 404', async () => {
      expectProblem(await api.get('/products/no-such-product'), 'PRODUCT_NOT_FOUND');
    });
  });
}
