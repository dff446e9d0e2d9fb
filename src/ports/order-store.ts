import type { Order } from '../domain/order.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Product } from '../domain/product.ts';

/** A caller's promise that a repeat is the same request (draft-ietf-httpapi-idempotency-key-header-07). */
export interface IdempotencyClaim {
  /** Whose key it is. */
  readonly scope: string;
  readonly key: string;
  /** Of the request: another one under the same key is refused. */
  readonly fingerprint: string;
  /** ISO 8601 in UTC; after it the key is free again. */
  readonly expiresAt: string;
}

export interface IdempotencyRecord {
  readonly fingerprint: string;
  readonly orderId: string;
}

export interface OrderPlacement {
  readonly order: Order;
  /** The version of the cart the order was made from. */
  readonly cartVersion: number;
  /** The cart's products as they were just read, which saves a store from reading them again. */
  readonly products?: ReadonlyMap<string, Product> | undefined;
  readonly claim?: IdempotencyClaim | undefined;
}

export interface ShortLine {
  readonly productId: string;
  readonly size: string;
  readonly wanted: number;
  readonly left: number;
}

export type PlaceOrderOutcome =
  | { readonly kind: 'placed' }
  /** The cart is not as it was read; nothing is changed. */
  | { readonly kind: 'cart-changed' }
  /** The key is in use; nothing is changed. */
  | { readonly kind: 'key-used'; readonly record: IdempotencyRecord }
  | { readonly kind: 'out-of-stock'; readonly lines: readonly ShortLine[] };

export interface OrderStore {
  /**
   * Checkout, in one atomic step: the order is written, stock is taken only where it is tracked and
   * only if there is enough of every line, the cart is consumed only if unchanged, the key is
   * claimed. Of parallel calls for one cart version exactly one is `placed`.
   */
  placeOrder(placement: OrderPlacement): Promise<PlaceOrderOutcome>;
  /** What a key was used for; undefined once expired at `now` (ISO 8601). */
  findIdempotencyRecord(
    scope: string,
    key: string,
    now: string,
  ): Promise<IdempotencyRecord | undefined>;
  /** Newest first. */
  listOrdersByUser(userId: string, page: PageRequest): Promise<Page<Order>>;
}
