import { describe, expect, test } from 'vitest';
import { apiClient, asList, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import {
  addToCart,
  BALL,
  checkout,
  freshUserId,
  nextPath,
  ordersOf,
  pause,
  walk,
} from './fixtures.ts';

/** Row S: `get_orders`. */
export function shopOrdersContract(target: HttpTarget): void {
  const api = apiClient(target);
  /** Orders a millisecond and more apart, oldest first. */
  const placeOrders = async (user_id: string, count: number) => {
    const ids = [];
    for (let order = 0; order < count; order += 1) {
      await addToCart(api, user_id, BALL);
      ids.push(await checkout(api, user_id));
      await pause();
    }
    return ids;
  };

  describe('get_orders', () => {
    test('orders are newest first', async () => {
      const user_id = freshUserId();
      const ids = await placeOrders(user_id, 4);
      const orders = await ordersOf(api, user_id);
      expect(orders.map((order) => order['order_id'])).toEqual(ids.toReversed());
    });

    test('a walk of one a page sees every order once, newest first', async () => {
      const user_id = freshUserId();
      const ids = await placeOrders(user_id, 4);
      const pages = await walk(api, `/get_orders?user_id=${user_id}&limit=1`);
      expect(pages.map((page) => page.map((order) => order['order_id']))).toEqual(
        ids.toReversed().map((id) => [id]),
      );
    });

    test("a cursor shows nobody else's orders", async () => {
      const [one, other] = [freshUserId(), freshUserId()];
      await placeOrders(other, 1);
      await placeOrders(one, 2);
      const link = nextPath(await api.get(`/get_orders?user_id=${one}&limit=1`)) ?? '';
      const orders = asList((await api.get(link.replace(one, other))).body);
      expect(orders.map((order) => order['user_id'])).toEqual([other]);
    });

    test('a user without orders has an empty list', async () => {
      const answer = await api.get(`/get_orders?user_id=${freshUserId()}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual([]);
    });

    test.each([
      ['', 'INVALID_USER_ID', ['#/user_id']],
      ['?user_id=a%20b', 'INVALID_USER_ID', ['#/user_id']],
      ['?limit=0', 'INVALID_USER_ID', ['#/user_id', '#/limit']],
      ['?user_id=a&limit=0', 'INVALID_QUERY_PARAMETERS', ['#/limit']],
      ['?user_id=a&status=Paid', 'INVALID_QUERY_PARAMETERS', ['#/status']],
      ['?user_id=a&cursor=abc', 'INVALID_CURSOR', ['#/cursor']],
    ] as const)('the query "%s" is refused', async (query, code, fields) => {
      expectProblem(await api.get(`/get_orders${query}`), code, fields);
    });
  });
}
