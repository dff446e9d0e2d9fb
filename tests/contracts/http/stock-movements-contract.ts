import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, asList, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { freshUserId, INSTANT, pause, walk } from './fixtures.ts';
import {
  deleteProduct,
  movedUnits,
  newStocked,
  orderOf,
  type TestProduct,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** `GET /products/{product_id}/stock-movements`. */
export function stockMovementsContract(target: HttpTarget): void {
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const pathOf = ({ product_id, size }: TestProduct) => `/products/${product_id}/stock/${size}`;

  describe('stock movements', () => {
    test('tell all that came and went, newest first, also in a walk', async () => {
      const product = await newStocked(asAdmin, 10);
      await pause();
      await asAdmin.put(pathOf(product), { stock: 7, note: 'Counted' });
      await pause();
      await asAdmin.post(`${pathOf(product)}/adjustments`, { delta: 5 });
      await pause();
      const order_id = await orderOf(asAdmin, freshUserId(), product, 2);
      await pause();
      await asAdmin.post(`/orders/${order_id}/cancel`);
      expect(await movedUnits(asAdmin, product)).toBe(12);
      const path = `/products/${product.product_id}/stock-movements`;
      const { items } = asObject((await asAdmin.get(path)).body);
      const each = {
        movement_id: expect.any(String),
        size: product.size,
        by: expect.any(String),
        at: expect.stringMatching(INSTANT),
      };
      expect(items).toEqual([
        { ...each, delta: 2, reason: 'cancelled', order_id },
        { ...each, delta: -2, reason: 'ordered', order_id },
        { ...each, delta: 5, reason: 'adjusted' },
        { ...each, delta: -3, reason: 'set', note: 'Counted' },
        { ...each, delta: 10, reason: 'set' },
      ]);
      expect(new Set(asList(items).map(({ movement_id }) => movement_id)).size).toBe(5);
      for (const limit of [1, 2]) {
        expect((await walk(asAdmin, `${path}?limit=${limit}`)).flat()).toEqual(items);
      }
    });

    test('stay when the product goes', async () => {
      const product = await newStocked(asAdmin, 3);
      await deleteProduct(asAdmin, product);
      const path = `/products/${product.product_id}/stock-movements`;
      const { items } = asObject((await asAdmin.get(path)).body);
      expect(asList(items).map(({ delta, reason }) => [delta, reason])).toEqual([
        [-3, 'removed'],
        [3, 'set'],
      ]);
    });

    test('take no cursor of another product', async () => {
      const [one, other] = [await newStocked(asAdmin, 3), await newStocked(asAdmin, 3)];
      await asAdmin.put(pathOf(one), { stock: 1 });
      const first = await asAdmin.get(`/products/${one.product_id}/stock-movements?limit=1`);
      const cursor = asObject(first.body)['next_cursor'];
      for (const query of [`cursor=${cursor}`, 'cursor=abc']) {
        const path = `/products/${other.product_id}/stock-movements?${query}`;
        expectProblem(await asAdmin.get(path), 'INVALID_CURSOR', ['#/cursor']);
      }
    });
  });
}
