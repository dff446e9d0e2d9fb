import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject, type HttpTarget, headerOf } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { freshUserId } from './fixtures.ts';
import {
  addItem,
  changeProduct,
  freshTag,
  movedUnits,
  newProduct,
  newStocked,
  quantitiesOf,
  readCart,
  statusCounts,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** `PUT` and `DELETE /products/{product_id}`. */
export function productChangesContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const create = async (fields = {}) => {
    const product = await newProduct(asAdmin, fields);
    const path = `/products/${product.product_id}`;
    return { ...product, path, tag: headerOf(await api.get(path), 'etag') };
  };
  const sizesOf = async (path: string) => asObject((await api.get(path)).body)['sizes'];

  describe('changing a product', () => {
    test('changes what is named and leaves the rest', async () => {
      const product = await create({ brand: 'Corva', description: 'A flag' });
      const before = asObject((await api.get(product.path)).body);
      const answer = await changeProduct(asAdmin, product, { price: 19.99, name: 'Pole' });
      expect(answer.body).toEqual({ ...before, price: 19.99, name: 'Pole', version: 2 });
      const read = await api.get(product.path);
      expect(read.body).toEqual(answer.body);
      expect(headerOf(read, 'etag')).toBe(headerOf(answer, 'etag'));
      expect(headerOf(read, 'etag')).not.toBe(product.tag);
    });

    test('to null takes a name away', async () => {
      const product = await create({ brand: 'Corva', season: '2027' });
      const { body } = await changeProduct(asAdmin, product, { brand: null, season: null });
      expect(Object.keys(asObject(body))).not.toContain('brand');
      expect((await api.get(product.path)).body).toEqual(body);
    });

    test.each([
      [{ label: null }, ['#/label']],
      [{ tag: 'kits' }, ['#/team_name']],
      [{ tag: null }, ['#/tag']],
      [{ price: null }, ['#/price']],
      [{ description: null }, ['#/description']],
      [{ price: 1, product_id: 'other' }, ['#/product_id']],
      [{ price: 1, version: 7, created_at: 'now' }, ['#/version', '#/created_at']],
      [{ sizes: [{ size: 'M' }] }, ['#/sizes/0']],
      [{ sizes: ['M', 'M'] }, ['#/sizes']],
      [{}, ['#']],
    ])('to %j is refused and changes nothing', async (changes, fields) => {
      const { path, tag } = await create();
      expectProblem(await asAdmin.put(path, changes), 'INVALID_INPUT', fields);
      expect(headerOf(await api.get(path), 'etag')).toBe(tag);
    });

    test('to another currency is refused', async () => {
      const { path } = await create();
      const answer = await asAdmin.put(path, { currency: 'USD' });
      expectProblem(answer, 'CURRENCY_MISMATCH', ['#/currency']);
    });

    test('is done only as it was read, where If-Match says so', async () => {
      const { path, tag } = await create();
      const changed = await asAdmin.put(path, { price: 1 }, { 'if-match': tag });
      expect(changed.status).toBe(200);
      const now = headerOf(changed, 'etag');
      for (const ifMatch of [tag, `W/${now}`, '"foreign"', now.slice(1, -1), '']) {
        const answer = await asAdmin.put(path, { price: 2 }, { 'if-match': ifMatch });
        expectProblem(answer, 'VERSION_MISMATCH');
      }
      expect((await asAdmin.put(path, { price: 3 }, { 'if-match': '*' })).status).toBe(200);
      expect((await api.get(path)).body).toMatchObject({ price: 3, version: 3 });
    });

    test('is not in the way of a sale: stock is no part of what If-Match asks', async () => {
      const { path, size, tag } = await create({ sizes: [{ size: 'M', stock: 5 }] });
      await asAdmin.post(`${path}/stock/${size}/adjustments`, { delta: -1 });
      expect((await asAdmin.put(path, { price: 3 }, { 'if-match': tag })).status).toBe(200);
      expect(await sizesOf(path)).toEqual([{ size: 'M', stock: 4 }]);
    });

    test('of its sizes keeps the stock of those that stay', async () => {
      const product = await create({
        sizes: [{ size: 'S', stock: 2 }, { size: 'M', stock: 5 }, { size: 'L' }],
      });
      const { body } = await changeProduct(asAdmin, product, { sizes: ['XL', 'M', 'L'] });
      const sizes = [
        { size: 'XL', stock: null },
        { size: 'M', stock: 5 },
        { size: 'L', stock: null },
      ];
      expect(asObject(body)['sizes']).toEqual(sizes);
      expect(await sizesOf(product.path)).toEqual(sizes);
      for (const [size, units] of [
        ['S', 0],
        ['M', 5],
      ] as const) {
        expect(await movedUnits(asAdmin, { ...product, size })).toBe(units);
      }
    });

    test('at once loses no change of another field', async () => {
      const { path } = await create();
      const answers = await Promise.all([
        asAdmin.put(path, { price: 7 }),
        asAdmin.put(path, { brand: 'Corva' }),
        asAdmin.put(path, { description: 'Now' }),
      ]);
      expect(statusCounts(answers)).toEqual({ 200: 3 });
      const now = { price: 7, brand: 'Corva', description: 'Now', version: 4 };
      expect((await api.get(path)).body).toMatchObject(now);
    });

    test('moves it to its new tag', async () => {
      const product = await create();
      const tag = freshTag();
      await changeProduct(asAdmin, product, { tag });
      const { items } = asObject((await api.get(`/products?tag=${tag}`)).body);
      expect(items).toMatchObject([{ product_id: product.product_id }]);
    });

    test('of an unknown one is 404', async () => {
      const answer = await asAdmin.put('/products/no-such-product', { price: 1 });
      expectProblem(answer, 'PRODUCT_NOT_FOUND');
    });
  });

  describe('deleting a product', () => {
    test('takes it out of the shop, and carts warn', async () => {
      const product = await newStocked(asAdmin, 4);
      const path = `/products/${product.product_id}`;
      const user = freshUserId();
      await addItem(asAdmin, user, product, 2);
      expect((await asAdmin.delete(path)).body).toEqual({ message: 'Product deleted' });
      expectProblem(await api.get(path), 'PRODUCT_NOT_FOUND');
      expectProblem(
        await api.get(`/load_products?product_id=${product.product_id}`),
        'PRODUCT_NOT_FOUND',
      );
      expectProblem(await asAdmin.delete(path), 'PRODUCT_NOT_FOUND');
      const cart = await readCart(asAdmin, user);
      expect(quantitiesOf(cart)).toEqual([{ ...product, quantity: 2 }]);
      expect(cart).toMatchObject({ total: 0, warnings: [{ code: 'GONE', ...product }] });
      expect(await movedUnits(asAdmin, product)).toBe(0);
    });

    test('is done only as it was read, where If-Match says so', async () => {
      const { path, tag } = await create();
      const changed = await asAdmin.put(path, { price: 1 });
      for (const ifMatch of [tag, '"foreign"']) {
        expectProblem(await asAdmin.delete(path, { 'if-match': ifMatch }), 'VERSION_MISMATCH');
      }
      const headers = { 'if-match': headerOf(changed, 'etag') };
      expect((await asAdmin.delete(path, headers)).status).toBe(200);
    });

    test('frees its id', async () => {
      const { product_id, path } = await create();
      await asAdmin.delete(path);
      await newProduct(asAdmin, { product_id, label: 'Anew' });
      expect((await api.get(path)).body).toMatchObject({ label: 'Anew', version: 1 });
    });
  });
}
