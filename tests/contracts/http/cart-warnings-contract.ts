import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, asList, type HttpTarget } from './api-client.ts';
import { addToCart, freshUserId } from './fixtures.ts';
import {
  addItem,
  cartPath,
  changeProduct,
  deleteProduct,
  itemPath,
  newProduct,
  newStocked,
  readCart,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** Prices, and the total that floating point would miss. */
const SUMS: readonly (readonly [prices: readonly number[], quantity: number, total: number])[] = [
  [[0.1, 0.2], 1, 0.3],
  [[0.1, 0.7], 3, 2.4],
  [[19.99], 3, 59.97],
  [[1.1, 2.2], 1, 3.3],
  [[0.07], 99, 6.93],
  [[9_999_999.99], 99, 989_999_999.01],
  [[0], 5, 0],
];

/** What a cart tells before the checkout refuses. */
export function cartWarningsContract(target: HttpTarget): void {
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });

  describe('the total of a cart', () => {
    test.each(SUMS)('of %j by %d is %d to the cent', async (prices, quantity, total) => {
      const user = freshUserId();
      for (const price of prices) {
        await addItem(asAdmin, user, await newProduct(asAdmin, { price }), quantity);
      }
      expect(await readCart(asAdmin, user)).toMatchObject({ total, warnings: [] });
    });
  });

  describe('a cart warns', () => {
    test('of a price that changed, until the line is set again', async () => {
      const user = freshUserId();
      const flag = await newProduct(asAdmin, { price: 24.5 });
      await addItem(asAdmin, user, flag, 2);
      await changeProduct(asAdmin, flag, { price: 19.99 });
      expect(await readCart(asAdmin, user)).toMatchObject({
        lines: [{ unit_price: 19.99, line_total: 39.98 }],
        total: 39.98,
        warnings: [{ code: 'PRICE_CHANGED', ...flag, before: 24.5, now: 19.99 }],
      });
      await asAdmin.put(itemPath(cartPath(user), flag), { quantity: 2 });
      expect(await readCart(asAdmin, user)).toMatchObject({ total: 39.98, warnings: [] });
    });

    test('of no price that changed back', async () => {
      const user = freshUserId();
      const flag = await newProduct(asAdmin, { price: 24.5 });
      await addToCart(asAdmin, user, flag);
      await changeProduct(asAdmin, flag, { price: 30 });
      expect(asList((await readCart(asAdmin, user))['warnings'])).toHaveLength(1);
      await changeProduct(asAdmin, flag, { price: 24.5 });
      expect(await readCart(asAdmin, user)).toMatchObject({ warnings: [] });
    });

    test('of stock that is short, and says what is left', async () => {
      const user = freshUserId();
      const flag = await newStocked(asAdmin, 2);
      await addItem(asAdmin, user, flag, 3);
      const short = { code: 'SHORT_OF_STOCK', ...flag };
      expect(await readCart(asAdmin, user)).toMatchObject({
        lines: [{ quantity: 3, line_total: 73.5 }],
        total: 73.5,
        warnings: [{ ...short, left: 2 }],
      });
      await asAdmin.put(`/products/${flag.product_id}/stock/${flag.size}`, { stock: 0 });
      expect(await readCart(asAdmin, user)).toMatchObject({ warnings: [{ ...short, left: 0 }] });
      await asAdmin.put(`/products/${flag.product_id}/stock/${flag.size}`, { stock: 3 });
      expect(await readCart(asAdmin, user)).toMatchObject({ warnings: [] });
    });

    test('of what is gone, whole or in its size, and leaves it out of the total', async () => {
      const user = freshUserId();
      const gone = await newProduct(asAdmin);
      const shrunk = await newProduct(asAdmin, { sizes: [{ size: 'S' }, { size: 'M' }] });
      const kept = await newProduct(asAdmin, { price: 5 });
      for (const unit of [gone, shrunk, kept]) await addItem(asAdmin, user, unit, 2);
      await deleteProduct(asAdmin, gone);
      await changeProduct(asAdmin, shrunk, { sizes: ['M'] });
      const cart = await readCart(asAdmin, user);
      expect(cart).toMatchObject({
        lines: [
          { ...gone, quantity: 2, label: gone.product_id, unit_price: null, line_total: null },
          { ...shrunk, quantity: 2, label: 'Corner Flag', unit_price: null, line_total: null },
          { ...kept, unit_price: 5, line_total: 10 },
        ],
        total: 10,
      });
      expect(cart['warnings']).toEqual([
        { code: 'GONE', ...gone },
        { code: 'GONE', ...shrunk },
      ]);
      await asAdmin.delete(itemPath(cartPath(user), gone));
      await asAdmin.delete(itemPath(cartPath(user), shrunk));
      expect(await readCart(asAdmin, user)).toMatchObject({ total: 10, warnings: [] });
    });

    test('of every line that needs it, of a changed price and short stock at once', async () => {
      const user = freshUserId();
      const flag = await newStocked(asAdmin, 1);
      await addItem(asAdmin, user, flag, 2);
      await changeProduct(asAdmin, flag, { price: 1 });
      const { warnings } = await readCart(asAdmin, user);
      expect(asList(warnings).map(({ code }) => code)).toEqual(['PRICE_CHANGED', 'SHORT_OF_STOCK']);
    });
  });
}
