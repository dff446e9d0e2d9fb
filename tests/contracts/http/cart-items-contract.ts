import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, arriving, type HttpTarget, type JsonObject } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, cartOf, freshUserId, unitsOf } from './fixtures.ts';
import {
  addItem,
  cartPath,
  itemPath,
  newProduct,
  quantitiesOf,
  readCart,
  type TestProduct,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

const SIZES = ['One size', '42.5', '½', 'a/b', '100%', 'ÄÖ', '?#&'];
const BAD_QUANTITIES = [0, -1, 1.5, 100, 1e9, '3', null, true, [1], {}];

/** `/users/{user_id}/cart` and its items. */
export function cartItemsContract(target: HttpTarget): void {
  let asAdmin: Api;
  let flag: TestProduct;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    flag = await newProduct(asAdmin);
  });
  const set = (userId: string, unit: TestProduct, body: JsonObject) =>
    asAdmin.put(itemPath(cartPath(userId), unit), body);
  const add = (userId: string, body: JsonObject) => asAdmin.post(`${cartPath(userId)}/items`, body);

  describe('the items of a cart', () => {
    test('are shown with label, photo, price and totals', async () => {
      const user = freshUserId();
      await addItem(asAdmin, user, BALL, 2);
      const cart = await addItem(asAdmin, user, flag, 3);
      expect(cart).toEqual({
        lines: [
          {
            ...{ ...BALL, quantity: 2, label: 'Meridian Match Ball' },
            ...{ photo: `${BALL.product_id}.png`, unit_price: 109.99, line_total: 219.98 },
          },
          {
            ...{ ...flag, quantity: 3, label: 'Corner Flag', photo: `${flag.product_id}.png` },
            ...{ unit_price: 24.5, line_total: 73.5 },
          },
        ],
        ...{ total: 293.48, currency: 'EUR', warnings: [] },
      });
      expect(await readCart(asAdmin, user)).toEqual(cart);
    });

    test('are none where there is no cart', async () => {
      const empty = { lines: [], total: 0, currency: 'EUR', warnings: [] };
      const user = freshUserId();
      expect(await readCart(asAdmin, user)).toEqual(empty);
      await addItem(asAdmin, user, flag);
      for (let time = 0; time < 2; time += 1) {
        const answer = await asAdmin.delete(cartPath(user));
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual(empty);
      }
    });

    test('are set to a quantity, again and again', async () => {
      const user = freshUserId();
      for (const quantity of [3, 3, 99, 1]) {
        const answer = await set(user, flag, { quantity });
        expect(answer.status, answer.text).toBe(200);
        expect(quantitiesOf(answer.body)).toEqual([{ ...flag, quantity }]);
      }
    });

    test('are added to, one where no quantity is said', async () => {
      const user = freshUserId();
      await add(user, { ...flag });
      const answer = await add(user, { ...flag, quantity: 98 });
      expect(quantitiesOf(answer.body)).toEqual([{ ...flag, quantity: 99 }]);
    });

    test('are taken out, again and again', async () => {
      const user = freshUserId();
      await addItem(asAdmin, user, BALL);
      await addItem(asAdmin, user, flag, 2);
      for (let time = 0; time < 2; time += 1) {
        const answer = await asAdmin.delete(itemPath(cartPath(user), flag));
        expect(answer.status).toBe(200);
        expect(quantitiesOf(answer.body)).toEqual([{ ...BALL, quantity: 1 }]);
      }
    });

    test.each(BAD_QUANTITIES)('of the quantity %j are refused', async (quantity) => {
      const user = freshUserId();
      await addItem(asAdmin, user, flag, 2);
      expectProblem(await set(user, flag, { quantity }), 'INVALID_QUANTITY', ['#/quantity']);
      expectProblem(await add(user, { ...flag, quantity }), 'INVALID_QUANTITY', ['#/quantity']);
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...flag, quantity: 2 }]);
    });

    test('are not set without a quantity', async () => {
      const answer = await set(freshUserId(), flag, {});
      expectProblem(answer, 'INVALID_QUANTITY', { '#/quantity': 'is required' });
    });

    test('name every bad field at once', async () => {
      const answer = await add(freshUserId(), { quantity: 0, size: 5, price: 1 });
      const fields = ['#/quantity', '#/size', '#/product_id', '#/price'];
      expectProblem(answer, 'INVALID_QUANTITY', fields);
      expectProblem(await add(freshUserId(), { size: 5 }), 'INVALID_INPUT', [
        ...['#/size', '#/product_id'],
      ]);
    });

    test('in a size the product does not come in are refused', async () => {
      const user = freshUserId();
      const odd = { ...flag, size: 'XXXL' };
      const fields = { '#/size': `must be one of ${flag.size}` };
      expectProblem(await set(user, odd, { quantity: 1 }), 'UNKNOWN_SIZE', fields);
      expectProblem(await add(user, { ...odd }), 'UNKNOWN_SIZE', fields);
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([]);
    });

    test('of an unknown product are 404', async () => {
      const unknown = { ...flag, product_id: 'no-such-product' };
      expectProblem(await set(freshUserId(), unknown, { quantity: 1 }), 'PRODUCT_NOT_FOUND');
      expectProblem(await add(freshUserId(), { ...unknown }), 'PRODUCT_NOT_FOUND');
    });

    test('are in whatever size the URL spells', async () => {
      const spelled = new Set(arriving(target, SIZES.map(encodeURIComponent)));
      const names = SIZES.filter((size) => spelled.has(encodeURIComponent(size)));
      const sizes = names.map((size) => ({ size }));
      const { product_id } = await newProduct(asAdmin, { sizes });
      const user = freshUserId();
      for (const size of names) {
        const answer = await set(user, { product_id, size }, { quantity: 2 });
        expect(answer.status, `${size} ${answer.text}`).toBe(200);
      }
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual(
        names.map((size) => ({ product_id, size, quantity: 2 })),
      );
      for (const size of names)
        await asAdmin.delete(itemPath(cartPath(user), { product_id, size }));
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([]);
    });

    test('of a product without sizes are in any', async () => {
      const { product_id } = await newProduct(asAdmin, { sizes: [] });
      const user = freshUserId();
      const unit = { product_id, size: randomUUID().slice(0, 32) };
      expect(quantitiesOf(await addItem(asAdmin, user, unit))).toEqual([{ ...unit, quantity: 1 }]);
    });

    test('are those of the document’s routes', async () => {
      const user = freshUserId();
      await asAdmin.post('/add_to_cart', { user_id: user, ...flag });
      await asAdmin.post('/add_to_cart', { user_id: user, ...flag });
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...flag, quantity: 2 }]);
      await addItem(asAdmin, user, BALL);
      await set(user, flag, { quantity: 3 });
      const units = unitsOf(await cartOf(asAdmin, user));
      expect(units).toHaveLength(4);
      expect(units).toEqual(expect.arrayContaining([BALL, flag]));
      await asAdmin.post('/clear_cart', { user_id: user });
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([]);
    });
  });
}
