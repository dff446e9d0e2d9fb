import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, type OrderStatus, statusesBefore } from '../../../src/domain/order.ts';
import type { OrderFilter } from '../../../src/ports/order-store.ts';
import { filledCart, instant, numbered, orderOf, type StoreInUse, walk } from './sample-rows.ts';

export function orderListsContract(inUse: StoreInUse): void {
  const place = async (orderId: string, seconds: number, userId = 'ann') => {
    const cart = await filledCart(inUse(), userId, [['kit', 'M']]);
    const order = orderOf(cart, orderId, instant(seconds));
    expect(await inUse().orders.placeOrder({ order, cartVersion: cart.version })).toEqual({
      kind: 'placed',
    });
    return order;
  };
  const move = async (orderId: string, to: OrderStatus) => {
    const change = { orderId, from: statusesBefore(to), to, actor: 'max', at: instant(900) };
    expect((await inUse().orders.moveOrder(change)).kind).toBe('moved');
  };
  const listed = (filter: OrderFilter, limit = 1000) =>
    walk((page) => inUse().orders.listOrders(filter, page), limit);
  const ids = async (filter: OrderFilter, limit?: number) =>
    (await listed(filter, limit)).map(({ orderId }) => orderId);

  describe('lists of orders', () => {
    test('of none are empty last pages', async () => {
      for (const filter of [{}, { status: 'Paid' }, { since: instant() }] as const) {
        expect(await inUse().orders.listOrders(filter, { limit: 9 })).toEqual({ items: [] });
      }
    });

    test("hold everybody's, whole and newest first", async () => {
      const orders = [
        await place('o1', 5, 'ann'),
        await place('o2', 9, 'bob'),
        await place('o3', 1, 'cid'),
        await place('o4', 7, 'ann'),
      ];
      expect(await ids({})).toEqual(['o2', 'o4', 'o1', 'o3']);
      expect(await listed({ status: 'Pending' })).toEqual(await listed({}));
      for (const order of await listed({}, 1)) expect(orders).toContainEqual(order);
    });

    test('of a status hold those that have it, as a move leaves them', async () => {
      for (const [index, id] of numbered('o', 4).entries()) await place(id, index);
      await move('o1', 'Paid');
      await move('o3', 'Cancelled');
      expect(await ids({ status: 'Pending' })).toEqual(['o2', 'o0']);
      expect(await ids({ status: 'Paid' })).toEqual(['o1']);
      expect(await ids({ status: 'Shipped' })).toEqual([]);
      await move('o1', 'Shipped');
      expect(await ids({ status: 'Paid' })).toEqual([]);
      const [shipped] = await listed({ status: 'Shipped' });
      expect(shipped).toEqual(await inUse().orders.findOrder('o1'));
      await move('o1', 'Delivered');
      expect(await ids({ status: 'Shipped' })).toEqual([]);
      expect(await ids({ status: 'Delivered' })).toEqual(['o1']);
      expect(await ids({ status: 'Cancelled' })).toEqual(['o3']);
      expect(await ids({}, 1)).toEqual(['o3', 'o2', 'o1', 'o0']);
    });

    test('hold what was placed since an instant and before another', async () => {
      for (const [index, id] of numbered('o', 6).entries()) await place(id, index * 10);
      await move('o2', 'Paid');
      await move('o4', 'Paid');
      const [since, before] = [instant(20), instant(40)];
      expect(await ids({ since })).toEqual(['o5', 'o4', 'o3', 'o2']);
      expect(await ids({ before })).toEqual(['o3', 'o2', 'o1', 'o0']);
      expect(await ids({ since, before }, 1)).toEqual(['o3', 'o2']);
      expect(await ids({ since: before, before: since })).toEqual([]);
      expect(await ids({ since, before: since })).toEqual([]);
      expect(await ids({ status: 'Paid', since, before })).toEqual(['o2']);
      expect(await ids({ status: 'Paid', since }, 1)).toEqual(['o4', 'o2']);
      expect(await ids({ status: 'Pending', before }, 1)).toEqual(['o3', 'o1', 'o0']);
      expect(await ids({ since: instant(51) })).toEqual([]);
      expect(await ids({ before: instant(0) })).toEqual([]);
    });

    test('of many months and years are one list, newest first', async () => {
      const days = [0, 31, 400, 365, 30, 3650, 59];
      for (const [index, day] of days.entries()) await place(`o${index}`, day * 86_400);
      await move('o2', 'Paid');
      const sorted = ['o5', 'o2', 'o3', 'o6', 'o1', 'o4', 'o0'];
      for (const limit of [1, 2, 3, 7]) expect(await ids({}, limit)).toEqual(sorted);
      expect(await ids({ status: 'Pending' }, 2)).toEqual(sorted.filter((id) => id !== 'o2'));
      const since = instant(31 * 86_400);
      expect(await ids({ since }, 2)).toEqual(sorted.slice(0, 5));
      expect(await ids({ before: since }, 2)).toEqual(['o4', 'o0']);
    });

    test('are the same walk in pages of every size, also of one instant', async () => {
      for (const [index, id] of numbered('o', 7).entries()) await place(id, index < 5 ? 3 : index);
      await move('o2', 'Paid');
      const window = { since: instant(3), before: instant(6) };
      for (const filter of [{}, { status: 'Pending' }, window, { ...window, status: 'Pending' }]) {
        const whole = await ids(filter as OrderFilter);
        expect(new Set(whole).size).toBe(whole.length);
        for (const limit of [1, 2, 3, 5, 6, 7, 8]) {
          expect(await ids(filter as OrderFilter, limit)).toEqual(whole);
        }
      }
      expect(await ids({})).toHaveLength(7);
      const cursorAt = async (limit: number) =>
        (await inUse().orders.listOrders({}, { limit })).nextCursor;
      expect(await cursorAt(6)).toMatch(/^[A-Za-z0-9_-]{1,2048}$/);
      expect(await cursorAt(7)).toBeUndefined();
    });

    test('show an order that leaves a status behind the cursor no second time', async () => {
      for (const [index, id] of numbered('o', 5).entries()) await place(id, index);
      const first = await inUse().orders.listOrders({ status: 'Pending' }, { limit: 2 });
      await move('o3', 'Paid');
      await move('o1', 'Paid');
      const request = { limit: 9, cursor: first.nextCursor };
      const rest = await inUse().orders.listOrders({ status: 'Pending' }, request);
      expect(rest.items.map(({ orderId }) => orderId)).toEqual(['o2', 'o0']);
    });

    test("are refused with another list's cursor", async () => {
      const { orders } = inUse();
      for (const id of numbered('o', 3)) await place(id, 1);
      const { nextCursor: all } = await orders.listOrders({}, { limit: 1 });
      const { nextCursor: pending } = await orders.listOrders({ status: 'Pending' }, { limit: 1 });
      const { nextCursor: own } = await orders.listOrdersByUser('ann', { limit: 1 });
      for (const cursor of [all, pending, own]) expect(cursor).toBeTypeOf('string');
      const refuses = (list: Promise<unknown>) =>
        expect(list).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      const page = (cursor: string | undefined) => ({ limit: 1, cursor });
      for (const status of ORDER_STATUSES) {
        await refuses(orders.listOrders({ status }, page(all)));
        await refuses(orders.listOrders({ status }, page(own)));
      }
      await refuses(orders.listOrders({ status: 'Paid' }, page(pending)));
      await refuses(orders.listOrders({}, page(pending)));
      await refuses(orders.listOrders({}, page(own)));
      await refuses(orders.listOrdersByUser('ann', page(all)));
      await refuses(orders.listOrdersByUser('ann', page(pending)));
    });
  });
}
