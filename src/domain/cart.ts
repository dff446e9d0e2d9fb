export const MAX_CART_LINES = 50;
export const MAX_LINE_QUANTITY = 99;
const CART_LIFE_MS = 90 * 24 * 60 * 60 * 1000;

/** All units of one product in one size. */
export interface CartLine {
  readonly productId: string;
  readonly size: string;
  /** One ordinal a unit, ascending; only their order across the cart's lines means anything. */
  readonly unitOrdinals: readonly number[];
  /** Minor units of a unit's price when the line was last added to or set; absent in older lines. */
  readonly seenPrice?: number | undefined;
}

export interface Cart {
  /** Whose it is: a user's id, or what `guestCartOwner` makes of a guest cart's id. */
  readonly userId: string;
  /** Raised by every change; a checkout takes the cart only as it was read. */
  readonly version: number;
  /** In the order first added. */
  readonly lines: readonly CartLine[];
  /** ISO 8601 in UTC; absent in carts that the documents' functions wrote. */
  readonly updatedAt?: string | undefined;
}

export interface CartUnit {
  readonly productId: string;
  readonly size: string;
}

/** Under what a guest's cart is kept: no user's id has a "#". */
export function guestCartOwner(cartId: string): string {
  return `guest#${cartId}`;
}

/** Carts last changed at this instant or before have vanished at `now`. */
export function cartsExpiredAt(now: Date): string {
  return new Date(now.getTime() - CART_LIFE_MS).toISOString();
}

/** When a cart changed at this instant (ISO 8601) vanishes. */
export function cartExpiry(updatedAt: string): string {
  return new Date(Date.parse(updatedAt) + CART_LIFE_MS).toISOString();
}

export function isExpiredCart({ updatedAt }: Pick<Cart, 'updatedAt'>, expiredAt: string): boolean {
  return updatedAt !== undefined && updatedAt <= expiredAt;
}

/** One entry a unit, in the order the units were added. */
export function cartUnits(cart: Cart): readonly CartUnit[] {
  return cart.lines
    .flatMap(({ productId, size, unitOrdinals }) =>
      unitOrdinals.map((ordinal) => ({ productId, size, ordinal })),
    )
    .sort((left, right) => left.ordinal - right.ordinal)
    .map(({ productId, size }) => ({ productId, size }));
}

/** What joins one cart, and what of it found no place. */
export interface CartMerge {
  readonly additions: readonly CartAddition[];
  readonly leftOut: readonly CartAddition[];
}

export interface CartAddition {
  readonly productId: string;
  readonly size: string;
  readonly quantity: number;
  readonly seenPrice?: number | undefined;
}

/** The lines of one cart that join another: summed up to the most a line holds, while there are lines. */
export function mergeOfCarts(from: Cart, into: Cart | undefined): CartMerge {
  const held = new Map(
    (into?.lines ?? []).map((line) => [lineKey(line), line.unitOrdinals.length] as const),
  );
  const additions: CartAddition[] = [];
  const leftOut: CartAddition[] = [];
  for (const line of from.lines) {
    const { productId, size, seenPrice } = line;
    const wanted = line.unitOrdinals.length;
    const has = held.get(lineKey(line));
    const isFull = has === undefined && held.size >= MAX_CART_LINES;
    const room = isFull ? 0 : Math.min(wanted, Math.max(0, MAX_LINE_QUANTITY - (has ?? 0)));
    if (room > 0) {
      held.set(lineKey(line), (has ?? 0) + room);
      additions.push({ productId, size, quantity: room, seenPrice });
    }
    if (room < wanted) leftOut.push({ productId, size, quantity: wanted - room });
  }
  return { additions, leftOut };
}

function lineKey({ productId, size }: CartUnit): string {
  return JSON.stringify([productId, size]);
}
