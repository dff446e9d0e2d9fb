import type { Page, PageRequest } from '../domain/page.ts';
import type { StockMovement } from '../domain/stock-movement.ts';
import type { IdempotencyClaim, IdempotencyRecord } from './order-store.ts';
import type { Change } from './product-store.ts';

export interface StockChange extends Change {
  readonly productId: string;
  readonly size: string;
  readonly movementId: string;
  readonly note?: string | undefined;
}

type Absent = { readonly kind: 'product-not-found' | 'size-not-found' };

/** `stock` is what is left now; undefined when it is no longer tracked. */
export type SetStockOutcome =
  | { readonly kind: 'changed'; readonly stock: number | undefined }
  | Absent;

export type AdjustStockOutcome =
  | { readonly kind: 'changed'; readonly stock: number }
  | { readonly kind: 'not-tracked' }
  /** It would go below zero or above MAX_STOCK; nothing is changed. */
  | { readonly kind: 'out-of-bounds'; readonly stock: number }
  /** The key is in use; nothing is changed. */
  | { readonly kind: 'key-used'; readonly record: IdempotencyRecord }
  | Absent;

export interface StockStore {
  /**
   * Sets the units of a size, which begins to be tracked, or with undefined stops, in one atomic
   * step with the movement that makes the difference.
   */
  setStock(change: StockChange & { readonly stock: number | undefined }): Promise<SetStockOutcome>;
  /**
   * Adds units or takes some away, in one atomic step with its movement: parallel adjustments lose
   * nothing. The claim's record holds the movement's id.
   */
  adjustStock(
    change: StockChange & {
      readonly delta: number;
      readonly claim?: IdempotencyClaim | undefined;
    },
  ): Promise<AdjustStockOutcome>;
  /** Of a product that is or was, newest first. */
  listMovements(productId: string, page: PageRequest): Promise<Page<StockMovement>>;
}
