import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, asList, asObject, textIn } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import {
  addToCart,
  cartOf,
  checkout,
  freshUserId,
  ordersOf,
  unitsOf,
  walk,
} from '../contracts/http/fixtures.ts';
import { withoutJava } from '../stores/java.ts';
import { ADS, CART_UNITS, oldOrder, SHOPPER } from './document-items.ts';
import { type DocumentShop, startDocumentShop } from './document-shop.ts';

/** No step between the documents' functions and Kitroom but `npm run tables:create`. */
describe.skipIf(withoutJava)("the shop's tables as the documents' functions left them", () => {
  let shop: DocumentShop;
  let tables: DocumentShop['tables'];
  let api: Api;
  beforeAll(async () => {
    shop = await startDocumentShop();
    ({ tables, api } = shop);
  }, 60_000);
  afterAll(() => shop.stop());

  test('home_page shows the ads there are, and no sample shop joins them', async () => {
    const ads = asList((await api.get('/home_page')).body);
    const byId = ads.toSorted((left, right) =>
      String(left['ad_id']) < String(right['ad_id']) ? -1 : 1,
    );
    expect(byId).toEqual(ADS.map((ad) => ({ ...ad, ad_photo: `${ad['ad_id']}.png` })));
  });

  test('load_products gives a kit and a pair of boots by tag and by id', async () => {
    const kit = {
      productLabel: 'Pellanby Rovers Home 2023/24',
      price: 89.99,
      photoID: 'kit-7.png',
      product_id: 'kit-7',
      productDescription: 'Hooped shirt',
      productTag: 'kits',
    };
    const boots = {
      productLabel: 'Kaldrova Scree AG',
      price: 120,
      photoID: 'boot-3.png',
      product_id: 'boot-3',
      productDescription: 'For artificial grass',
      productTag: 'boots',
    };
    for (const [query, product] of [
      ['product_tag=kits', kit],
      ['product_id=kit-7', kit],
      ['product_tag=boots', boots],
      ['product_id=boot-3', boots],
    ] as const) {
      expect((await api.get(`/load_products?${query}`)).body).toEqual([product]);
    }
  });

  test('load_products walks an index that has no sort key', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => `hat-${index}`);
    const hat = { tag: 'hats', name: 'Hat', price: 9.5, description: 'Warm' };
    await tables.put('PRODUCTS', ...ids.map((product_id) => ({ ...hat, product_id })));
    const pages = await walk(api, '/load_products?product_tag=hats&limit=2');
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(
      pages
        .flat()
        .map((product) => product['product_id'])
        .sort(),
    ).toEqual(ids);
  });

  test('get_user_data gives what register stored, and an update changes it', async () => {
    const path = `/get_user_data?user_id=${SHOPPER.user_id}`;
    expect((await api.get(path)).body).toEqual(SHOPPER);
    const update = { user_id: SHOPPER.user_id, lastName: 'Roe', address: '1 High Street' };
    expect((await api.post('/store_user_data?operation=update', update)).status).toBe(200);
    expect((await api.get(path)).body).toEqual({
      ...SHOPPER,
      last_name: 'Roe',
      address: '1 High Street',
    });
  });

  test('load_cart shows every unit in the order of the list', async () => {
    const user_id = await shop.shopperWithCart();
    const cart = await cartOf(api, user_id);
    expect(unitsOf(cart)).toEqual(CART_UNITS);
    expect(cart[0]).toEqual({
      productLabel: 'Pellanby Rovers Home 2023/24',
      price: 89.99,
      photoID: 'kit-7.png',
      product_id: 'kit-7',
      size: 'M',
      user_id,
    });
  });

  test('units added to such a cart come after the old ones, any size being right', async () => {
    const user_id = await shop.shopperWithCart();
    const added = [
      { product_id: 'kit-7', size: 'M' },
      { product_id: 'boot-3', size: 'any size' },
      { product_id: 'kit-7', size: 'L' },
    ];
    await addToCart(api, user_id, ...added);
    expect(unitsOf(await cartOf(api, user_id))).toEqual([...CART_UNITS, ...added]);
  });

  test('clear_cart empties such a cart', async () => {
    const user_id = await shop.shopperWithCart();
    const answer = await api.post('/clear_cart', { user_id });
    expect(answer.body).toEqual({ message: 'Cart cleared successfully' });
    expect(await cartOf(api, user_id)).toEqual([]);
    expectProblem(await api.post('/checkout', { user_id }), 'CART_EMPTY');
  });

  test.each([
    ['only old units', []],
    ['old and new units', [{ product_id: 'boot-3', size: '42.5' }]],
  ])('checkout of a cart with %s orders them all, once', async (_name, added) => {
    const user_id = await shop.shopperWithCart();
    await addToCart(api, user_id, ...added);
    const order_id = await checkout(api, user_id);
    expect(await cartOf(api, user_id)).toEqual([]);
    expectProblem(await api.post('/checkout', { user_id }), 'CART_EMPTY');
    const [order, ...others] = await ordersOf(api, user_id);
    expect(others).toEqual([]);
    expect(order).toMatchObject({ order_id, user_id, order_status: 'Pending' });
    const sorted = (units: readonly object[]) => units.map((unit) => JSON.stringify(unit)).sort();
    expect(sorted(unitsOf(asList(order?.['items'])))).toEqual(sorted([...CART_UNITS, ...added]));
  });

  test('of 20 parallel checkouts of such a cart exactly one makes an order', async () => {
    const user_id = await shop.shopperWithCart();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.post('/checkout', { user_id })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await ordersOf(api, user_id)).map(({ items }) => asList(items).length)).toEqual([4]);
  });

  test('an empty list of units is an empty cart', async () => {
    const user_id = freshUserId();
    await tables.put('CART', { user_id, items: [] });
    expect(await cartOf(api, user_id)).toEqual([]);
    expectProblem(await api.post('/checkout', { user_id }), 'CART_EMPTY');
    await addToCart(api, user_id, { product_id: 'kit-7', size: 'S' });
    expect(await cartOf(api, user_id)).toHaveLength(1);
  });

  test('a product that is gone stays in the old order and leaves the cart loadable', async () => {
    const user_id = freshUserId();
    const unit = { product_id: 'kit-gone', size: 'M' };
    await tables.put('CART', { user_id, items: [unit, { product_id: 'kit-7', size: 'M' }] });
    await tables.put('ORDERS', {
      ...oldOrder(`gone-${user_id}`, user_id, '28-12-2023'),
      items: [unit],
    });
    expect((await api.get(`/load_cart?user_id=${user_id}`)).status).toBe(200);
    const refused = await api.post('/checkout', { user_id });
    expect(refused.status).toBe(409);
    expect(asObject(refused.body)['code']).toBe('PRODUCT_GONE');
    expect((await ordersOf(api, user_id)).map(({ items }) => items)).toEqual([[unit]]);
  });

  test('register again with the stored details changes nothing, with an old email is 409', async () => {
    const shopper = { ...SHOPPER, user_id: freshUserId(), email: 'bob@example.com' };
    await tables.put('USERS', shopper);
    const body = { email: shopper.email, firstName: 'Ada', lastName: 'Doe' };
    const again = { user_id: shopper.user_id, ...body };
    expect((await api.post('/store_user_data?operation=register', again)).status).toBe(200);
    const other = { user_id: freshUserId(), ...body };
    expectProblem(await api.post('/store_user_data?operation=register', other), 'USER_EXISTS');
    expect(textIn(await api.get('/user/bob@example.com'), 'user_id')).toBe(shopper.user_id);
  });
});
