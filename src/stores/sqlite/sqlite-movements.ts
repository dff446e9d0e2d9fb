import { stockChangedEvent } from '../../domain/event.ts';
import {
  type MovementReason,
  movementKey,
  type StockMovement,
} from '../../domain/stock-movement.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { writeEvent } from './sqlite-outbox.ts';

/** Inside the transaction that moves the stock. Gives the movements as they are written. */
export function recordMovements(
  connection: SqliteConnection,
  movements: readonly StockMovement[],
): readonly StockMovement[] {
  return movements.map((movement) => recordMovement(connection, movement));
}

/** As `recordMovements`, and tells the outside. */
export function recordStockChange(
  connection: SqliteConnection,
  movements: readonly StockMovement[],
): void {
  const event = stockChangedEvent(recordMovements(connection, movements));
  if (event !== undefined) writeEvent(connection, event);
}

export function toMovement(row: Record<string, unknown>): StockMovement {
  const orderId = row['order_id'] as string | null;
  const note = row['note'] as string | null;
  return {
    movementId: String(row['movement_id']),
    productId: String(row['product_id']),
    size: String(row['size']),
    delta: Number(row['delta']),
    reason: row['reason'] as MovementReason,
    actor: String(row['actor']),
    at: String(row['at']),
    ...(orderId !== null && { orderId }),
    ...(note !== null && { note }),
  };
}

function recordMovement(connection: SqliteConnection, movement: StockMovement): StockMovement {
  const insert = connection.statement(`
    INSERT INTO stock_movements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  let { movementId } = movement;
  for (;;) {
    const { productId, size, delta, reason, actor, at, orderId, note } = movement;
    const written = { ...movement, movementId };
    const { changes } = insert.run(
      ...[productId, movementKey(written), movementId, size, delta, reason, actor, at],
      ...[orderId ?? null, note ?? null],
    );
    if (changes > 0) return written;
    // A product that was deleted and made again within a millisecond has the same ids once more.
    movementId += '+';
  }
}
