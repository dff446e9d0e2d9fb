import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { addToCart, BALL, freshUserId, ordersOf } from './fixtures.ts';
import {
  addItem,
  changeProduct,
  deleteProduct,
  movedUnits,
  newProduct,
  newStocked,
  quantitiesOf,
  readCart,
  stockOf,
} from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** Orders that are not placed leave everything as it was. */
export function orderRefusalsContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const place = (user: string, body?: unknown) => asAdmin.post(`/users/${user}/orders`, body);
  /** The order is refused, the cart as it was and nothing ordered. */
  const expectUntouched = async (user: string, quantities: readonly object[]) => {
    expect(quantitiesOf(await readCart(asAdmin, user))).toEqual(quantities);
    expect(await ordersOf(asAdmin, user)).toEqual([]);
  };

  describe('an order', () => {
    test('for another total than the expected one is refused with the prices of now', async () => {
      const user = freshUserId();
      const flag = await newStocked(asAdmin, 5);
      await addItem(asAdmin, user, flag, 2);
      await changeProduct(asAdmin, flag, { price: 30 });
      for (const expected_total of [49, 60.01, 59.99, 0]) {
        const answer = await place(user, { expected_total });
        expectProblem(answer, 'PRICE_CHANGED');
        expect(answer.body).toMatchObject({
          total: 60,
          currency: 'EUR',
          lines: [{ ...flag, quantity: 2, unit_price: 30 }],
        });
      }
      await expectUntouched(user, [{ ...flag, quantity: 2 }]);
      expect(await stockOf(api, flag)).toBe(5);
      expect((await place(user, { expected_total: 60 })).status).toBe(201);
    });

    test.each([-1, 0.001, '49', null, true, [49], 1e21])(
      'for the expected total %j is refused',
      async (expected_total) => {
        const user = freshUserId();
        await addToCart(asAdmin, user, BALL);
        expectProblem(await place(user, { expected_total }), 'INVALID_INPUT', ['#/expected_total']);
        await expectUntouched(user, [{ ...BALL, quantity: 1 }]);
      },
    );

    test('of more than there is names each line that is short, and changes nothing', async () => {
      const user = freshUserId();
      const enough = await newStocked(asAdmin, 9);
      const short = await newStocked(asAdmin, 2);
      const none = await newStocked(asAdmin, 0);
      const quantities = [
        { ...enough, quantity: 2 },
        { ...short, quantity: 3 },
        { ...none, quantity: 1 },
      ];
      for (const { quantity, ...unit } of quantities) await addItem(asAdmin, user, unit, quantity);
      const answer = await place(user);
      expectProblem(answer, 'OUT_OF_STOCK');
      expect(asObject(answer.body)['lines']).toEqual([
        { ...short, wanted: 3, left: 2 },
        { ...none, wanted: 1, left: 0 },
      ]);
      await expectUntouched(user, quantities);
      expect(await stockOf(api, enough)).toBe(9);
      expect(await stockOf(api, short)).toBe(2);
      expect(await movedUnits(asAdmin, enough)).toBe(9);
    });

    test('of what is gone, whole or in its size, names it and changes nothing', async () => {
      const user = freshUserId();
      const gone = await newProduct(asAdmin);
      const shrunk = await newProduct(asAdmin, { sizes: [{ size: 'S' }, { size: 'M' }] });
      const kept = await newStocked(asAdmin, 5);
      for (const unit of [kept, gone, shrunk]) await addItem(asAdmin, user, unit);
      await deleteProduct(asAdmin, gone);
      await changeProduct(asAdmin, shrunk, { sizes: ['M'] });
      const answer = await place(user);
      expectProblem(answer, 'PRODUCT_GONE');
      expect(asObject(answer.body)['lines']).toEqual([gone, shrunk]);
      await expectUntouched(
        user,
        [kept, gone, shrunk].map((unit) => ({ ...unit, quantity: 1 })),
      );
      expect(await stockOf(api, kept)).toBe(5);
    });
  });
}
