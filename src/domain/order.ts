import type { Cart } from './cart.ts';
import { addMoney, type Money, multiplyMoney } from './money.ts';
import { type Product, photoFile, productLabel, stockOf } from './product.ts';

export const ORDER_STATUSES = ['Pending', 'Paid', 'Shipped', 'Delivered', 'Cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What may follow each status. */
const NEXT_STATUSES: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  Pending: ['Paid', 'Cancelled'],
  Paid: ['Shipped', 'Cancelled'],
  Shipped: ['Delivered'],
  Delivered: [],
  Cancelled: [],
};

/** What was bought, with its label, photo and price of that moment. */
export interface OrderLine {
  readonly productId: string;
  readonly size: string;
  readonly quantity: number;
  readonly label: string;
  readonly photo: string;
  readonly unitPrice: Money;
  /** Whether units were taken from a stock that is tracked, and go back when it is cancelled. */
  readonly tookStock?: boolean | undefined;
}

/** One entry of an order's history. */
export interface OrderStep {
  /** Absent where the order begins. */
  readonly from?: OrderStatus | undefined;
  readonly to: OrderStatus;
  /** A user's id, or the name of what acts for nobody ("operator", "system"). */
  readonly actor: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export interface Order {
  readonly orderId: string;
  readonly userId: string;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  /** The sum over the lines. */
  readonly total: Money;
  /** ISO 8601 in UTC, never changes. */
  readonly createdAt: string;
  /** Oldest first; empty for orders that are older than it. */
  readonly history: readonly OrderStep[];
}

export function mayFollow(from: OrderStatus, to: OrderStatus): boolean {
  // Stored orders of another program may have any status.
  return (NEXT_STATUSES[from] ?? []).includes(to);
}

/** From which statuses one may come to another. */
export function statusesBefore(to: OrderStatus): readonly OrderStatus[] {
  return ORDER_STATUSES.filter((from) => mayFollow(from, to));
}

/** The order a cart becomes; `products` must hold every product of the cart. */
export function orderFromCart(
  cart: Cart,
  products: ReadonlyMap<string, Product>,
  made: {
    readonly orderId: string;
    readonly createdAt: string;
    readonly currency: string;
    readonly actor: string;
  },
): Order {
  const lines = cart.lines.map(({ productId, size, unitOrdinals }): OrderLine => {
    const product = products.get(productId);
    if (product === undefined) throw new Error(`Cart line of unknown product ${productId}`);
    return {
      productId,
      size,
      quantity: unitOrdinals.length,
      label: productLabel(product),
      photo: photoFile(productId),
      unitPrice: product.price,
      ...(stockOf(product, size) !== undefined && { tookStock: true }),
    };
  });
  return {
    orderId: made.orderId,
    userId: cart.userId,
    status: 'Pending',
    lines,
    total: totalOf(lines, made.currency),
    createdAt: made.createdAt,
    history: [{ to: 'Pending', actor: made.actor, at: made.createdAt }],
  };
}

/** The sum over lines of one currency. */
export function totalOf(
  lines: readonly Pick<OrderLine, 'quantity' | 'unitPrice'>[],
  currency: string,
): Money {
  return lines.reduce((sum, line) => addMoney(sum, multiplyMoney(line.unitPrice, line.quantity)), {
    minorUnits: 0,
    currency,
  });
}

/** The date as the shop document shows it: dd-mm-yyyy, in UTC. */
export function documentDate(isoInstant: string): string {
  return `${isoInstant.slice(8, 10)}-${isoInstant.slice(5, 7)}-${isoInstant.slice(0, 4)}`;
}
