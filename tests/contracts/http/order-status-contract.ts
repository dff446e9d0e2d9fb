import { beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, asObject, type HttpTarget } from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { BALL, freshUserId } from './fixtures.ts';
import {
  addItem,
  atOnce,
  deleteProduct,
  movedUnits,
  newStocked,
  orderOf,
  placeOrder,
  setStatus,
  statusCounts,
  stockOf,
} from './shop-fixtures.ts';
import { adminApi, signUp } from './sign-in-fixtures.ts';

/** How each status is come to, and what may follow it. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  Pending: [],
  Paid: ['Paid'],
  Shipped: ['Paid', 'Shipped'],
  Delivered: ['Paid', 'Shipped', 'Delivered'],
  Cancelled: ['Cancelled'],
};
const NEXT: Readonly<Record<string, readonly string[]>> = {
  Pending: ['Paid', 'Cancelled'],
  Paid: ['Shipped', 'Cancelled'],
  Shipped: ['Delivered'],
  Delivered: [],
  Cancelled: [],
};
const MOVES = Object.keys(PATHS).flatMap((from) =>
  Object.keys(PATHS)
    .filter((to) => to !== 'Pending')
    .map((to) => ({ from, to, isAllowed: NEXT[from]?.includes(to) ?? false })),
);

/** `PUT /orders/{order_id}/status` and `POST /orders/{order_id}/cancel`. */
export function orderStatusContract(target: HttpTarget): void {
  const api = apiClient(target);
  let asAdmin: Api;
  beforeAll(async () => {
    asAdmin = await adminApi(target);
  });
  const orderIn = async (status: string) => {
    const orderId = await orderOf(asAdmin, freshUserId(), BALL);
    for (const step of PATHS[status] ?? []) {
      expect((await setStatus(asAdmin, orderId, step)).status).toBe(200);
    }
    return orderId;
  };
  const statusOf = async (orderId: string) =>
    asObject((await asAdmin.get(`/orders/${orderId}`)).body)['status'];

  describe('an order', () => {
    test.each(MOVES.filter(({ isAllowed }) => isAllowed))(
      'goes from $from to $to',
      async ({ from, to }) => {
        const orderId = await orderIn(from);
        const answer = await setStatus(asAdmin, orderId, to);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toMatchObject({ order_id: orderId, status: to });
        const history = asList(asObject(answer.body)['history']);
        expect(history.map((step) => step['to'])).toEqual([
          ...['Pending', ...(PATHS[from] ?? []), to],
        ]);
        expect(history.at(-1)).toMatchObject({ from, to });
        expect((await asAdmin.get(`/orders/${orderId}`)).body).toEqual(answer.body);
      },
    );

    test.each(MOVES.filter(({ isAllowed }) => !isAllowed))(
      'does not go from $from to $to',
      async ({ from, to }) => {
        const orderId = await orderIn(from);
        const answer = await setStatus(asAdmin, orderId, to);
        expectProblem(answer, 'ORDER_STATUS_CONFLICT');
        expect(asObject(answer.body)['order_status']).toBe(from);
        expect(await statusOf(orderId)).toBe(from);
      },
    );

    test.each(['Pending', 'paid', 'Lost', '', null, 1, undefined])(
      'has no status %j to go to',
      async (status) => {
        const orderId = await orderIn('Pending');
        const body = status === undefined ? {} : { status };
        const answer = await asAdmin.put(`/orders/${orderId}/status`, body);
        expectProblem(answer, 'INVALID_INPUT', ['#/status']);
      },
    );

    test('is moved by admins alone', async () => {
      const user = await signUp(api);
      const orderId = await orderOf(api.as(user), user.userId, BALL);
      expectProblem(await setStatus(api.as(user), orderId, 'Paid'), 'FORBIDDEN');
      expectProblem(await setStatus(api.as(user), orderId, 'Cancelled'), 'FORBIDDEN');
      expectProblem(await api.as(user).get('/orders'), 'FORBIDDEN');
    });

    test('10 times at once goes once', async () => {
      const orderId = await orderIn('Pending');
      const answers = await atOnce(10, () => setStatus(asAdmin, orderId, 'Paid'));
      expect(statusCounts(answers)).toEqual({ 200: 1, 409: 9 });
    });
  });

  describe('cancelling an order', () => {
    test.each(['Pending', 'Paid'])(
      'that is %s is its owner’s right, and gives back its stock',
      async (status) => {
        const user = await signUp(api);
        const flag = await newStocked(asAdmin, 5);
        await addItem(api.as(user), user.userId, BALL);
        const orderId = await orderOf(api.as(user), user.userId, flag, 3);
        for (const step of PATHS[status] ?? []) await setStatus(asAdmin, orderId, step);
        expect(await stockOf(api, flag)).toBe(2);
        const answer = await api.as(user).post(`/orders/${orderId}/cancel`);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.body).toMatchObject({ order_id: orderId, status: 'Cancelled' });
        expect(asList(asObject(answer.body)['history']).at(-1)).toMatchObject({
          ...{ from: status, to: 'Cancelled', by: user.userId },
        });
        expect(await stockOf(api, flag)).toBe(5);
        expect(await movedUnits(asAdmin, flag)).toBe(5);
      },
    );

    test.each(['Shipped', 'Delivered', 'Cancelled'])('that is %s is refused', async (status) => {
      const orderId = await orderIn(status);
      const answer = await asAdmin.post(`/orders/${orderId}/cancel`);
      expectProblem(answer, 'ORDER_STATUS_CONFLICT');
      expect(asObject(answer.body)['order_status']).toBe(status);
    });

    test('10 times at once gives back once', async () => {
      const flag = await newStocked(asAdmin, 5);
      const orderId = await orderOf(asAdmin, freshUserId(), flag, 3);
      const answers = await atOnce(10, () => asAdmin.post(`/orders/${orderId}/cancel`));
      expect(statusCounts(answers)).toEqual({ 200: 1, 409: 9 });
      expect(await stockOf(api, flag)).toBe(5);
      expect(await movedUnits(asAdmin, flag)).toBe(5);
    });

    test('while it is shipped: one of the two is done, and the stock agrees', async () => {
      for (let round = 0; round < 5; round += 1) {
        const flag = await newStocked(asAdmin, 5);
        const orderId = await orderOf(asAdmin, freshUserId(), flag, 3);
        await setStatus(asAdmin, orderId, 'Paid');
        const answers = await atOnce(6, (index) =>
          index % 2 === 0
            ? asAdmin.post(`/orders/${orderId}/cancel`)
            : setStatus(asAdmin, orderId, 'Shipped'),
        );
        expect(statusCounts(answers)).toEqual({ 200: 1, 409: 5 });
        const status = await statusOf(orderId);
        expect(['Cancelled', 'Shipped']).toContain(status);
        expect(await stockOf(api, flag)).toBe(status === 'Cancelled' ? 5 : 2);
        expect(await movedUnits(asAdmin, flag)).toBe(status === 'Cancelled' ? 5 : 2);
      }
    });

    test('gives nothing to what is not counted any more, or gone', async () => {
      const uncounted = await newStocked(asAdmin, 5);
      const gone = await newStocked(asAdmin, 5);
      const user = freshUserId();
      await addItem(asAdmin, user, uncounted, 2);
      await addItem(asAdmin, user, gone, 2);
      const { order_id } = await placeOrder(asAdmin, user);
      await asAdmin.put(`/products/${uncounted.product_id}/stock/${uncounted.size}`, {
        stock: null,
      });
      await deleteProduct(asAdmin, gone);
      expect((await asAdmin.post(`/orders/${order_id}/cancel`)).status).toBe(200);
      expect(await stockOf(api, uncounted)).toBeNull();
      expect(await movedUnits(asAdmin, uncounted)).toBe(0);
      expect(await movedUnits(asAdmin, gone)).toBe(0);
    });
  });
}
