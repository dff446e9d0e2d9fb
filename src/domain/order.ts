import type { Cart } from './cart.ts';
import { addMoney, type Money, multiplyMoney } from './money.ts';
import { type Product, photoFile, productLabel } from './product.ts';

export const ORDER_STATUSES = ['Pending', 'Paid', 'Shipped', 'Delivered', 'Cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What was bought, with its label, photo and price of that moment. */
export interface OrderLine {
  readonly productId: string;
  readonly size: string;
  readonly quantity: number;
  readonly label: string;
  readonly photo: string;
  readonly unitPrice: Money;
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
}

/** The order a cart becomes; `products` must hold every product of the cart. */
export function orderFromCart(
  cart: Cart,
  products: ReadonlyMap<string, Product>,
  made: { readonly orderId: string; readonly createdAt: string; readonly currency: string },
): Order {
  const lines = cart.lines.map(({ productId, size, unitOrdinals }) => {
    const product = products.get(productId);
    if (product === undefined) throw new Error(`Cart line of unknown product ${productId}`);
    return {
      productId,
      size,
      quantity: unitOrdinals.length,
      label: productLabel(product),
      photo: photoFile(productId),
      unitPrice: product.price,
    };
  });
  const total = lines.reduce(
    (sum, line) => addMoney(sum, multiplyMoney(line.unitPrice, line.quantity)),
    { minorUnits: 0, currency: made.currency },
  );
  return {
    orderId: made.orderId,
    userId: cart.userId,
    status: 'Pending',
    lines,
    total,
    createdAt: made.createdAt,
  };
}

/** The date as the shop document shows it: dd-mm-yyyy, in UTC. */
export function documentDate(isoInstant: string): string {
  return `${isoInstant.slice(8, 10)}-${isoInstant.slice(5, 7)}-${isoInstant.slice(0, 4)}`;
}
