import type { Order, OrderStatus } from '../domain/order.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { Product } from '../domain/product.ts';
import type { Change } from './product-store.ts';

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
  /** The id of what the key made: an order, or a movement of stock. */
  readonly resultId: string;
}

export interface OrderPlacement {
  /** Whether a line took stock is the store's to see and to write. */
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
  /** The cart, or whether its products are sold, is not as it was read; nothing is changed. */
  | { readonly kind: 'cart-changed' }
  /** The key is in use; nothing is changed. */
  | { readonly kind: 'key-used'; readonly record: IdempotencyRecord }
  | { readonly kind: 'out-of-stock'; readonly lines: readonly ShortLine[] };

export interface OrderMove extends Change {
  readonly orderId: string;
  /** The statuses it may come from. */
  readonly from: readonly OrderStatus[];
  readonly to: OrderStatus;
}

export type MoveOrderOutcome =
  | { readonly kind: 'moved'; readonly order: Order }
  /** It has another status; nothing is changed. */
  | { readonly kind: 'refused'; readonly order: Order }
  | { readonly kind: 'not-found' };

export interface OrderFilter {
  readonly status?: OrderStatus | undefined;
  /** Placed at this instant (ISO 8601 in UTC) or later. */
  readonly since?: string | undefined;
  /** Placed before this instant. */
  readonly before?: string | undefined;
}

export interface OrderStore {
  /**
   * Checkout, in one atomic step: the order is written only if every line's product still comes in
   * its size, stock is taken only where it is tracked and only if there is enough of every line, each
   * with its movement, the cart is consumed only if unchanged, the key is claimed. Of parallel calls
   * for one cart version exactly one is `placed`.
   */
  placeOrder(placement: OrderPlacement): Promise<PlaceOrderOutcome>;
  /** What a key was used for; undefined once expired at `now` (ISO 8601). */
  findIdempotencyRecord(
    scope: string,
    key: string,
    now: string,
  ): Promise<IdempotencyRecord | undefined>;
  findOrder(orderId: string): Promise<Order | undefined>;
  /**
   * Brings an order from one of some statuses to another and notes it in its history, in one atomic
   * step: of parallel moves from one status one is `moved`. One that becomes Cancelled gives back
   * what its lines took, with movements, to the sizes that are still tracked.
   */
  moveOrder(move: OrderMove): Promise<MoveOrderOutcome>;
  /** Newest first. */
  listOrdersByUser(userId: string, page: PageRequest): Promise<Page<Order>>;
  /** Everybody's, newest first. */
  listOrders(filter: OrderFilter, page: PageRequest): Promise<Page<Order>>;
}
