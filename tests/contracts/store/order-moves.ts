import { describe, expect, test } from 'vitest';
import { type OrderStatus, statusesBefore } from '../../../src/domain/order.ts';
import {
  countOf,
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleUser,
  walk,
} from './sample-rows.ts';

const RACERS = 6;

export function orderMovesContract(inUse: StoreInUse): void {
  const place = async (orderId: string, userId = 'ann') => {
    const cart = await filledCart(inUse(), userId, [
      ['kit', 'M'],
      ['kit', 'M'],
      ['ball', '5'],
    ]);
    const order = orderOf(cart, orderId);
    expect(await inUse().orders.placeOrder({ order, cartVersion: cart.version })).toEqual({
      kind: 'placed',
    });
    return order;
  };
  const move = (orderId: string, to: OrderStatus, seconds = 90, actor = 'max') =>
    inUse().orders.moveOrder({
      ...{ orderId, to, actor, at: instant(seconds) },
      from: statusesBefore(to),
    });
  const find = (orderId: string) => inUse().orders.findOrder(orderId);

  describe('an order', () => {
    test('is found by its id as it was made', async () => {
      const order = await place('o1');
      expect(await find('o1')).toEqual(order);
      expect(await find('o2')).toBeUndefined();
      expect(await find('O1')).toBeUndefined();
    });

    test('goes through every status, and its history tells who and when', async () => {
      const order = await place('o1');
      const steps = [
        ['Paid', 'pay'],
        ['Shipped', 'max'],
        ['Delivered', 'system'],
      ] as const;
      let expected = order;
      for (const [index, [to, actor]] of steps.entries()) {
        const at = instant(100 + index);
        const history = [...expected.history, { from: expected.status, to, actor, at }];
        expected = { ...expected, status: to, history };
        const outcome = await move('o1', to, 100 + index, actor);
        expect(outcome).toEqual({ kind: 'moved', order: expected });
        expect(await find('o1')).toEqual(expected);
        const { items } = await inUse().orders.listOrdersByUser('ann', { limit: 9 });
        expect(items).toEqual([expected]);
      }
    });

    test('is refused what may not follow, and told as it is', async () => {
      const placed = await place('o1');
      for (const to of ['Shipped', 'Delivered', 'Pending'] as const) {
        expect(await move('o1', to)).toEqual({ kind: 'refused', order: placed });
      }
      await move('o1', 'Cancelled');
      const cancelled = await find('o1');
      expect(cancelled?.status).toBe('Cancelled');
      for (const to of ['Paid', 'Shipped', 'Delivered', 'Cancelled'] as const) {
        expect(await move('o1', to, 99)).toEqual({ kind: 'refused', order: cancelled });
      }
      expect(await find('o1')).toEqual(cancelled);
    });

    test('moves only from the statuses that are named', async () => {
      const placed = await place('o1');
      const change = { orderId: 'o1', actor: 'max', at: instant(90) };
      const { orders } = inUse();
      const refused = await orders.moveOrder({ ...change, from: ['Paid'], to: 'Cancelled' });
      expect(refused).toEqual({ kind: 'refused', order: placed });
      const nowhere = await orders.moveOrder({ ...change, from: [], to: 'Cancelled' });
      expect(nowhere).toEqual({ kind: 'refused', order: placed });
      const from = ['Paid', 'Pending'] as const;
      const moved = await orders.moveOrder({ ...change, from, to: 'Cancelled' });
      expect(moved).toMatchObject({ kind: 'moved', order: { status: 'Cancelled' } });
    });

    test('that never was is not found', async () => {
      expect(await move('none', 'Paid')).toEqual({ kind: 'not-found' });
      expect(await move('none', 'Cancelled')).toEqual({ kind: 'not-found' });
      expect(await find('none')).toBeUndefined();
    });

    test('moves without another', async () => {
      const [first, second] = [await place('o1'), await place('o2')];
      await move('o1', 'Paid');
      expect(await find('o2')).toEqual(second);
      expect((await find('o1'))?.lines).toEqual(first.lines);
    });

    test('moves also when its buyer has left', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      await place('o1');
      await inUse().users.deleteUser('ann', { deletedAt: instant(70) });
      expect((await move('o1', 'Paid')).kind).toBe('moved');
      expect((await find('o1'))?.status).toBe('Paid');
    });

    test('is moved by one of parallel calls that want the same', async () => {
      await place('o1');
      const outcomes = await Promise.all(
        numbered('actor', RACERS).map((actor) => move('o1', 'Paid', 90, actor)),
      );
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'moved')).toBe(1);
      expect(countOf(kinds, 'refused')).toBe(RACERS - 1);
      const { history } = (await find('o1')) ?? {};
      expect(history).toHaveLength(2);
      expect(history?.[1]?.actor).toBe(`actor${kinds.indexOf('moved')}`);
      for (const outcome of outcomes) expect(outcome).toMatchObject({ order: { status: 'Paid' } });
    });

    test('is either shipped or cancelled when both are asked for at once', async () => {
      for (const id of numbered('o', RACERS)) {
        await place(id);
        await move(id, 'Paid', 80);
        const wanted = ['Shipped', 'Cancelled'] as const;
        const outcomes = await Promise.all(wanted.map((to) => move(id, to)));
        const kinds = outcomes.map(({ kind }) => kind);
        expect(countOf(kinds, 'moved')).toBe(1);
        expect(countOf(kinds, 'refused')).toBe(1);
        const winner = wanted[kinds.indexOf('moved')];
        const found = await find(id);
        expect(found?.status).toBe(winner);
        expect(found?.history.map(({ to }) => to)).toEqual(['Pending', 'Paid', winner]);
        for (const outcome of outcomes) expect(outcome).toMatchObject({ order: found });
      }
    });

    test('is one of a list that a walk sees as it now is', async () => {
      for (const id of numbered('o', 3)) await place(id);
      await move('o1', 'Paid');
      const listed = await walk((page) => inUse().orders.listOrdersByUser('ann', page), 1);
      const statuses = new Map(listed.map((order) => [order.orderId, order.status]));
      expect(statuses).toEqual(
        new Map([
          ['o0', 'Pending'],
          ['o1', 'Paid'],
          ['o2', 'Pending'],
        ]),
      );
    });
  });
}
