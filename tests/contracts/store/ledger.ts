import { expect } from 'vitest';
import type { ProductSize } from '../../../src/domain/product.ts';
import type { StockMovement } from '../../../src/domain/stock-movement.ts';
import type { Change } from '../../../src/ports/product-store.ts';
import type { StockChange } from '../../../src/ports/stock-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { instant, sampleProduct, walk } from './sample-rows.ts';

export function changeAt(seconds = 0, actor = 'eve'): Change {
  return { actor, at: instant(seconds) };
}

/** Of size M of "kit", unless told otherwise. */
export function stockChange(movementId: string, over: Partial<StockChange> = {}): StockChange {
  return { productId: 'kit', size: 'M', movementId, actor: 'eve', at: instant(), ...over };
}

/** Created and not imported, so that its stock has come by a movement. */
export async function createStocked(
  { products }: Store,
  productId: string,
  sizes: readonly ProductSize[],
): Promise<void> {
  const product = sampleProduct(productId, { sizes, version: 1, createdAt: instant() });
  expect(await products.createProduct(product, changeAt())).toBe('created');
}

export function movementsOf(
  { stock }: Store,
  productId: string,
  limit = 1000,
): Promise<readonly StockMovement[]> {
  return walk((page) => stock.listMovements(productId, page), limit);
}

/** That the movements of a product, however they are paged, add up to its stock. */
export async function expectLedger(store: Store, productId: string, limit = 3): Promise<void> {
  const movements = await movementsOf(store, productId, limit);
  expect(await movementsOf(store, productId)).toEqual(movements);
  const times = movements.map(({ at }) => at);
  expect(times).toEqual([...times].sort().reverse());
  expect(new Set(movements.map((one) => `${one.at}#${one.movementId}`)).size).toBe(
    movements.length,
  );

  const sums = new Map<string, number>();
  for (const { size, delta, productId: of } of movements) {
    expect(of).toBe(productId);
    expect(delta).not.toBe(0);
    sums.set(size, (sums.get(size) ?? 0) + delta);
  }
  const sizes = (await store.products.findProduct(productId))?.sizes ?? [];
  for (const { size } of sizes) if (!sums.has(size)) sums.set(size, 0);
  const stock = new Map(sizes.map((one) => [one.size, one.stock ?? 0]));
  for (const [size, sum] of sums) expect(sum, `${productId} ${size}`).toBe(stock.get(size) ?? 0);
}
