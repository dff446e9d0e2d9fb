import {
  isoOf,
  KEY_LIFE,
  linesOf,
  type ModelOrder,
  move,
  PENDING_LIFE,
  type Shop,
  type Status,
  stockIn,
  tell,
  totalOf,
} from './shop.ts';
import { type Act, ADMIN } from './shop-acts.ts';

type Of<Name extends Act['act']> = Extract<Act, { readonly act: Name }>;

const BEFORE: Readonly<Record<Status, readonly Status[]>> = {
  Pending: [],
  Paid: ['Pending'],
  Shipped: ['Paid'],
  Delivered: ['Shipped'],
  Cancelled: ['Pending', 'Paid'],
};

export function checkOut(shop: Shop, act: Of<'check out'>, told: string): string {
  const { user, key, body, expected } = act;
  const name = `${user} ${key}`;
  const earlier = key === undefined ? undefined : shop.keys[name];
  if (earlier !== undefined && earlier.expiresAt > shop.now) {
    return earlier.body === body ? `ok again ${earlier.resultId}` : 'IDEMPOTENCY_KEY_REUSED';
  }
  const wanted = linesOf(shop, user);
  if (wanted.length === 0) return 'CART_EMPTY';
  if (wanted.some(({ productId, size }) => stockIn(shop.products[productId], size) === undefined)) {
    return 'PRODUCT_GONE';
  }
  const lines = wanted.map(({ productId, size, units }) => {
    const { label = '', price = 0 } = shop.products[productId] ?? {};
    const stock = stockIn(shop.products[productId], size) ?? null;
    const line = { productId, size, quantity: units.length, label, price };
    return { ...line, stock, tookStock: stock !== null };
  });
  if (expected !== undefined && totalOf(lines) !== expected) return 'PRICE_CHANGED';
  if (lines.some(({ stock, quantity }) => stock !== null && stock < quantity)) {
    return 'OUT_OF_STOCK';
  }
  const orderId = told.startsWith('ok placed ') ? told.slice('ok placed '.length) : 'some';
  if (shop.orders[orderId] !== undefined) return 'ok placed new';
  const { now } = shop;
  const order: ModelOrder = {
    orderId,
    userId: user,
    status: 'Pending',
    lines: lines.map(({ stock: _, ...line }) => line),
    createdAt: now,
    history: [`Pending by ${user} at ${isoOf(now)}`],
  };
  shop.orders[orderId] = order;
  const cart = shop.carts[user];
  if (cart !== undefined) cart.lines = [];
  if (key !== undefined) shop.keys[name] = { body, resultId: orderId, expiresAt: now + KEY_LIFE };
  const moved = moveStock(shop, order, 'ordered', user);
  const bought = lines.map(({ productId, size, quantity, price }) =>
    [`${productId}/${size}`, quantity, price].join(' '),
  );
  const what = `Pending ${totalOf(lines)} of ${bought.join(', ')}; ${moved}`;
  tell(shop, `order#${orderId}`, 'order.placed', what);
  return `ok placed ${orderId}`;
}

export function cancel(shop: Shop, { orderId, actor, ownRows }: Of<'cancel'>): string {
  const order = shop.orders[orderId];
  if (ownRows !== undefined && order?.userId !== ownRows) return 'ORDER_NOT_FOUND';
  return moveOrder(shop, orderId, 'Cancelled', actor);
}

export function changeStatus(shop: Shop, { orderId, to }: Of<'change status'>): string {
  return moveOrder(shop, orderId, to, ADMIN);
}

export function overdueOrders({ orders, now }: Shop): readonly string[] {
  return Object.values(orders)
    .filter(({ status, createdAt }) => status === 'Pending' && createdAt < now - PENDING_LIFE)
    .map(({ orderId }) => orderId);
}

/** Gives how many of them it cancelled. */
export function expire(shop: Shop, orderIds: readonly string[]): number {
  const due = orderIds.filter((orderId) => shop.orders[orderId]?.status === 'Pending');
  for (const orderId of due) moveOrder(shop, orderId, 'Cancelled', 'system');
  return due.length;
}

function moveOrder(shop: Shop, orderId: string, to: Status, actor: string): string {
  const order = shop.orders[orderId];
  if (order === undefined) return 'ORDER_NOT_FOUND';
  const { status: from } = order;
  if (!BEFORE[to].includes(from)) return 'ORDER_STATUS_CONFLICT';
  order.status = to;
  order.history.push(`${from} to ${to} by ${actor} at ${isoOf(shop.now)}`);
  const moved = to === 'Cancelled' ? moveStock(shop, order, 'cancelled', actor) : '';
  tell(shop, `order#${orderId}`, 'order.status_changed', `${from} to ${to}; ${moved}`);
  return `ok ${to}`;
}

/** Of what was tracked at the checkout, and still is. */
function moveStock(
  shop: Shop,
  { orderId, lines }: ModelOrder,
  reason: 'ordered' | 'cancelled',
  actor: string,
): string {
  const { now: at } = shop;
  const movements = lines.flatMap(({ productId, size, quantity, tookStock }) => {
    const offered = shop.products[productId]?.sizes.find((one) => one.size === size);
    if (!tookStock || offered === undefined || offered.stock === null) return [];
    const delta = reason === 'ordered' ? -quantity : quantity;
    offered.stock += delta;
    return [{ productId, size, delta, reason, actor, at, orderId }];
  });
  return move(shop, movements);
}
