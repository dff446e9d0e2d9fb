import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, freshUserId, pause, walk } from './fixtures.ts';
import { orderOf, setStatus } from './shop-fixtures.ts';
import { adminApi } from './sign-in-fixtures.ts';

/** An index of DynamoDB follows a change within a moment. */
const SOON = { timeout: 5_000 };

/** `GET /orders`, for those who run the shop. */
export function orderDeskContract(target: HttpTarget): void {
  let asAdmin: Api;
  const user = freshUserId();
  /** Newest first. */
  let ids: readonly string[];
  beforeAll(async () => {
    asAdmin = await adminApi(target);
    const placed = [];
    for (const status of ['Pending', 'Paid', 'Pending', 'Cancelled']) {
      const orderId = await orderOf(asAdmin, user, BALL);
      if (status !== 'Pending') await setStatus(asAdmin, orderId, status);
      placed.push(orderId);
      await pause();
    }
    ids = placed.toReversed();
  });
  /** Of the orders of this suite, those listed. */
  const listed = async (query: string, limit = 100) => {
    const pages = await walk(asAdmin, `/orders?${query}${query && '&'}limit=${limit}`);
    const orders = pages.flat();
    expect(new Set(orders.map((order) => order['order_id'])).size).toBe(orders.length);
    return orders.filter((order) => order['user_id'] === user);
  };
  const idsOf = async (query: string, limit?: number) =>
    (await listed(query, limit)).map((order) => order['order_id']);
  const dayIn = (days: number) =>
    new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

  describe('everybody’s orders', () => {
    test('are listed newest first, in pages of any size', async () => {
      await expect.poll(() => idsOf(''), SOON).toEqual(ids);
      expect(await idsOf('', 7)).toEqual(ids);
      const times = (await walk(asAdmin, '/orders')).flat().map(({ created_at }) => created_at);
      expect(times).toEqual(times.toSorted().toReversed());
    });

    test('of a status are those alone', async () => {
      const [cancelled, second, paid, first] = ids;
      await expect.poll(() => idsOf('status=Cancelled'), SOON).toEqual([cancelled]);
      await expect.poll(() => idsOf('status=Pending'), SOON).toEqual([second, first]);
      await expect.poll(() => idsOf('status=Paid', 1), SOON).toEqual([paid]);
      expect(await idsOf('status=Delivered')).toEqual([]);
      for (const order of await listed('status=Paid')) expect(order['status']).toBe('Paid');
    });

    test('of days count each of them whole', async () => {
      await expect.poll(() => idsOf(`from=${dayIn(-1)}&to=${dayIn(1)}`), SOON).toEqual(ids);
      expect(await idsOf(`from=${dayIn(2)}`)).toEqual([]);
      expect(await idsOf(`to=${dayIn(-2)}`)).toEqual([]);
      const created = await listed('');
      const days = created.map(({ created_at }) => String(created_at).slice(0, 10));
      for (const day of new Set(days)) {
        const expected = ids.filter((_, index) => days[index] === day);
        expect(await idsOf(`from=${day}&to=${day}`)).toEqual(expected);
        expect(await idsOf(`from=${day}&to=${day}&status=Paid`, 1)).toEqual(
          created
            .filter((order, index) => order['status'] === 'Paid' && days[index] === day)
            .map((order) => order['order_id']),
        );
      }
    });

    test('from after to are none', async () => {
      const answer = await asAdmin.get(`/orders?from=${dayIn(1)}&to=${dayIn(-1)}`);
      expect(answer.body).toEqual({ items: [], next_cursor: null });
    });

    test('take no cursor of another status', async () => {
      const first = await asAdmin.get('/orders?status=Pending&limit=1');
      const cursor = asObject(first.body)['next_cursor'];
      for (const query of [
        `status=Paid&cursor=${cursor}`,
        'cursor=abc',
        'status=Paid&cursor=abc',
      ]) {
        expectProblem(await asAdmin.get(`/orders?${query}`), 'INVALID_CURSOR', ['#/cursor']);
      }
    });

    test.each([
      ['status=paid', ['#/status']],
      ['from=2026-02-30', ['#/from']],
      ['from=21-11-2026&to=today', ['#/from', '#/to']],
      ['user_id=a', ['#/user_id']],
      ['limit=0', ['#/limit']],
    ])('by %s are refused', async (query, fields) => {
      expectProblem(await asAdmin.get(`/orders?${query}`), 'INVALID_INPUT', fields);
    });
  });
}
