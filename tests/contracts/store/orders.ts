import { describe, expect, test } from 'vitest';
import type { Cart } from '../../../src/domain/cart.ts';
import {
  addUnits,
  cartOf,
  countOf,
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleProduct,
  sampleUser,
  unitsOf,
  walk,
} from './sample-rows.ts';

const RACERS = 6;

export function ordersContract(inUse: StoreInUse): void {
  const place = (cart: Cart, orderId: string, createdAt?: string) =>
    inUse().orders.placeOrder({
      order: orderOf(cart, orderId, createdAt),
      cartVersion: cart.version,
    });
  const ordersOf = (userId: string, limit = 2) =>
    walk((page) => inUse().orders.listOrdersByUser(userId, page), limit);

  describe('orders', () => {
    test('a user without orders has an empty last page', async () => {
      const page = await inUse().orders.listOrdersByUser('nobody', { limit: 10 });
      expect(page.items).toEqual([]);
      expect(page.nextCursor).toBeUndefined();
    });

    test('a placed order is listed as it was made and its cart is empty', async () => {
      const cart = await filledCart(inUse(), 'ann', [
        ['kit', 'M'],
        ['ball', '5'],
        ['kit', 'M'],
      ]);
      expect(await place(cart, 'o1')).toEqual({ kind: 'placed' });
      expect(await ordersOf('ann')).toEqual([orderOf(cart, 'o1')]);
      expect(await inUse().carts.findCart('ann')).toBeUndefined();
    });

    test('what an order says stays when its product changes hands or its buyer leaves', async () => {
      const store = inUse();
      await store.users.createUser(sampleUser('ann'));
      await store.importCatalogue({ ads: [], products: [sampleProduct('kit')] });
      const cart = await filledCart(store, 'ann', [['kit', 'M']]);
      await place(cart, 'o1');
      await store.users.deleteUser('ann', { deletedAt: instant(99) });
      expect(await ordersOf('ann')).toEqual([orderOf(cart, 'o1')]);
    });

    test("orders are their buyer's alone, newest first", async () => {
      for (const [index, age] of [2, 0, 3, 1].entries()) {
        const userId = index === 3 ? 'bob' : 'ann';
        const cart = await filledCart(inUse(), userId, [['kit', 'M']]);
        await place(cart, `o${age}`, instant(age));
      }
      expect((await ordersOf('ann')).map((order) => order.orderId)).toEqual(['o3', 'o2', 'o0']);
      expect((await ordersOf('bob')).map((order) => order.orderId)).toEqual(['o1']);
    });

    test('only a page that is followed by another has a cursor', async () => {
      for (const id of numbered('o', 3)) {
        await place(await filledCart(inUse(), 'ann', [['kit', 'M']]), id);
      }
      const cursorAt = async (limit: number) =>
        (await inUse().orders.listOrdersByUser('ann', { limit })).nextCursor;
      expect(await cursorAt(2)).toBeTypeOf('string');
      expect(await cursorAt(3)).toBeUndefined();
      expect(await cursorAt(1000)).toBeUndefined();
    });

    test('an order of a full cart is placed whole', async () => {
      const cart = await filledCart(
        inUse(),
        'ann',
        numbered('p', 50).map((id) => [id, 'M'] as const),
      );
      expect(await place(cart, 'o1')).toEqual({ kind: 'placed' });
      expect((await ordersOf('ann'))[0]?.lines).toHaveLength(50);
    });

    test('an order from an older reading is refused and changes nothing', async () => {
      const older = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      await addUnits(inUse(), 'ann', [['ball', '5']]);
      const now = await cartOf(inUse(), 'ann');
      expect(await place(older, 'o1')).toEqual({ kind: 'cart-changed' });
      expect(await cartOf(inUse(), 'ann')).toEqual(now);
      expect(await ordersOf('ann')).toEqual([]);
    });

    test('an order from a version that is yet to come is refused', async () => {
      const cart = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      const early = { ...cart, version: cart.version + 1 };
      expect(await place(early, 'o1')).toEqual({ kind: 'cart-changed' });
    });

    test('an order without a cart is refused', async () => {
      const cart = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      expect(await place({ ...cart, userId: 'bob' }, 'o1')).toEqual({ kind: 'cart-changed' });
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M']);
    });

    test('one reading makes one order', async () => {
      const cart = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      await place(cart, 'o1');
      expect(await place(cart, 'o2')).toEqual({ kind: 'cart-changed' });
      await addUnits(inUse(), 'ann', [['kit', 'M']]);
      expect(await place(cart, 'o3')).toEqual({ kind: 'cart-changed' });
      expect(await ordersOf('ann')).toHaveLength(1);
    });

    test('a cart that was cleared and filled alike is not the one that was read', async () => {
      const older = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      await inUse().carts.clearCart('ann');
      expect(await place(older, 'o1')).toEqual({ kind: 'cart-changed' });
      await addUnits(inUse(), 'ann', [['kit', 'M']]);
      expect(await place(older, 'o2')).toEqual({ kind: 'cart-changed' });
      expect(await unitsOf(inUse(), 'ann')).toEqual(['kit/M']);
    });

    test('a cart that went with its account and was filled alike is not the one that was read', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const older = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      await inUse().users.deleteUser('ann', { deletedAt: instant(1) });
      expect(await place(older, 'o1')).toEqual({ kind: 'cart-changed' });
      await addUnits(inUse(), 'ann', [['kit', 'M']]);
      expect(await place(older, 'o2')).toEqual({ kind: 'cart-changed' });
      expect(await ordersOf('ann')).toEqual([]);
    });

    test('of parallel orders from one reading exactly one is placed', async () => {
      const cart = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      const ids = numbered('o', RACERS);
      const outcomes = await Promise.all(ids.map((id) => place(cart, id)));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'placed')).toBe(1);
      expect(countOf(kinds, 'cart-changed')).toBe(RACERS - 1);
      const listed = (await ordersOf('ann')).map((order) => order.orderId);
      expect(listed).toEqual([ids[kinds.indexOf('placed')]]);
    });

    test('a unit added beside an order is in the order or still in the cart', async () => {
      const cart = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      const [outcome] = await Promise.all([
        place(cart, 'o1'),
        addUnits(inUse(), 'ann', [['ball', '5']]),
      ]);
      const left = outcome.kind === 'placed' ? ['ball/5'] : ['kit/M', 'ball/5'];
      expect(await unitsOf(inUse(), 'ann')).toEqual(left);
    });
  });
}
