import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusesBefore } from '../../../src/domain/order.ts';
import type { Product } from '../../../src/domain/product.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createStocked, expectLedger, movementsOf, stockChange } from './ledger.ts';
import {
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleProduct,
} from './sample-rows.ts';

const SIZES = ['S', 'M', 'L'];
const size = fc.constantFrom(...SIZES);
const stock = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });
const sizes = fc.uniqueArray(fc.record({ size, stock }), {
  selector: (one) => one.size,
  minLength: 1,
});
const act = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), size, stock }),
  fc.record({ kind: fc.constant('adjust' as const), size, delta: fc.constantFrom(-3, -1, 1, 4) }),
  fc.record({ kind: fc.constant('order' as const), size }),
  fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('replace' as const), sizes }),
  fc.record({ kind: fc.constant('remake' as const), sizes }),
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

export function stockLedgerContract(inUse: StoreInUse, propertyRuns: number): void {
  describe('movements', () => {
    test('of a product that never was are an empty last page', async () => {
      expect(await inUse().stock.listMovements('none', { limit: 9 })).toEqual({ items: [] });
    });

    test("are a product's alone, newest first, each page followed by the next", async () => {
      const store = inUse();
      await createStocked(store, 'kit', [{ size: 'M', stock: 5 }]);
      await createStocked(store, 'kit2', [{ size: 'M', stock: 5 }]);
      // Of one instant are several, and their order of arrival is not that of their times.
      for (const [index, age] of [7, 3, 3, 9, 3, 1].entries()) {
        const change = stockChange(`m${index}`, { at: instant(age) });
        await store.stock.adjustStock({ ...change, delta: index + 1 });
      }
      const ages = (await movementsOf(store, 'kit')).map(({ at }) => at);
      expect(ages).toEqual([9, 7, 3, 3, 3, 1, 0].map((age) => instant(age)));
      for (const limit of [1, 2, 3, 6, 7, 8]) await expectLedger(store, 'kit', limit);
      const cursorAt = async (limit: number) =>
        (await store.stock.listMovements('kit', { limit })).nextCursor;
      expect(await cursorAt(6)).toBeTypeOf('string');
      expect(await cursorAt(7)).toBeUndefined();
      expect(await movementsOf(store, 'kit2')).toHaveLength(1);
    });

    test("are refused with another product's cursor", async () => {
      const store = inUse();
      await createStocked(store, 'a', [
        { size: 'M', stock: 5 },
        { size: 'L', stock: 5 },
      ]);
      await createStocked(store, 'b', [
        { size: 'M', stock: 5 },
        { size: 'L', stock: 5 },
      ]);
      const { nextCursor: cursor } = await store.stock.listMovements('a', { limit: 1 });
      expect(cursor).toBeTypeOf('string');
      await expect(store.stock.listMovements('b', { limit: 1, cursor })).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      });
    });

    test('of orders and cancellations tell which order, and who and when', async () => {
      const store = inUse();
      await createStocked(store, 'kit', [{ size: 'M', stock: 5 }]);
      const cart = await filledCart(store, 'ann', [
        ['kit', 'M'],
        ['kit', 'M'],
      ]);
      await store.orders.placeOrder({ order: orderOf(cart, 'o1'), cartVersion: cart.version });
      const move = { orderId: 'o1', from: ['Pending'], to: 'Cancelled' } as const;
      await store.orders.moveOrder({ ...move, actor: 'max', at: instant(90) });
      const [cancelled, ordered] = await movementsOf(store, 'kit');
      const movement = { productId: 'kit', size: 'M', movementId: expect.any(String) };
      expect(ordered).toEqual({
        ...{ ...movement, delta: -2, reason: 'ordered' },
        ...{ actor: 'ann', at: instant(60), orderId: 'o1' },
      });
      expect(cancelled).toEqual({
        ...{ ...movement, delta: 2, reason: 'cancelled' },
        ...{ actor: 'max', at: instant(90), orderId: 'o1' },
      });
      expect(cancelled?.movementId).not.toBe(ordered?.movementId);
      await expectLedger(store, 'kit');
    });

    test('add up to the stock after any acts in any order', async () => {
      let runs = 0;
      const plan = fc.record({ sizes, acts: fc.array(act, { minLength: 4, maxLength: 12 }) });
      const property = fc.asyncProperty(plan, async ({ sizes: first, acts }) => {
        runs += 1;
        const productId = `p${runs}`;
        await createStocked(inUse(), productId, first);
        for (const [index, one] of acts.entries()) {
          await perform(inUse(), productId, one, index + 1);
          await expectLedger(inUse(), productId, 1 + (index % 4));
        }
      });
      await fc.assert(property, { numRuns: propertyRuns });
    });

    test('add up to the stock after any acts at once', async () => {
      let runs = 0;
      const acts = fc.array(act, { minLength: 2, maxLength: 6 });
      const property = fc.asyncProperty(sizes, acts, async (first, chosen) => {
        runs += 1;
        const productId = `p${runs}`;
        await createStocked(inUse(), productId, first);
        await Promise.all(chosen.map((one, index) => perform(inUse(), productId, one, index + 1)));
        await expectLedger(inUse(), productId);
      });
      await fc.assert(property, { numRuns: propertyRuns });
    });
  });
}

/** Does one act as its caller would: what is refused stays undone. */
async function perform(store: Store, productId: string, one: Act, n: number): Promise<void> {
  const change = { actor: 'eve', at: instant(n) };
  const moved = { ...change, productId, movementId: `${productId}-m${n}` };
  if (one.kind === 'set') await store.stock.setStock({ ...moved, ...one });
  if (one.kind === 'adjust') await store.stock.adjustStock({ ...moved, ...one });
  if (one.kind === 'order') await buy(store, productId, one.size, n);
  if (one.kind === 'cancel') {
    const ids = numbered(`${productId}-o`, n);
    const orderId = ids[one.pick % ids.length] ?? '';
    const from = statusesBefore('Cancelled');
    await store.orders.moveOrder({ orderId, from, to: 'Cancelled', ...change });
  }
  if (one.kind !== 'replace' && one.kind !== 'remake') return;
  const before = await store.products.findProduct(productId);
  if (before === undefined) return;
  if (one.kind === 'remake') await store.products.deleteProduct(before, change);
  const after: Product = sampleProduct(productId, {
    sizes: one.sizes,
    version: (before.version ?? 0) + 1,
  });
  if (one.kind === 'replace') await store.products.replaceProduct(after, before, change);
  else await store.products.createProduct(after, change);
}

async function buy(store: Store, productId: string, ofSize: string, n: number): Promise<void> {
  const cart = await filledCart(store, `${productId}-buyer${n}`, [[productId, ofSize]]);
  const order = orderOf(cart, `${productId}-o${n - 1}`, instant(n));
  await store.orders.placeOrder({ order, cartVersion: cart.version });
}
