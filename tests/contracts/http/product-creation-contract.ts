import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Api,
  apiClient,
  asList,
  asObject,
  type HttpTarget,
  headerOf,
  textIn,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { INSTANT, UUID_V4 } from './fixtures.ts';
import { freshTag, movedUnits } from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

const SCRIPT = '<script>alert("1")</script> & \'more\'';

/** `POST /products`. */
export function productCreationContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const create = (fields: object = {}) =>
    asAdmin.post('/products', { tag: freshTag(), label: 'Corner Flag', price: 24.5, ...fields });

  describe('creating a product', () => {
    test('gives it an id of ours, and says where it is', async () => {
      const tag = freshTag();
      const answer = await create({
        ...{ tag, brand: 'Corva', description: 'A flag', currency: 'EUR' },
        sizes: [{ size: 'S', stock: 3 }, { size: 'M' }, { size: 'L', stock: null }],
      });
      expect(answer.status, answer.text).toBe(201);
      const product_id = textIn(answer, 'product_id');
      expect(product_id).toMatch(UUID_V4);
      expect(headerOf(answer, 'location')).toBe(`/products/${product_id}`);
      expect(answer.body).toEqual({
        ...{ product_id, tag, title: 'Corner Flag', label: 'Corner Flag', brand: 'Corva' },
        ...{ description: 'A flag', price: 24.5, currency: 'EUR', photo: `${product_id}.png` },
        sizes: [
          { size: 'S', stock: 3 },
          { size: 'M', stock: null },
          { size: 'L', stock: null },
        ],
        ...{ created_at: expect.stringMatching(INSTANT), version: 1 },
      });
      const read = await api.get(`/products/${product_id}`);
      expect(read.body).toEqual(answer.body);
      expect(headerOf(read, 'etag')).toBe(headerOf(answer, 'etag'));
      expect(await movedUnits(asAdmin, { product_id, size: 'S' })).toBe(3);
    });

    test('takes an id of the shop’s own, once', async () => {
      const product_id = `flag-${randomUUID()}`;
      expect((await create({ product_id })).status).toBe(201);
      expectProblem(await create({ product_id, label: 'Other' }), 'PRODUCT_EXISTS');
      expect((await api.get(`/products/${product_id}`)).body).toMatchObject({
        label: 'Corner Flag',
      });
    });

    test('of one id at once is done once', async () => {
      const product_id = `flag-${randomUUID()}`;
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => create({ product_id, label: `Flag ${index}` })),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
      const made = answers.find(({ status }) => status === 201);
      expect((await api.get(`/products/${product_id}`)).body).toEqual(made?.body);
    });

    test('names every bad field at once', async () => {
      const answer = await create({
        ...{ product_id: 'a b', tag: '', label: 7, brand: 'x'.repeat(101), price: '24.5' },
        ...{ description: 'a\u0000b', colour: 'red' },
        sizes: [
          { size: '', stock: 1.5 },
          { size: 'S', count: 1 },
        ],
      });
      expectProblem(answer, 'INVALID_INPUT', [
        ...['#/product_id', '#/tag', '#/label', '#/brand', '#/price', '#/description'],
        ...['#/colour', '#/sizes/0/size', '#/sizes/0/stock', '#/sizes/1/count'],
      ]);
    });

    test('needs a tag and a price', async () => {
      expectProblem(await asAdmin.post('/products', {}), 'INVALID_INPUT', {
        '#/tag': 'is required',
        '#/price': 'is required',
      });
    });

    test.each([
      [{ tag: 'kits', label: 'Shirt' }, '#/team_name'],
      [{ tag: 'boots', brand: 'Corva', name: 'Boot', label: undefined }, '#/label'],
      [{ label: undefined }, '#/label'],
      [{ sizes: [{ size: 'M' }, { size: 'S' }, { size: 'M', stock: 1 }] }, '#/sizes'],
      [{ sizes: Array.from({ length: 51 }, (_, size) => ({ size: `${size}` })) }, '#/sizes'],
      [{ sizes: [{ size: 'M', stock: 1_000_001 }] }, '#/sizes/0/stock'],
      [{ sizes: [{ size: 'M', stock: -1 }] }, '#/sizes/0/stock'],
    ])('%j is refused', async (fields, pointer) => {
      expectProblem(await create(fields), 'INVALID_INPUT', [pointer]);
    });

    test.each([-0.01, -5, 0.001, 24.505, 10_000_000, 1e21, Number.MAX_VALUE])(
      'the price %d is refused',
      async (price) => {
        expectProblem(await create({ price }), 'INVALID_INPUT', {
          '#/price': 'must be an amount in EUR, from 0 and as fine as the currency',
        });
      },
    );

    test.each([0, 0.01, 0.1, 0.3, 1.1, 19.99, 9_999_999.99])(
      'the price %d is kept to the cent',
      async (price) => {
        const answer = await create({ price });
        expect(answer.body).toMatchObject({ price });
        expect((await api.get(headerOf(answer, 'location'))).body).toMatchObject({ price });
      },
    );

    test.each(['USD', 'eur', '', 978, null])('the currency %j is another', async (currency) => {
      expectProblem(await create({ currency }), 'CURRENCY_MISMATCH', ['#/currency']);
    });

    test('gives a text back as it was written, a script too', async () => {
      const answer = await create({ label: SCRIPT, description: SCRIPT });
      expect(answer.body).toMatchObject({ label: SCRIPT, title: SCRIPT, description: SCRIPT });
      const read = await api.get(headerOf(answer, 'location'));
      expect(headerOf(read, 'content-type')).toMatch(/^application\/json/);
      expect(read.body).toMatchObject({ description: SCRIPT });
    });

    test.each([
      [{ tag: 'kits', team_name: 'Rovers', side: 'Away', season: '2027' }, 'Rovers Away 2027'],
      [{ tag: 'kits', team_name: 'Rovers', label: 'Not this' }, 'Rovers'],
      [{ tag: 'boots', brand: 'Corva', label: 'Ridge' }, 'Corva Ridge'],
      [{ label: 'Flag', name: 'Not this', brand: 'Nor this' }, 'Flag'],
      [{ label: undefined, name: 'Pole' }, 'Pole'],
    ])('%j is shown as "%s", by load_products too', async (fields, title) => {
      const answer = await create(fields);
      expect(answer.status, answer.text).toBe(201);
      const { product_id, tag, price } = asObject(answer.body);
      expect(answer.body).toMatchObject({ title });
      const loaded = (await api.get(`/load_products?product_id=${product_id}`)).body;
      expect(loaded).toEqual([
        {
          ...{ product_id, price, productLabel: title, productTag: tag },
          ...{ photoID: `${product_id}.png`, productDescription: '' },
        },
      ]);
      const listed = asList((await api.get(`/load_products?product_tag=${tag}&limit=1000`)).body);
      expect(listed.filter((one) => one['product_id'] === product_id)).toEqual(loaded);
      expect((await asAdmin.delete(`/products/${product_id}`)).status).toBe(200);
    });
  });
}
