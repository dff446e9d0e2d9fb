import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { StockStore } from '../../ports/stock-store.ts';

interface SetStockPorts {
  readonly stock: StockStore;
  readonly newId: NewId;
  readonly clock: Clock;
}

interface SetStockInput {
  readonly productId: string;
  readonly size: string;
  /** Undefined stops the tracking of the size. */
  readonly stock: number | undefined;
  readonly note: string | undefined;
  readonly actor: string;
}

/** Gives the stock as it then is. @throws AppError PRODUCT_NOT_FOUND, SIZE_NOT_FOUND */
export function setStock({ stock, newId, clock }: SetStockPorts) {
  return async (input: SetStockInput): Promise<number | undefined> => {
    const at = clock().toISOString();
    const outcome = await stock.setStock({ ...input, movementId: newId(), at });
    if (outcome.kind === 'changed') return outcome.stock;
    const isGone = outcome.kind === 'product-not-found';
    throw new AppError(isGone ? 'PRODUCT_NOT_FOUND' : 'SIZE_NOT_FOUND');
  };
}
