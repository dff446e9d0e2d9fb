import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../../src/domain/event.ts';
import { statusesBefore } from '../../../src/domain/order.ts';
import type { Product } from '../../../src/domain/product.ts';
import type { Store } from '../../../src/ports/store.ts';
import { changeAt, createStocked, stockChange } from './ledger.ts';
import {
  filledCart,
  instant,
  orderOf,
  type StoreInUse,
  sampleClaim,
  sampleProduct,
} from './sample-rows.ts';

/** More than any test here leaves. */
const PLENTY = 200;

/** Takes what is in the outbox out of it. */
export async function takeEvents({ events }: Store): Promise<readonly DomainEvent[]> {
  const records = await events.listOutbox(PLENTY);
  const batch = records.map((record) => ({ record, deliveries: [] }));
  expect(await events.fanOut(batch, () => true)).toBe(records.length);
  return records.map(({ event }) => event);
}

function stockEvent(at: string, ...stock: readonly (readonly [string, number, string])[]) {
  return {
    eventId: expect.stringMatching(/^stock\./),
    type: 'stock.changed',
    entity: 'product#kit',
    at,
    data: {
      product_id: 'kit',
      stock: stock.map(([size, delta, reason]) => ({ product_id: 'kit', size, delta, reason })),
    },
  };
}

/** What changes of products, stock and orders tell the outside. */
export function eventsContract(inUse: StoreInUse): void {
  const taken = () => takeEvents(inUse());
  const product = async (): Promise<Product> => {
    const found = await inUse().products.findProduct('kit');
    if (found === undefined) throw new Error('There is no kit');
    return found;
  };
  const stocked = () => createStocked(inUse(), 'kit', [{ size: 'M', stock: 5 }, { size: 'L' }]);
  const place = async (orderId: string, over = {}) => {
    const cart = await filledCart(inUse(), 'ann', [
      ['kit', 'M'],
      ['kit', 'L'],
      ['kit', 'M'],
    ]);
    const placement = { order: orderOf(cart, orderId), cartVersion: cart.version, ...over };
    return (await inUse().orders.placeOrder(placement)).kind;
  };
  const move = (orderId: string, to: 'Paid' | 'Shipped' | 'Delivered' | 'Cancelled', at: string) =>
    inUse().orders.moveOrder({ orderId, to, from: statusesBefore(to), actor: 'max', at });

  describe('one event is written with each change', () => {
    test('of a product that brings stock or takes it away, and of no other', async () => {
      const { products } = inUse();
      await stocked();
      expect(await taken()).toEqual([stockEvent(instant(), ['M', 5, 'set'])]);
      const before = await product();
      const renamed = { ...before, label: 'New', version: 2 };
      expect(await products.createProduct(before, changeAt(1))).toBe('product-id-taken');
      expect(await products.replaceProduct(renamed, before, changeAt(1))).toBe('replaced');
      expect(await products.replaceProduct(renamed, before, changeAt(1))).toBe('changed');
      expect(await products.deleteProduct(before, changeAt(1))).toBe('changed');
      const plain = sampleProduct('plain', { version: 1, sizes: [{ size: 'M' }] });
      expect(await products.createProduct(plain, changeAt(1))).toBe('created');
      expect(await products.deleteProduct(plain, changeAt(1))).toBe('deleted');
      expect(await taken()).toEqual([]);

      const sizes = [{ size: 'S', stock: 2 }, { size: 'L' }];
      const other = { ...renamed, sizes, version: 3 };
      expect(await products.replaceProduct(other, renamed, changeAt(2))).toBe('replaced');
      expect(await taken()).toEqual([
        stockEvent(instant(2), ['S', 2, 'set'], ['M', -5, 'removed']),
      ]);
      expect(await products.deleteProduct(other, changeAt(3))).toBe('deleted');
      expect(await products.deleteProduct(other, changeAt(4))).toBe('not-found');
      expect(await taken()).toEqual([stockEvent(instant(3), ['S', -2, 'removed'])]);
    });

    test('of a stock, where something moved', async () => {
      await stocked();
      await taken();
      const { stock } = inUse();
      const claim = sampleClaim();
      await stock.setStock({ ...stockChange('m1', { at: instant(1) }), stock: 5 });
      await stock.adjustStock({ ...stockChange('m2'), delta: -6, claim });
      await stock.adjustStock({ ...stockChange('m3', { size: 'L' }), delta: 1, claim });
      await stock.adjustStock({ ...stockChange('m4', { size: 'XL' }), delta: 1, claim });
      await stock.setStock({ ...stockChange('m5', { productId: 'none' }), stock: 5 });
      expect(await taken()).toEqual([]);

      const adjust = { ...stockChange('m6', { at: instant(6), note: 'torn' }), delta: -2, claim };
      expect((await stock.adjustStock(adjust)).kind).toBe('changed');
      expect((await stock.adjustStock({ ...adjust, movementId: 'm7' })).kind).toBe('key-used');
      await stock.setStock({ ...stockChange('m8', { at: instant(8) }), stock: undefined });
      await stock.setStock({ ...stockChange('m9', { at: instant(9) }), stock: 4 });
      expect(await taken()).toEqual([
        stockEvent(instant(6), ['M', -2, 'adjusted']),
        stockEvent(instant(8), ['M', -3, 'set']),
        stockEvent(instant(9), ['M', 4, 'set']),
      ]);
    });

    test('of an order, when it is placed and at each step, with the stock that moved', async () => {
      await stocked();
      await taken();
      expect(await place('o1')).toBe('placed');
      for (const [index, to] of (['Paid', 'Cancelled'] as const).entries()) {
        expect((await move('o1', to, instant(100 + index))).kind).toBe('moved');
        expect((await move('o1', to, instant(200))).kind).toBe('refused');
      }
      const order = { entity: 'order#o1' };
      const names = { order_id: 'o1', user_id: 'ann' };
      const stock = (delta: number, reason: string) => [
        { product_id: 'kit', size: 'M', delta, reason },
      ];
      expect(await taken()).toEqual([
        {
          ...order,
          eventId: 'o1.1',
          type: 'order.placed',
          at: instant(60),
          data: {
            ...names,
            status: 'Pending',
            total: 30,
            currency: 'EUR',
            lines: [
              { product_id: 'kit', size: 'M', quantity: 2, unit_price: 10 },
              { product_id: 'kit', size: 'L', quantity: 1, unit_price: 10 },
            ],
            stock: stock(-2, 'ordered'),
          },
        },
        {
          ...order,
          eventId: 'o1.2',
          type: 'order.status_changed',
          at: instant(100),
          data: { ...names, from: 'Pending', status: 'Paid', stock: [] },
        },
        {
          ...order,
          eventId: 'o1.3',
          type: 'order.status_changed',
          at: instant(101),
          data: { ...names, from: 'Paid', status: 'Cancelled', stock: stock(2, 'cancelled') },
        },
      ]);
    });

    test('of an order through every status', async () => {
      await place('o1');
      const steps = ['Paid', 'Shipped', 'Delivered'] as const;
      for (const [index, to] of steps.entries()) await move('o1', to, instant(100 + index));
      const events = await taken();
      expect(events.map(({ data }) => data['status'])).toEqual(['Pending', ...steps]);
      expect(events.map(({ eventId }) => eventId)).toEqual(['o1.1', 'o1.2', 'o1.3', 'o1.4']);
    });
  });

  describe('no event is written', () => {
    test('of a checkout that is refused', async () => {
      await stocked();
      const claim = sampleClaim();
      expect(await place('o1', { claim })).toBe('placed');
      await taken();
      expect(await place('o2', { cartVersion: 1 })).toBe('cart-changed');
      expect(await place('o2', { claim })).toBe('key-used');
      await inUse().stock.setStock({ ...stockChange('m1'), stock: 0 });
      await taken();
      expect(await place('o2')).toBe('out-of-stock');
      expect((await move('none', 'Paid', instant(90))).kind).toBe('not-found');
      expect(await taken()).toEqual([]);
    });

    test('but once of parallel moves that want the same', async () => {
      await place('o1');
      await taken();
      await Promise.all([1, 2, 3, 4, 5, 6].map(() => move('o1', 'Paid', instant(90))));
      expect((await taken()).map(({ eventId }) => eventId)).toEqual(['o1.2']);
    });
  });
}
