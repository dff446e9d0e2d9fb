import { toMajorUnits } from './money.ts';
import type { Order } from './order.ts';
import { movementKey, type StockMovement } from './stock-movement.ts';

export const EVENT_TYPES = [
  'order.placed',
  'order.status_changed',
  'stock.changed',
  'user.created',
  'user.updated',
  'user.access_changed',
  'user.password_changed',
  'user.deleted',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * What a committed change tells the outside: one record a change, written in the same atomic step.
 * It names accounts by id and holds nothing personal.
 */
export interface DomainEvent {
  /** Unique; a consumer drops what it has seen. */
  readonly eventId: string;
  readonly type: EventType;
  /** What changed: events of one entity are delivered in their order. */
  readonly entity: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** As it is sent: JSON in the words of the API. */
  readonly data: Readonly<Record<string, unknown>>;
}

export function orderPlacedEvent(order: Order, movements: readonly StockMovement[]): DomainEvent {
  const { orderId, userId, status, total, createdAt } = order;
  return {
    eventId: `${orderId}.1`,
    type: 'order.placed',
    entity: `order#${orderId}`,
    at: createdAt,
    data: {
      order_id: orderId,
      user_id: userId,
      status,
      total: toMajorUnits(total),
      currency: total.currency,
      lines: order.lines.map((line) => ({
        product_id: line.productId,
        size: line.size,
        quantity: line.quantity,
        unit_price: toMajorUnits(line.unitPrice),
      })),
      stock: movements.map(movementView),
    },
  };
}

/** Of an order as it is after its last step. */
export function orderMovedEvent(order: Order, movements: readonly StockMovement[]): DomainEvent {
  const { orderId, userId, history } = order;
  const step = history.at(-1);
  if (step === undefined) throw new Error(`Order ${orderId} was moved and has no history`);
  return {
    // A history of an older order may begin with its first move.
    eventId: `${orderId}.${history.length + (history[0]?.from === undefined ? 0 : 1)}`,
    type: 'order.status_changed',
    entity: `order#${orderId}`,
    at: step.at,
    data: {
      order_id: orderId,
      user_id: userId,
      from: step.from,
      status: step.to,
      stock: movements.map(movementView),
    },
  };
}

/** Of the stock of one product; undefined where nothing moved. */
export function stockChangedEvent(movements: readonly StockMovement[]): DomainEvent | undefined {
  const [first] = movements;
  if (first === undefined) return undefined;
  return {
    eventId: `stock.${movementKey(first)}`,
    type: 'stock.changed',
    entity: `product#${first.productId}`,
    at: first.at,
    data: { product_id: first.productId, stock: movements.map(movementView) },
  };
}

type UserEventType = Extract<EventType, `user.${string}`>;

/** Of an account; `mark` tells its changes apart: a version, or an id of the write. */
export function userEvent(
  type: UserEventType,
  user: { readonly userId: string; readonly mark: string | number; readonly at: string },
): DomainEvent {
  const { userId, mark, at } = user;
  return {
    eventId: `user.${userId}.${mark}`,
    type,
    entity: `user#${userId}`,
    at,
    data: { user_id: userId },
  };
}

function movementView({ productId, size, delta, reason }: StockMovement) {
  return { product_id: productId, size, delta, reason };
}
