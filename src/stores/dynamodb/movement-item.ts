import {
  type MovementReason,
  movementKey,
  type StockMovement,
} from '../../domain/stock-movement.ts';
import type { Item } from './read-pages.ts';
import type { Action } from './transaction.ts';

export interface PlacedMovements {
  /** Those that are written as items of their own. */
  readonly records: readonly Action[];
  /** Those that the transaction has no room for: they go into the product's own item. */
  readonly late: readonly StockMovement[];
}

/** Movements within so many actions of a transaction. */
export function placeMovements(
  TableName: string,
  movements: readonly StockMovement[],
  room: number,
): PlacedMovements {
  return {
    records: movements.slice(0, room).map((movement) => movementAction(TableName, movement)),
    late: movements.slice(room),
  };
}

export function movementAction(TableName: string, movement: StockMovement): Action {
  return {
    Put: {
      TableName,
      Item: movementItem(movement),
      // A product made again within the millisecond of its deletion has the same ids once more.
      ConditionExpression: 'attribute_not_exists(movement_key)',
    },
  };
}

export function movementItem(movement: StockMovement): Record<string, unknown> {
  return {
    product_id: movement.productId,
    movement_key: movementKey(movement),
    movement_id: movement.movementId,
    size: movement.size,
    delta: movement.delta,
    reason: movement.reason,
    actor: movement.actor,
    at: movement.at,
    order_id: movement.orderId,
    note: movement.note,
  };
}

export function toMovement(item: Item): StockMovement {
  const [orderId, note] = [item['order_id'], item['note']];
  return {
    movementId: String(item['movement_id']),
    productId: String(item['product_id']),
    size: String(item['size']),
    delta: Number(item['delta']),
    reason: String(item['reason']) as MovementReason,
    actor: String(item['actor']),
    at: String(item['at']),
    ...(orderId !== undefined && { orderId: String(orderId) }),
    ...(note !== undefined && { note: String(note) }),
  };
}

/** What of a product's movements is still in its own item. */
export function lateMovements(product: Item | undefined): readonly StockMovement[] {
  return ((product?.['late_movements'] ?? []) as readonly Item[]).map(toMovement);
}

/** Part of an update of a product: appends what its transaction had no room for. */
export function lateParts(late: readonly StockMovement[]) {
  if (late.length === 0) return { sets: [], values: {} };
  return {
    sets: ['late_movements = list_append(if_not_exists(late_movements, :noneLate), :late)'],
    values: { ':noneLate': [], ':late': late.map(movementItem) },
  };
}
