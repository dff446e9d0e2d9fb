import {
  type Order,
  type OrderLine,
  type OrderStatus,
  type OrderStep,
  totalOf,
} from '../../src/domain/order.ts';
import { photoFile, type Product, productLabel } from '../../src/domain/product.ts';
import { CURRENCY } from '../data.ts';
import { draw, happens, pick, uuidOf } from './chance.ts';
import { userId } from './make-user.ts';
import type { ShopPlan } from './shop-plan.ts';

const FIRST_DAY = Date.UTC(2018, 0, 1);
const LAST_DAY = Date.UTC(2026, 10, 1);
const HOUR_MS = 60 * 60 * 1000;
const FEWEST_PENDING = 30;
/** Of the orders that are over. */
const CANCELLED_SHARE = 0.05;
/** Of all orders those of the few users who buy without end, about 3,000 each. */
const BUYERS_SHARE = 0.3;
const ORDERS_OF_A_BUYER = 3_000;

/** What an order keeps of a product. */
export type SoldProduct = Pick<OrderLine, 'productId' | 'label' | 'photo' | 'unitPrice'> & {
  readonly sizes: readonly string[];
};

export function toSoldProduct(product: Product): SoldProduct {
  return {
    productId: product.productId,
    label: productLabel(product),
    photo: photoFile(product.productId),
    unitPrice: product.price,
    sizes: product.sizes.map(({ size }) => size),
  };
}

/**
 * Row n of the plan's orders, in the order of time. None took stock: they are older than its
 * counting, so that the movements still add up.
 */
export function makeOrder(plan: ShopPlan, n: number, products: readonly SoldProduct[]): Order {
  const { seed } = plan;
  const at = orderTime(plan, n);
  const owner = userId(plan, buyerOf(plan, n));
  const count = 1 + draw(seed, 'lines', n, 4);
  const lines = Array.from({ length: count }, (_, index): OrderLine => {
    const { sizes, ...sold } = pick(products, draw(seed, `line ${index}`, n, products.length));
    const size = pick(sizes, draw(seed, `size ${index}`, n, sizes.length));
    return { ...sold, size, quantity: 1 + draw(seed, `quantity ${index}`, n, 2) };
  });
  const status = statusOf(plan, n);
  return {
    orderId: orderId(plan, n),
    userId: owner,
    status,
    lines,
    total: totalOf(lines, CURRENCY),
    createdAt: new Date(at).toISOString(),
    history: historyOf(status, owner, at),
  };
}

export function orderId({ seed }: ShopPlan, n: number): string {
  return uuidOf(seed, 'order', n);
}

/** Steps up from the first day to the last, never twice the same millisecond. */
function orderTime({ orders }: ShopPlan, n: number): number {
  return Math.floor(FIRST_DAY + (n / orders) * (LAST_DAY - FIRST_DAY));
}

/** The number of the user: one of the few buyers, or anybody. */
function buyerOf({ seed, users, orders }: ShopPlan, n: number): number {
  if (!happens(seed, 'is a buyer', n, BUYERS_SHARE)) return draw(seed, 'user', n, users);
  const buyers = Math.max(1, Math.round((orders * BUYERS_SHARE) / ORDERS_OF_A_BUYER));
  return Math.floor((draw(seed, 'buyer', n, buyers) / buyers) * users);
}

function statusOf({ seed, orders }: ShopPlan, n: number): OrderStatus {
  const pending = Math.max(FEWEST_PENDING, Math.round(orders / 3_000));
  const fromEnd = orders - 1 - n;
  if (fromEnd < pending * 10 && fromEnd % 10 === 0) return 'Pending';
  if (fromEnd < orders / 100) return 'Paid';
  if (fromEnd < orders / 40) return 'Shipped';
  return happens(seed, 'cancelled', n, CANCELLED_SHARE) ? 'Cancelled' : 'Delivered';
}

/** How an order comes to each status, and after how many hours. */
const WAYS: Readonly<Record<OrderStatus, readonly (readonly [OrderStatus, number])[]>> = {
  Pending: [],
  Paid: [['Paid', 1]],
  Shipped: [
    ['Paid', 1],
    ['Shipped', 30],
  ],
  Delivered: [
    ['Paid', 1],
    ['Shipped', 30],
    ['Delivered', 80],
  ],
  Cancelled: [['Cancelled', 2]],
};

function historyOf(status: OrderStatus, owner: string, at: number): readonly OrderStep[] {
  const steps: OrderStep[] = [{ to: 'Pending', actor: owner, at: new Date(at).toISOString() }];
  let from: OrderStatus = 'Pending';
  for (const [to, hours] of WAYS[status]) {
    const instant = new Date(at + hours * HOUR_MS).toISOString();
    steps.push({ from, to, actor: 'operator', at: instant });
    from = to;
  }
  return steps;
}
