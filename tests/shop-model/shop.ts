/** The shop as the rules say it is, in plain values that can be copied. Times are in milliseconds. */
export interface Shop {
  now: number;
  readonly products: Record<string, ModelProduct>;
  /** Of this step: as they were before they went, or before their sizes changed. */
  gone: Record<string, ModelProduct>;
  readonly movements: ModelMovement[];
  /** By their owner. */
  readonly carts: Record<string, ModelCart>;
  /** By their place: two guests at most are in the shop at once. */
  readonly guests: Record<number, ModelGuest>;
  readonly orders: Record<string, ModelOrder>;
  readonly keys: Record<string, ModelKey>;
  /** By what they are of, in the order they happened. */
  readonly events: Record<string, string[]>;
  /** Of the line to be added next. */
  ordinal: number;
}

export interface ModelProduct {
  readonly productId: string;
  label: string;
  price: number;
  version: number;
  readonly createdAt: number;
  /** In the order shown; stock is null where it is not tracked. */
  sizes: { readonly size: string; stock: number | null }[];
}

export interface ModelMovement {
  readonly productId: string;
  readonly size: string;
  readonly delta: number;
  readonly reason: 'set' | 'adjusted' | 'ordered' | 'cancelled' | 'removed';
  readonly actor: string;
  readonly at: number;
  readonly orderId?: string;
}

export interface ModelLine {
  readonly productId: string;
  readonly size: string;
  /** One for each unit, ascending over the whole cart. */
  units: number[];
  seenPrice: number;
}

export interface ModelCart {
  lines: ModelLine[];
  updatedAt: number;
}

export interface ModelGuest {
  readonly cartId: string;
  readonly secret: string;
  readonly createdAt: number;
  mergedInto?: string;
}

export type Status = 'Pending' | 'Paid' | 'Shipped' | 'Delivered' | 'Cancelled';

export interface ModelOrder {
  readonly orderId: string;
  readonly userId: string;
  status: Status;
  readonly lines: readonly {
    readonly productId: string;
    readonly size: string;
    readonly quantity: number;
    readonly label: string;
    readonly price: number;
    readonly tookStock: boolean;
  }[];
  readonly createdAt: number;
  readonly history: string[];
}

interface ModelKey {
  readonly body: string;
  readonly resultId: string;
  readonly expiresAt: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const PENDING_LIFE = 30 * MINUTE;
export const KEY_LIFE = 7 * DAY;
export const CART_LIFE = 90 * DAY;

export function newShop(now: number): Shop {
  return {
    now,
    products: {},
    gone: {},
    movements: [],
    carts: {},
    guests: {},
    orders: {},
    keys: {},
    events: {},
    ordinal: 0,
  };
}

export function guestOwner(cartId: string): string {
  return `guest#${cartId}`;
}

export function isLive(shop: Shop, cart: ModelCart | undefined): cart is ModelCart {
  return cart !== undefined && cart.updatedAt > shop.now - CART_LIFE;
}

/** The lines somebody sees in a cart now. */
export function linesOf(shop: Shop, owner: string): readonly ModelLine[] {
  const cart = shop.carts[owner];
  return isLive(shop, cart) ? cart.lines : [];
}

/** One that is not sold, or not in this size, is undefined; null is one whose stock is not tracked. */
export function stockIn(
  product: ModelProduct | undefined,
  size: string,
): number | null | undefined {
  if (product === undefined) return undefined;
  const offered = product.sizes.find((one) => one.size === size);
  return offered === undefined && product.sizes.length === 0 ? null : offered?.stock;
}

export function totalOf(lines: ModelOrder['lines']): number {
  return lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}

export function isoOf(time: number): string {
  return new Date(time).toISOString();
}

/** Notes what moved, and what the outside is told of it. */
export function move(shop: Shop, movements: readonly ModelMovement[]): string {
  shop.movements.push(...movements);
  return movementsText(movements);
}

export function tell(shop: Shop, entity: string, type: string, what: string): void {
  const told = shop.events[entity] ?? [];
  shop.events[entity] = told;
  told.push(`${type} at ${isoOf(shop.now)}: ${what}`);
}

export function movementsText(
  movements: readonly Pick<ModelMovement, 'productId' | 'size' | 'delta' | 'reason'>[],
): string {
  return movements
    .map(({ productId, size, delta, reason }) => `${productId}/${size} ${delta} ${reason}`)
    .sort()
    .join(', ');
}
