import type { Order } from '../../../src/domain/order.ts';
import type { User } from '../../../src/domain/user.ts';
import type { OrderPlacement } from '../../../src/ports/order-store.ts';
import type { Store } from '../../../src/ports/store.ts';
import { filledCart, instant, orderOf, sampleClaim } from '../../contracts/store/sample-rows.ts';

/** One method of the port, called once for rows that carry the id of the run. */
export interface FaultCase {
  readonly name: string;
  /** What it sends, in this order. */
  readonly commands: readonly string[];
  readonly prepare?: (store: Store, id: string) => Promise<unknown>;
  readonly call: (store: Store, id: string) => Promise<unknown>;
  readonly outcome: (id: string) => unknown;
  /** What a store over the same tables then sees. */
  readonly observe?: (store: Store, id: string) => Promise<unknown>;
  readonly left?: (id: string) => unknown;
  /** Where a caller's own repeat of what was done in silence is another outcome, and leaves more. */
  readonly again?: {
    readonly outcome: (id: string) => unknown;
    readonly left?: (id: string) => unknown;
  };
}

const READS = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];

export function isWrite(command: string): boolean {
  return !READS.includes(command);
}

export function emailOf(id: string): string {
  return `${id}@example.com`;
}

export function newEmailOf(id: string): string {
  return `${id}-new@example.com`;
}

/** What the user table and the emails say of the id. */
export async function observeUser({ users }: Store, id: string) {
  const byPrefix = await users.listUsers({ emailPrefix: id }, { limit: 9 });
  return {
    user: await users.findUser(id),
    listed: byPrefix.items.length,
    ofEmail: await users.findUserIdByEmail(emailOf(id)),
    ofNewEmail: await users.findUserIdByEmail(newEmailOf(id)),
  };
}

export function leftUser(user: User) {
  const { userId, email } = user;
  return email === emailOf(userId)
    ? { user, listed: 1, ofEmail: userId, ofNewEmail: undefined }
    : { user, listed: 1, ofEmail: undefined, ofNewEmail: userId };
}

export const UNITS_BOUGHT = 2;

/** A cart of two units of one product; its version is 2. */
export async function fillCart(store: Store, id: string): Promise<void> {
  await filledCart(store, id, [
    [id, 'M'],
    [id, 'M'],
  ]);
}

export function orderOfCart(id: string): Order {
  const lines = [{ productId: id, size: 'M', unitOrdinals: [1, 2] }];
  return orderOf({ userId: id, version: UNITS_BOUGHT, lines }, `order-${id}`);
}

export function takenOrderOf(id: string): Order {
  const order = orderOfCart(id);
  return { ...order, lines: order.lines.map((line) => ({ ...line, tookStock: true })) };
}

export function claimOfRun(id: string) {
  // The engine removes what has expired.
  return sampleClaim({ scope: `user:${id}`, expiresAt: instant(3600) });
}

export function place(store: Store, id: string, over: Partial<OrderPlacement> = {}) {
  const placement = { order: orderOfCart(id), cartVersion: UNITS_BOUGHT, ...over };
  return store.orders.placeOrder(placement);
}

export async function observeOrders(store: Store, id: string) {
  const { scope, key } = claimOfRun(id);
  return {
    orders: (await store.orders.listOrdersByUser(id, { limit: 9 })).items,
    cart: await store.carts.findCart(id),
    sizes: (await store.products.findProduct(id))?.sizes,
    record: await store.orders.findIdempotencyRecord(scope, key, instant(60)),
  };
}

export function leftOrders(id: string, over: object = {}) {
  return {
    orders: [orderOfCart(id)],
    cart: undefined,
    sizes: [],
    record: undefined,
    ...over,
  };
}
