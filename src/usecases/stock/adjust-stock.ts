import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewId } from '../../ports/new-id.ts';
import type { AdjustStockOutcome, StockStore } from '../../ports/stock-store.ts';

interface AdjustStockPorts {
  readonly stock: StockStore;
  readonly newId: NewId;
  readonly clock: Clock;
}

interface AdjustStockInput {
  readonly productId: string;
  readonly size: string;
  readonly delta: number;
  readonly note: string | undefined;
  readonly actor: string;
  readonly idempotency:
    | { readonly scope: string; readonly key: string; readonly fingerprint: string }
    | undefined;
}

const KEY_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Adds units to a stock or takes some away; the same idempotency key with the same request does it
 * once. Gives the movement that did it.
 * @throws AppError PRODUCT_NOT_FOUND, SIZE_NOT_FOUND, STOCK_NOT_TRACKED, STOCK_OUT_OF_BOUNDS,
 * IDEMPOTENCY_KEY_REUSED
 */
export function adjustStock({ stock, newId, clock }: AdjustStockPorts) {
  return async ({ idempotency, ...change }: AdjustStockInput): Promise<string> => {
    const now = clock();
    const movementId = newId();
    const expiresAt = new Date(now.getTime() + KEY_LIFETIME_MS).toISOString();
    const outcome = await stock.adjustStock({
      ...change,
      movementId,
      at: now.toISOString(),
      claim: idempotency && { ...idempotency, expiresAt },
    });
    if (outcome.kind === 'changed') return movementId;
    if (outcome.kind !== 'key-used') throw refusal(outcome);
    if (outcome.record.fingerprint !== idempotency?.fingerprint) {
      throw new AppError('IDEMPOTENCY_KEY_REUSED');
    }
    return outcome.record.resultId;
  };
}

function refusal(
  outcome: Exclude<AdjustStockOutcome, { readonly kind: 'changed' | 'key-used' }>,
): AppError {
  switch (outcome.kind) {
    case 'product-not-found':
      return new AppError('PRODUCT_NOT_FOUND');
    case 'size-not-found':
      return new AppError('SIZE_NOT_FOUND');
    case 'not-tracked':
      return new AppError('STOCK_NOT_TRACKED');
    case 'out-of-bounds':
      return new AppError('STOCK_OUT_OF_BOUNDS', { members: { stock: outcome.stock } });
  }
}
