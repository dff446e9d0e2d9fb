import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Api,
  apiClient,
  asObject,
  type HttpTarget,
  type JsonObject,
  textIn,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  atOnce,
  movedUnits,
  newProduct,
  newStocked,
  statusCounts,
  stockOf,
  type TestProduct,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

const MAX_STOCK = 1_000_000;

/** The stock of sizes, and its movements. */
export function stockContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const pathOf = ({ product_id, size }: TestProduct) =>
    `/products/${product_id}/stock/${encodeURIComponent(size)}`;
  const set = (product: TestProduct, body: JsonObject) => asAdmin.put(pathOf(product), body);
  const adjust = (product: TestProduct, body: JsonObject, key?: string) =>
    asAdmin.post(
      `${pathOf(product)}/adjustments`,
      body,
      key === undefined ? {} : { 'idempotency-key': key },
    );
  /** What is left, and that the movements say the same. */
  const expectStock = async (product: TestProduct, stock: number | null) => {
    expect(await stockOf(api, product)).toBe(stock);
    expect(await movedUnits(asAdmin, product)).toBe(stock ?? 0);
  };

  describe('stock', () => {
    test('is set to what was counted, again and again', async () => {
      const product = await newProduct(asAdmin, { sizes: [{ size: '42.5' }, { size: '½' }] });
      for (const stock of [25, 25, 0, MAX_STOCK, 7]) {
        const answer = await set(product, { stock });
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toEqual({ ...product, stock });
        await expectStock(product, stock);
      }
      const other = { ...product, size: '½' };
      expect((await set(other, { stock: 2 })).body).toEqual({ ...other, stock: 2 });
      await expectStock(other, 2);
      await expectStock(product, 7);
    });

    test('set to null is no longer counted', async () => {
      const product = await newStocked(asAdmin, 5);
      expect((await set(product, { stock: null })).body).toEqual({ ...product, stock: null });
      await expectStock(product, null);
      expectProblem(await adjust(product, { delta: 1 }), 'STOCK_NOT_TRACKED');
    });

    test.each([-1, 1.5, MAX_STOCK + 1, 1e21, '5', true, [], undefined])(
      'cannot be set to %j',
      async (stock) => {
        const product = await newStocked(asAdmin, 5);
        const answer = await set(product, stock === undefined ? {} : { stock });
        expectProblem(answer, 'INVALID_INPUT', ['#/stock']);
        await expectStock(product, 5);
      },
    );

    test.each([0, 1.5, MAX_STOCK + 1, -MAX_STOCK - 1, '5', null, undefined])(
      'cannot be adjusted by %j',
      async (delta) => {
        const product = await newStocked(asAdmin, 5);
        const answer = await adjust(product, delta === undefined ? {} : { delta });
        expectProblem(answer, 'INVALID_INPUT', ['#/delta']);
        await expectStock(product, 5);
      },
    );

    test('is adjusted by what came and went', async () => {
      const product = await newStocked(asAdmin, 5);
      for (const [delta, stock] of [
        [3, 8],
        [-8, 0],
        [MAX_STOCK, MAX_STOCK],
      ] as const) {
        const answer = await adjust(product, { delta });
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toEqual({
          message: 'Stock adjusted',
          movement_id: expect.any(String),
        });
        await expectStock(product, stock);
      }
    });

    test.each([
      [5, -6],
      [MAX_STOCK - 1, 2],
    ])('of %d is not adjusted by %d', async (stock, delta) => {
      const product = await newStocked(asAdmin, stock);
      const answer = await adjust(product, { delta });
      expectProblem(answer, 'STOCK_OUT_OF_BOUNDS');
      expect(asObject(answer.body)['stock']).toBe(stock);
      await expectStock(product, stock);
    });

    test('is adjusted once for one key', async () => {
      const product = await newStocked(asAdmin, 5);
      const key = randomUUID();
      const first = await adjust(product, { delta: -2 }, key);
      expect(first.status, first.text).toBe(200);
      expect((await adjust(product, { delta: -2 }, key)).body).toEqual(first.body);
      expectProblem(await adjust(product, { delta: -3 }, key), 'IDEMPOTENCY_KEY_REUSED');
      const other = await newStocked(asAdmin, 5);
      expectProblem(await adjust(other, { delta: -2 }, key), 'IDEMPOTENCY_KEY_REUSED');
      await expectStock(product, 3);
      await expectStock(other, 5);
    });

    test('is adjusted once for one key at once, and a refused one leaves the key free', async () => {
      const product = await newStocked(asAdmin, 1);
      const key = randomUUID();
      expectProblem(await adjust(product, { delta: -2 }, key), 'STOCK_OUT_OF_BOUNDS');
      await set(product, { stock: 10 });
      const answers = await atOnce(10, () => adjust(product, { delta: -2 }, key));
      expect(statusCounts(answers)).toEqual({ 200: 10 });
      expect(new Set(answers.map((answer) => textIn(answer, 'movement_id'))).size).toBe(1);
      await expectStock(product, 8);
    });

    test('loses none of 20 adjustments at once, and never goes below zero', async () => {
      const product = await newStocked(asAdmin, 15);
      const answers = await atOnce(20, () => adjust(product, { delta: -1 }));
      expect(statusCounts(answers)).toEqual({ 200: 15, 409: 5 });
      await expectStock(product, 0);
    });

    test('of an unknown product or size is 404', async () => {
      const product = await newStocked(asAdmin, 5);
      const unknown = { ...product, product_id: 'no-such-product' };
      expectProblem(await set(unknown, { stock: 1 }), 'PRODUCT_NOT_FOUND');
      expectProblem(await adjust(unknown, { delta: 1 }), 'PRODUCT_NOT_FOUND');
      const odd = { ...product, size: 'XXXL' };
      expectProblem(await set(odd, { stock: 1 }), 'SIZE_NOT_FOUND');
      expectProblem(await adjust(odd, { delta: 1 }), 'SIZE_NOT_FOUND');
      expect(await stockOf(api, odd)).toBeUndefined();
    });
  });
}
