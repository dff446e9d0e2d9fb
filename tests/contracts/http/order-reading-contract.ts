import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, arriving, asList, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, freshUserId, ordersOf, pause, unitsOf, walk } from './fixtures.ts';
import { newGuestCart, orderOf, setStatus } from './shop-fixtures.ts';
import { adminApi, type SignedIn, signUp } from './sign-in-fixtures.ts';

/** Whose orders are shown to whom. */
export function orderReadingContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  let owner: SignedIn;
  let stranger: SignedIn;
  let ids: readonly string[];
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    [owner, stranger] = [await signUp(api), await signUp(api)];
    const placed = [];
    for (let order = 0; order < 3; order += 1) {
      placed.push(await orderOf(api.as(owner), owner.userId, BALL, order + 1));
      await pause();
    }
    ids = placed.toReversed();
  });
  const idsIn = (orders: readonly object[]) => orders.map((order) => asObject(order)['order_id']);

  describe('one’s own orders', () => {
    test('are listed newest first, also in a walk', async () => {
      const path = `/users/${owner.userId}/orders`;
      const answer = await api.as(owner).get(path);
      const { items, next_cursor } = asObject(answer.body);
      expect(idsIn(asList(items))).toEqual(ids);
      expect(next_cursor).toBeNull();
      for (const limit of [1, 2]) {
        const pages = await walk(api.as(owner), `${path}?limit=${limit}`);
        expect(pages.flat()).toEqual(items);
      }
    });

    test('are listed to no other user, and one without any has none', async () => {
      expectProblem(await api.as(stranger).get(`/users/${owner.userId}/orders`), 'FORBIDDEN');
      const own = await api.as(stranger).get(`/users/${stranger.userId}/orders`);
      expect(own.body).toEqual({ items: [], next_cursor: null });
    });

    test('take no cursor of another’s, nor one made up', async () => {
      const first = await asAdmin.get(`/users/${owner.userId}/orders?limit=1`);
      const cursor = asObject(first.body)['next_cursor'];
      const other = await asAdmin.get(`/users/${stranger.userId}/orders?cursor=${cursor}`);
      if (other.status === 200) expect(asObject(other.body)['items']).toEqual([]);
      else expectProblem(other, 'INVALID_CURSOR', ['#/cursor']);
      const madeUp = await asAdmin.get(`/users/${owner.userId}/orders?cursor=abc`);
      expectProblem(madeUp, 'INVALID_CURSOR', ['#/cursor']);
    });

    test('are those of get_orders, with their status', async () => {
      const user = freshUserId();
      const orderId = await orderOf(asAdmin, user, BALL, 2);
      await setStatus(asAdmin, orderId, 'Paid');
      const [order, ...others] = await ordersOf(asAdmin, user);
      expect(others).toEqual([]);
      expect(order).toMatchObject({ order_id: orderId, order_status: 'Paid' });
      expect(unitsOf(asList(order?.['items']))).toEqual([BALL, BALL]);
    });
  });

  describe('an order', () => {
    test('is read by its owner and by an admin', async () => {
      for (const who of [api.as(owner), asAdmin]) {
        const answer = await who.get(`/orders/${ids[0]}`);
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({ order_id: ids[0], user_id: owner.userId });
      }
    });

    test.each(['GET', 'POST'])('of another is as unknown as none to %s', async (method) => {
      const unknown = randomUUID();
      const texts = [];
      for (const id of [String(ids[0]), unknown]) {
        const path = method === 'GET' ? `/orders/${id}` : `/orders/${id}/cancel`;
        const headers = { 'x-request-id': 'the-same' };
        const answer = await api.as(stranger).send(method, path, { headers });
        expectProblem(answer, 'ORDER_NOT_FOUND');
        const { date, ...others } = Object.fromEntries(answer.headers);
        texts.push(JSON.stringify(others) + answer.text.replaceAll(id, 'the-id'));
      }
      expect(texts[1]).toBe(texts[0]);
      expect((await asAdmin.get(`/orders/${ids[0]}`)).body).toMatchObject({ status: 'Pending' });
    });

    test('that is unknown is 404 to an admin too', async () => {
      for (const id of arriving(target, [randomUUID(), 'x', 'orders%2F..'])) {
        expectProblem(await asAdmin.get(`/orders/${id}`), 'ORDER_NOT_FOUND');
        expectProblem(await asAdmin.post(`/orders/${id}/cancel`), 'ORDER_NOT_FOUND');
        expectProblem(await setStatus(asAdmin, id, 'Paid'), 'ORDER_NOT_FOUND');
      }
    });

    test('is shown to nobody who has not signed in, nor to a session that ended', async () => {
      const { guest } = await newGuestCart(api);
      expectProblem(await guest.get(`/orders/${ids[0]}`), 'AUTHENTICATION_REQUIRED');
      const crossSite = { 'sec-fetch-site': 'cross-site' };
      const anonymous = await api.get(`/orders/${ids[0]}`, crossSite);
      expectProblem(anonymous, 'AUTHENTICATION_REQUIRED');
      const leaver = await signUp(api);
      const orderId = await orderOf(api.as(leaver), leaver.userId, BALL);
      await api.as(leaver).post('/logout');
      expectProblem(await api.as(leaver).get(`/orders/${orderId}`), 'INVALID_TOKEN');
    });

    test('tells its owner that the shop did it, and those who work there who', async () => {
      const orderId = await orderOf(api.as(owner), owner.userId, BALL);
      await setStatus(asAdmin, orderId, 'Paid');
      const historyTo = async (who: Api) =>
        asList(asObject((await who.get(`/orders/${orderId}`)).body)['history']);
      const shown = await historyTo(api.as(owner));
      expect(shown.map(({ from, to, by }) => [from, to, by])).toEqual([
        [null, 'Pending', owner.userId],
        ['Pending', 'Paid', 'shop'],
      ]);
      const told = await historyTo(asAdmin);
      expect(told[0]).toEqual(shown[0]);
      expect(told[1]?.['by']).not.toBe('shop');
    });
  });
}
