import type { Ad } from '../domain/ad.ts';
import type { Product } from '../domain/product.ts';
import type { AdStore } from './ad-store.ts';
import type { CartStore } from './cart-store.ts';
import type { EventStore } from './event-store.ts';
import type { OrderStore } from './order-store.ts';
import type { ProductStore } from './product-store.ts';
import type { SessionStore } from './session-store.ts';
import type { StockStore } from './stock-store.ts';
import type { ThrottleStore } from './throttle-store.ts';
import type { UserStore } from './user-store.ts';
import type { WebhookStore } from './webhook-store.ts';

/**
 * Everything Kitroom remembers. Each method is all or nothing and durable when its promise
 * resolves. Absent is `undefined`, a lost race or a duplicate is a named outcome, and a store that
 * cannot answer throws AppError STORE_UNAVAILABLE: never one in place of another.
 */
export interface Store {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly throttles: ThrottleStore;
  readonly products: ProductStore;
  readonly stock: StockStore;
  readonly ads: AdStore;
  readonly carts: CartStore;
  readonly orders: OrderStore;
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  /** Resolves when the store answers a read. */
  ping(): Promise<void>;
  /** Whether there is no product and no ad yet. */
  isCatalogueEmpty(): Promise<boolean>;
  /** Adds what is not there yet; what has the same id stays as it is. Harmless to repeat. */
  importCatalogue(catalogue: Catalogue): Promise<void>;
  /** The currency of the shop: the one recorded, or else `currency`, which is recorded. */
  settleCurrency(currency: string): Promise<string>;
  /** Finishes what runs and lets go of the file or the connections. Harmless to repeat. */
  close(): Promise<void>;
}

export interface Catalogue {
  readonly ads: readonly Ad[];
  readonly products: readonly Product[];
}
