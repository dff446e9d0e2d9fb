import type { Order, OrderLine, OrderStatus, OrderStep } from '../../domain/order.ts';

/** In the order of the table's columns. */
export function toOrderRow(order: Order): (string | number)[] {
  return [
    order.orderId,
    order.userId,
    order.status,
    JSON.stringify(order.lines),
    order.total.minorUnits,
    order.total.currency,
    order.createdAt,
    JSON.stringify(order.history),
  ];
}

export function toOrder(row: Record<string, unknown>): Order {
  return {
    orderId: String(row['order_id']),
    userId: String(row['user_id']),
    status: row['status'] as OrderStatus,
    lines: JSON.parse(String(row['lines'])) as OrderLine[],
    total: { minorUnits: Number(row['total_minor_units']), currency: String(row['currency']) },
    createdAt: String(row['created_at']),
    history: JSON.parse(String(row['history'])) as OrderStep[],
  };
}
