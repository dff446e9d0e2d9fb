import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, BOOT, freshUserId } from './fixtures.ts';
import { GUEST_CALLS } from './guest-cart-calls.ts';
import {
  addItem,
  atOnce,
  cartPath,
  type GuestCart,
  newGuestCart,
  newProduct,
  quantitiesOf,
  readCart,
  statusCounts,
  type TestProduct,
} from './shop-fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

/** `POST /users/{user_id}/cart/merge`. */
export function guestCartMergingContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  let flag: TestProduct;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    flag = await newProduct(asAdmin);
  });
  const merge = (
    userId: string,
    { cartId: cart_id, cartSecret: cart_secret }: Pick<GuestCart, 'cartId' | 'cartSecret'>,
    who = asAdmin,
  ) => who.post(`${cartPath(userId)}/merge`, { cart_id, cart_secret });
  const fill = async ({ guest, path }: GuestCart, unit: TestProduct, quantity: number) => {
    const { product_id, size } = unit;
    const answer = await guest.post(`${path}/items`, { product_id, size, quantity });
    expect(answer.status, answer.text).toBe(200);
  };

  describe('a guest’s cart that joins an account’s', () => {
    test('brings its lines, sums what both have, and is empty', async () => {
      const user = await signUp(api);
      const own = api.as(user);
      const cart = await newGuestCart(api);
      await addItem(own, user.userId, BALL, 2);
      await fill(cart, flag, 3);
      await fill(cart, BALL, 4);
      const answer = await merge(user.userId, cart, own);
      expect(answer.status, answer.text).toBe(200);
      expect(quantitiesOf(answer.body)).toEqual([
        { ...BALL, quantity: 6 },
        { ...flag, quantity: 3 },
      ]);
      const { left_out, ...shown } = asObject(answer.body);
      expect(left_out).toEqual([]);
      expect(await readCart(own, user.userId)).toEqual(shown);
      expect(answer.text).not.toContain(cart.cartSecret);
    });

    test('adds nothing when it is repeated', async () => {
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      await fill(cart, flag, 3);
      const first = await merge(user, cart);
      const again = await merge(user, cart);
      expect(again.status).toBe(200);
      expect(again.body).toEqual(first.body);
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...flag, quantity: 3 }]);
    });

    test('takes nothing more from then on', async () => {
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      await fill(cart, flag, 3);
      await merge(user, cart);
      for (const { method, rest, json } of GUEST_CALLS) {
        const options = json === undefined ? {} : { json };
        expectProblem(await cart.guest.send(method, cart.path + rest, options), 'CART_MERGED');
      }
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...flag, quantity: 3 }]);
    });

    test('joins no other', async () => {
      const [user, other, cart] = [freshUserId(), freshUserId(), await newGuestCart(api)];
      await fill(cart, flag, 3);
      await merge(user, cart);
      expectProblem(await merge(other, cart), 'CART_MERGED');
      expect(quantitiesOf(await readCart(asAdmin, other))).toEqual([]);
    });

    test('leaves out what a line has no room for, and says so', async () => {
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      await addItem(asAdmin, user, flag, 90);
      await addItem(asAdmin, user, BOOT, 99);
      await fill(cart, flag, 20);
      await fill(cart, BOOT, 1);
      await fill(cart, BALL, 99);
      const answer = await merge(user, cart);
      expect(quantitiesOf(answer.body)).toEqual([
        { ...flag, quantity: 99 },
        { ...BOOT, quantity: 99 },
        { ...BALL, quantity: 99 },
      ]);
      expect(asObject(answer.body)['left_out']).toEqual([
        { ...flag, quantity: 11 },
        { ...BOOT, quantity: 1 },
      ]);
    });

    test('leaves out lines that a cart has no room for', async () => {
      const sizes = Array.from({ length: 49 }, (_, size) => ({ size: `${size}` }));
      const { product_id } = await newProduct(asAdmin, { sizes });
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      for (const { size } of sizes) await addItem(asAdmin, user, { product_id, size });
      await fill(cart, flag, 1);
      await fill(cart, BALL, 2);
      const answer = await merge(user, cart);
      expect(quantitiesOf(answer.body)).toHaveLength(50);
      expect(asObject(answer.body)['left_out']).toEqual([{ ...BALL, quantity: 2 }]);
    });

    test('may be empty', async () => {
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      const answer = await merge(user, cart);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ lines: [], left_out: [] });
    });

    test('is opened by its secret alone', async () => {
      const [user, cart, other] = [freshUserId(), await newGuestCart(api), await newGuestCart(api)];
      await fill(cart, flag, 3);
      for (const wrong of [
        { ...cart, cartSecret: other.cartSecret },
        { ...cart, cartSecret: 'x' },
        { ...cart, cartId: randomUUID() },
      ]) {
        expectProblem(await merge(user, wrong), 'CART_NOT_FOUND');
      }
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([]);
      expect(quantitiesOf((await cart.guest.get(cart.path)).body)).toHaveLength(1);
    });

    test('10 times at once joins once', async () => {
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      await addItem(asAdmin, user, flag, 1);
      await fill(cart, flag, 5);
      expect(statusCounts(await atOnce(10, () => merge(user, cart)))).toEqual({ 200: 10 });
      expect(quantitiesOf(await readCart(asAdmin, user))).toEqual([{ ...flag, quantity: 6 }]);
    });

    test('for two accounts at once joins one', async () => {
      const [users, cart] = [[freshUserId(), freshUserId()], await newGuestCart(api)];
      await fill(cart, flag, 5);
      const answers = await atOnce(8, (index) => merge(users[index % 2] ?? '', cart));
      expect(statusCounts(answers)).toEqual({ 200: 4, 409: 4 });
      const carts = await Promise.all(users.map((user) => readCart(asAdmin, user)));
      expect(carts.flatMap(quantitiesOf)).toEqual([{ ...flag, quantity: 5 }]);
    });

    test('while both are added to loses nothing', async () => {
      const [user, cart] = [freshUserId(), await newGuestCart(api)];
      await fill(cart, flag, 1);
      const added = (index: number) =>
        index % 2 === 0
          ? cart.guest.post(`${cart.path}/items`, { ...flag })
          : asAdmin.post(`${cartPath(user)}/items`, { ...flag });
      const [additions, merged] = await Promise.all([atOnce(20, added), merge(user, cart)]);
      // Told to try again, a client does.
      for (let answer = merged; answer.status !== 200; answer = await merge(user, cart)) {
        expectProblem(answer, 'CART_CHANGED');
      }
      const done = additions.filter(({ status }) => status === 200).length;
      for (const answer of additions.filter(({ status }) => status !== 200)) {
        expectProblem(answer, 'CART_MERGED');
      }
      const quantity = quantitiesOf(await readCart(asAdmin, user))[0]?.['quantity'];
      expect(quantity).toBe(1 + done);
    });
  });
}
