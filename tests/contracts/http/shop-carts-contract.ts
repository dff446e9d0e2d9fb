import { describe, expect, test } from 'vitest';
import { apiClient, asList, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { addToCart, BALL, BOOT, cartOf, freshUserId, SHIRT, unitsOf } from './fixtures.ts';

const MAX_LINES = 50;
const MAX_QUANTITY = 99;

/** Row S: `add_to_cart`, `load_cart` and `clear_cart`. */
export function shopCartsContract(target: HttpTarget): void {
  const api = apiClient(target);
  const add = (body: unknown) => api.post('/add_to_cart', body);

  describe('carts', () => {
    test('an addition is answered with its message, also for a user without details', async () => {
      const answer = await add({ user_id: freshUserId(), ...BALL });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ message: 'Product added to cart successfully' });
    });

    test('a unit shows the product as load_products does', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BOOT);
      const [product] = asList(
        (await api.get(`/load_products?product_id=${BOOT.product_id}`)).body,
      );
      expect(await cartOf(api, user_id)).toEqual([
        {
          productLabel: product?.['productLabel'],
          price: 189.99,
          photoID: `${BOOT.product_id}.png`,
          product_id: BOOT.product_id,
          size: '42.5',
          user_id,
        },
      ]);
    });

    test('units are kept one by one in the order added', async () => {
      const user_id = freshUserId();
      const otherSize = { ...SHIRT, size: 'L' };
      const units = [BALL, SHIRT, BALL, otherSize, SHIRT, BALL];
      await addToCart(api, user_id, ...units);
      expect(unitsOf(await cartOf(api, user_id))).toEqual(units);
    });

    test('carts are apart', async () => {
      const [one, other] = [freshUserId(), freshUserId()];
      await addToCart(api, one, BALL);
      await addToCart(api, other, SHIRT);
      expect(unitsOf(await cartOf(api, one))).toEqual([BALL]);
      expect(unitsOf(await cartOf(api, other))).toEqual([SHIRT]);
      expect(await cartOf(api, one.toUpperCase())).toEqual([]);
    });

    test('no cart is an empty list', async () => {
      const answer = await api.get(`/load_cart?user_id=${freshUserId()}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual([]);
    });

    test.each([
      ['?user_id=', 'must be 1 to 128 characters of A-Z a-z 0-9 _ -'],
      ['', 'is required'],
    ])('load_cart%s is refused', async (query, detail) => {
      expectProblem(await api.get(`/load_cart${query}`), 'INVALID_USER_ID', {
        '#/user_id': detail,
      });
    });

    test('clearing empties the cart, and again is answered the same', async () => {
      const user_id = freshUserId();
      await addToCart(api, user_id, BALL, SHIRT);
      for (let time = 0; time < 2; time += 1) {
        const answer = await api.post('/clear_cart', { user_id });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({ message: 'Cart cleared successfully' });
        expect(await cartOf(api, user_id)).toEqual([]);
      }
      await addToCart(api, user_id, SHIRT);
      expect(unitsOf(await cartOf(api, user_id))).toEqual([SHIRT]);
    });

    test('clearing a cart that never was is answered the same', async () => {
      const answer = await api.post('/clear_cart', { user_id: freshUserId() });
      expect(answer.body).toEqual({ message: 'Cart cleared successfully' });
    });

    test('an unknown product is 404 and adds nothing', async () => {
      const user_id = freshUserId();
      const answer = await add({ user_id, product_id: 'acc-nothing', size: 'M' });
      expectProblem(answer, 'PRODUCT_NOT_FOUND');
      expect(await cartOf(api, user_id)).toEqual([]);
    });

    test('a size the product does not come in is refused and adds nothing', async () => {
      const user_id = freshUserId();
      expectProblem(await add({ user_id, ...SHIRT, size: 'XS' }), 'INVALID_INPUT', {
        '#/size': 'must be one of S, M, L, XL, 2XL',
      });
      expectProblem(await add({ user_id, ...SHIRT, size: 'm' }), 'INVALID_INPUT', ['#/size']);
      expect(await cartOf(api, user_id)).toEqual([]);
    });

    test('a size as a number is refused', async () => {
      const body = { user_id: freshUserId(), product_id: BOOT.product_id, size: 42.5 };
      expectProblem(await add(body), 'INVALID_INPUT', { '#/size': 'must be text' });
    });

    test('every field of an addition is required and named', async () => {
      expectProblem(await add({}), 'INVALID_INPUT', {
        '#/user_id': 'is required',
        '#/product_id': 'is required',
        '#/size': 'is required',
      });
    });

    test.each(['quantity', 'price', 'items'])('%s is no field of an addition', async (field) => {
      const user_id = freshUserId();
      expectProblem(await add({ user_id, ...BALL, [field]: 1 }), 'INVALID_INPUT', {
        [`#/${field}`]: 'is not a known field',
      });
      expect(await cartOf(api, user_id)).toEqual([]);
    });

    test('a line holds 99 units and no more, another size is another line', async () => {
      const user_id = freshUserId();
      const full = Array.from({ length: MAX_QUANTITY }, () => SHIRT);
      await addToCart(api, user_id, ...full);
      expectProblem(await add({ user_id, ...SHIRT }), 'CART_FULL', {
        '#/product_id': 'a cart holds at most 99 of one product in one size',
      });
      const otherSize = { ...SHIRT, size: 'S' };
      await addToCart(api, user_id, otherSize);
      expect(unitsOf(await cartOf(api, user_id))).toEqual([...full, otherSize]);
    });

    test('a cart holds 50 lines and no more, each of which may still grow', async () => {
      const user_id = freshUserId();
      const kits = asList((await api.get('/load_products?product_tag=kits')).body);
      const lines = ['M', 'L'].flatMap((size) =>
        kits.map((kit) => ({ product_id: String(kit['product_id']), size })),
      );
      const taken = lines.slice(0, MAX_LINES);
      await addToCart(api, user_id, ...taken);
      expectProblem(await add({ user_id, ...lines[MAX_LINES] }), 'CART_FULL', {
        '#/product_id': 'a cart holds at most 50 different products and sizes',
      });
      const first = taken.slice(0, 1);
      await addToCart(api, user_id, ...first);
      expect(unitsOf(await cartOf(api, user_id))).toEqual([...taken, ...first]);
    });
  });
}
