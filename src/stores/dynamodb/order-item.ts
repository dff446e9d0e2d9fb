import type { Money } from '../../domain/money.ts';
import { fromMajorUnits, MAX_TOTAL_MINOR_UNITS, toMajorUnits } from '../../domain/money.ts';
import type { Order, OrderLine, OrderStatus, OrderStep } from '../../domain/order.ts';
import { photoFile } from '../../domain/product.ts';
import type { Item } from './read-pages.ts';

const DOCUMENT_DAY = /^(\d{2})-(\d{2})-(\d{4})$/;

interface StoredLine {
  readonly product_id: string;
  readonly size: string;
  readonly quantity?: number;
  readonly label?: string;
  readonly photo?: string;
  readonly unit_price?: number;
  readonly took_stock?: boolean;
}

export function orderItem(order: Order): Record<string, unknown> {
  return {
    order_id: order.orderId,
    user_id: order.userId,
    order_date: order.createdAt,
    order_status: order.status,
    currency: order.total.currency,
    total: toMajorUnits(order.total),
    items: order.lines.map((line) => ({
      product_id: line.productId,
      size: line.size,
      quantity: line.quantity,
      label: line.label,
      photo: line.photo,
      unit_price: toMajorUnits(line.unitPrice),
      ...(line.tookStock === true && { took_stock: true }),
    })),
    history: order.history.map(stepItem),
  };
}

/** One entry of the history, under the port's names. */
export function stepItem({ from, to, actor, at }: OrderStep): Record<string, unknown> {
  return { ...(from !== undefined && { from }), to, actor, at };
}

/** An order of ours, or one as the documents' functions wrote it: a day alone, units without prices. */
export function toOrder(item: Item, shopCurrency: string): Order {
  const currency = String(item['currency'] ?? shopCurrency);
  const money = (major: unknown): Money =>
    fromMajorUnits(Number(major ?? 0), currency, MAX_TOTAL_MINOR_UNITS) ?? {
      minorUnits: 0,
      currency,
    };
  const lines = ((item['items'] ?? []) as readonly StoredLine[]).map(
    (line): OrderLine => ({
      productId: line.product_id,
      size: line.size,
      quantity: line.quantity ?? 1,
      label: line.label ?? line.product_id,
      photo: line.photo ?? photoFile(line.product_id),
      unitPrice: money(line.unit_price),
      ...(line.took_stock === true && { tookStock: true }),
    }),
  );
  return {
    orderId: String(item['order_id']),
    userId: String(item['user_id']),
    status: String(item['order_status']) as OrderStatus,
    lines,
    total: money(item['total']),
    createdAt: toInstant(String(item['order_date'])),
    history: (item['history'] ?? []) as readonly OrderStep[],
  };
}

/** Whether the date is one the documents' functions wrote, which does not sort as text. */
export function isDocumentDay(item: Item): boolean {
  return DOCUMENT_DAY.test(String(item['order_date']));
}

function toInstant(orderDate: string): string {
  const day = DOCUMENT_DAY.exec(orderDate);
  return day ? `${day[3]}-${day[2]}-${day[1]}T00:00:00.000Z` : orderDate;
}
