import { beforeAll, describe, expect, test } from 'vitest';
import type { Api, HttpTarget, JsonObject } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, freshUserId } from './fixtures.ts';
import {
  addItem,
  atOnce,
  cartPath,
  itemPath,
  newProduct,
  quantitiesOf,
  readCart,
  statusCounts,
  type TestProduct,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** How much a cart holds, also when it is filled by many at once. */
export function cartLimitsContract(target: HttpTarget): void {
  let asAdmin: Api;
  let flag: TestProduct;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    flag = await newProduct(asAdmin);
  });
  const set = (userId: string, unit: TestProduct, body: JsonObject) =>
    asAdmin.put(itemPath(cartPath(userId), unit), body);
  const add = (userId: string, body: JsonObject) => asAdmin.post(`${cartPath(userId)}/items`, body);

  describe('in one cart', () => {
    test('are at most 99 a line', async () => {
      const user = freshUserId();
      await set(user, flag, { quantity: 98 });
      expectProblem(await add(user, { ...flag, quantity: 2 }), 'CART_FULL', ['#/product_id']);
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...flag, quantity: 98 }]);
    });

    test('are at most 50 lines', async () => {
      const sizes = Array.from({ length: 50 }, (_, size) => ({ size: `${size}` }));
      const { product_id } = await newProduct(asAdmin, { sizes });
      const user = freshUserId();
      for (const { size } of sizes) await addItem(asAdmin, user, { product_id, size });
      expectProblem(await set(user, flag, { quantity: 1 }), 'CART_FULL', ['#/product_id']);
      expectProblem(await add(user, { ...flag }), 'CART_FULL', ['#/product_id']);
      const first = { product_id, size: '0' };
      expect((await set(user, first, { quantity: 9 })).status).toBe(200);
      await asAdmin.delete(itemPath(cartPath(user), first));
      expect((await set(user, flag, { quantity: 1 })).status).toBe(200);
    });

    test('30 additions at once lose nothing', async () => {
      const user = freshUserId();
      const units = [flag, BALL];
      await atOnce(30, (index) => add(user, { ...(units[index % 2] ?? flag), quantity: 2 }));
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual(
        expect.arrayContaining(units.map((unit) => ({ ...unit, quantity: 30 }))),
      );
    });

    test('10 settings at once end with one of them', async () => {
      const user = freshUserId();
      const answers = await atOnce(10, (index) => set(user, flag, { quantity: index + 1 }));
      expect(statusCounts(answers)).toEqual({ 200: 10 });
      const [line, ...others] = quantitiesOf(await readCart(asAdmin, user));
      expect(others).toEqual([]);
      expect(line?.['quantity']).toBeGreaterThanOrEqual(1);
      expect(line?.['quantity']).toBeLessThanOrEqual(10);
    });
  });
}
