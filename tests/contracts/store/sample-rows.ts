import { type Cart, cartUnits } from '../../../src/domain/cart.ts';
import type { Order, OrderLine } from '../../../src/domain/order.ts';
import type { Page, PageRequest } from '../../../src/domain/page.ts';
import type { Product } from '../../../src/domain/product.ts';
import type { User } from '../../../src/domain/user.ts';
import type { CartLineChange } from '../../../src/ports/cart-store.ts';
import type { IdempotencyClaim } from '../../../src/ports/order-store.ts';
import type { Store } from '../../../src/ports/store.ts';

/** The store of the test that runs, fresh for each. */
export type StoreInUse = () => Store;

/**
 * An instant that is `seconds` after a fixed one, far in the future, so that no engine's own expiry
 * takes a row of a test away.
 */
export function instant(seconds = 0): string {
  return new Date(Date.UTC(2100, 0, 1) + seconds * 1000).toISOString();
}

/** Carts of that age have vanished at `instant()`. */
export const EXPIRED_AT = instant(-90 * 86_400);

export function sampleUser(userId: string, over: Partial<User> = {}): User {
  return {
    userId,
    email: `${userId.toLowerCase()}@example.com`,
    role: 'customer',
    status: 'active',
    createdAt: instant(),
    updatedAt: instant(),
    version: 1,
    ...over,
  };
}

export function sampleProduct(productId: string, over: Partial<Product> = {}): Product {
  return {
    productId,
    tag: 'kits',
    description: 'A shirt',
    price: { minorUnits: 8999, currency: 'EUR' },
    sizes: [],
    ...over,
  };
}

export function sampleClaim(over: Partial<IdempotencyClaim> = {}): IdempotencyClaim {
  return { scope: 'user:ann', key: 'key-1', fingerprint: 'f1', expiresAt: instant(3600), ...over };
}

/** The order this cart becomes, at a price of 10 for everything. */
export function orderOf(cart: Cart, orderId: string, createdAt = instant(60)): Order {
  const lines = cart.lines.map(({ productId, size, unitOrdinals }) => ({
    productId,
    size,
    quantity: unitOrdinals.length,
    label: `Label of ${productId}`,
    photo: `${productId}.png`,
    unitPrice: { minorUnits: 1000, currency: 'EUR' },
  }));
  const total = { minorUnits: lines.reduce(addUp, 0), currency: 'EUR' };
  const history = [{ to: 'Pending' as const, actor: 'ann', at: createdAt }];
  return { orderId, userId: cart.userId, status: 'Pending', lines, total, createdAt, history };
}

function addUp(sum: number, line: OrderLine): number {
  return sum + line.quantity * line.unitPrice.minorUnits;
}

export async function addUnits(
  { carts }: Store,
  userId: string,
  units: readonly (readonly [productId: string, size: string])[],
): Promise<void> {
  for (const [productId, size] of units) {
    await carts.addCartUnits(lineChange({ userId, productId, size }));
  }
}

/** One unit more of a line, in a cart that has not expired. */
export function lineChange(over: Partial<CartLineChange> = {}): CartLineChange {
  return {
    userId: 'ann',
    productId: 'kit',
    size: 'M',
    quantity: 1,
    at: instant(),
    expiredAt: EXPIRED_AT,
    ...over,
  };
}

/** Adds the units, of products that are made where they are missing, and gives the cart as it then is. */
export async function filledCart(
  store: Store,
  userId: string,
  units: readonly (readonly [productId: string, size: string])[],
): Promise<Cart> {
  const productIds = new Set(units.map(([productId]) => productId));
  await store.importCatalogue({
    ads: [],
    products: [...productIds].map((productId) => sampleProduct(productId)),
  });
  await addUnits(store, userId, units);
  return cartOf(store, userId);
}

export async function cartOf({ carts }: Store, userId: string): Promise<Cart> {
  const cart = await carts.findCart(userId);
  if (cart === undefined) throw new Error(`${userId} has no cart`);
  return cart;
}

/** The cart's units in order, as "product/size". */
export async function unitsOf(store: Store, userId: string): Promise<readonly string[]> {
  const cart = await store.carts.findCart(userId);
  if (cart === undefined) return [];
  return cartUnits(cart).map(({ productId, size }) => `${productId}/${size}`);
}

/** Every item of a list, page by page. */
export async function walk<Item>(
  list: (page: PageRequest) => Promise<Page<Item>>,
  limit: number,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

export function countOf<Value>(values: readonly Value[], value: Value): number {
  return values.filter((one) => one === value).length;
}

export function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
