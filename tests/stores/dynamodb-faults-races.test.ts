import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { Store } from '../../src/ports/store.ts';
import { placeOrder } from '../../src/usecases/orders/place-order.ts';
import { lineChange, numbered, sampleProduct, walk } from '../contracts/store/sample-rows.ts';
import { named } from './dynamodb-faults/fault-kinds.ts';
import { newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const ROUNDS = 6;
const UNITS = 20;
const CHECKOUTS = 5;
const MAX_DELAY_MS = 20;
const STOCK = 1000;
const productIds = numbered('kit', UNITS);
const conflict = { name: 'a conflict', make: () => named('TransactionConflictException') };

interface Span {
  readonly from: number;
  readonly to: number;
}

describe.skipIf(withoutJava)('one cart under parallel additions, checkouts and a clearing', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let rounds = 0;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    tables = await newTables(engine.endpoint);
    const sizes = [{ size: 'M', stock: STOCK }];
    const products = productIds.map((id) => sampleProduct(id, { sizes }));
    await tables.plain().importCatalogue({ ads: [], products });
  });
  afterAll(() => engine.stop());

  let steps = 0;
  async function spanOf(run: () => Promise<unknown>): Promise<Span> {
    steps += 1;
    const from = steps;
    await run();
    steps += 1;
    return { from, to: steps };
  }

  /** A checkout that finds an empty or ever changing cart, and that alone, is no order. */
  async function checkOut(store: Store, userId: string): Promise<string | undefined> {
    const ports = { ...store, newId: randomUUID, clock: () => new Date(), currency: 'EUR' };
    try {
      return (await placeOrder(ports)({ userId, actor: userId })).orderId;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      expect(['CART_EMPTY', 'CART_CHANGED']).toContain(error.code);
      return undefined;
    }
  }

  /** Everything at once, with chance delays before each attempt; gives where each unit ended. */
  async function race(isCleared: boolean) {
    rounds += 1;
    const userId = `ann-${rounds}`;
    const { store, faults } = tables.faulty({ random: Math.random });
    faults.inject({ fault: conflict, times: 1, commands: ['UpdateItem'] });
    faults.onAttempt(
      () => new Promise((resolve) => setTimeout(resolve, Math.random() * MAX_DELAY_MS)),
    );
    const additions = productIds.map((productId) =>
      spanOf(async () => {
        const addition = lineChange({ userId, productId });
        expect(await store.carts.addCartUnits(addition)).toBe('added');
      }),
    );
    const checkouts = numbered('', CHECKOUTS).map(() => checkOut(store, userId));
    const clearing = isCleared ? spanOf(() => store.carts.clearCart(userId)) : undefined;
    const added = await Promise.all(additions);
    const answered = (await Promise.all(checkouts)).filter((id) => id !== undefined);
    const cleared = await clearing;

    const plain = tables.plain();
    const orders = await walk((page) => plain.orders.listOrdersByUser(userId, page), 9);
    const placed = orders.flatMap(({ lines }) => lines);
    const left = (await plain.carts.findCart(userId))?.lines ?? [];
    expect(orders.map(({ orderId }) => orderId).sort()).toEqual([...answered].sort());
    await store.close();
    return { added, cleared, placed, left };
  }

  async function stockLeft(): Promise<number> {
    const products = await tables.plain().products.findProducts(productIds);
    return [...products.values()].reduce((sum, { sizes }) => sum + (sizes[0]?.stock ?? 0), 0);
  }

  test('without a clearing every unit is ordered or left, once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { placed, left } = await race(false);
      const ids = [...placed, ...left].map(({ productId }) => productId);
      expect([...ids].sort()).toEqual([...productIds].sort());
      expect(placed.every(({ quantity }) => quantity === 1)).toBe(true);
      expect(left.every(({ unitOrdinals }) => unitOrdinals.length === 1)).toBe(true);
    }
  });

  test('with a clearing no unit is there twice, and only what came before it is gone', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { added, cleared, placed, left } = await race(true);
      const ordered = placed.map(({ productId }) => productId);
      const kept = left.map(({ productId }) => productId);
      const ids = [...ordered, ...kept];
      expect(new Set(ids).size).toBe(ids.length);
      for (const [index, productId] of productIds.entries()) {
        const { from = 0, to = 0 } = added[index] ?? {};
        if (!ids.includes(productId)) expect(from).toBeLessThan(cleared?.to ?? 0);
        if (kept.includes(productId)) expect(to).toBeGreaterThan(cleared?.from ?? 0);
      }
    }
  });

  test('stock is taken once for each unit ordered', async () => {
    const before = await stockLeft();
    let sold = 0;
    for (let round = 0; round < ROUNDS; round += 1) sold += (await race(true)).placed.length;
    expect(await stockLeft()).toBe(before - sold);
  });
});
