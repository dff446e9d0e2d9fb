import { orderMovedEvent } from '../../domain/event.ts';
import type { Order } from '../../domain/order.ts';
import { orderMovement, type StockMovement } from '../../domain/stock-movement.ts';
import type { MoveOrderOutcome, OrderMove, OrderStore } from '../../ports/order-store.ts';
import { toOrder } from './order-row.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { recordMovements } from './sqlite-movements.ts';
import { writeEvent } from './sqlite-outbox.ts';

export function sqliteOrderMoves(
  connection: SqliteConnection,
): Pick<OrderStore, 'findOrder' | 'moveOrder'> {
  const find = connection.statement('SELECT * FROM orders WHERE order_id = ?');
  const update = connection.statement(
    'UPDATE orders SET status = ?, history = ? WHERE order_id = ?',
  );
  const findOrder = (orderId: string): Order | undefined => {
    const row = find.get(orderId);
    return row && toOrder(row);
  };
  return {
    findOrder: (orderId) => connection.run(() => findOrder(orderId)),
    moveOrder: (move) =>
      connection.write<MoveOrderOutcome>(() => {
        const { orderId, from, to: status, actor, at } = move;
        const found = findOrder(orderId);
        if (found === undefined) return { kind: 'not-found' };
        if (!from.includes(found.status)) return { kind: 'refused', order: found };
        const step = { from: found.status, to: status, actor, at };
        const order = { ...found, status, history: [...found.history, step] };
        update.run(status, JSON.stringify(order.history), orderId);
        const movements = status === 'Cancelled' ? giveBack(connection, order, move) : [];
        writeEvent(connection, orderMovedEvent(order, recordMovements(connection, movements)));
        return { kind: 'moved', order };
      }),
  };
}

/** To the sizes that are still there and tracked. */
function giveBack(
  connection: SqliteConnection,
  order: Order,
  { actor, at }: OrderMove,
): readonly StockMovement[] {
  const add = connection.statement(`
    UPDATE product_sizes SET stock = stock + ?
    WHERE product_id = ? AND size = ? AND stock IS NOT NULL`);
  return order.lines
    .filter(
      ({ tookStock, quantity, productId, size }) =>
        tookStock === true && add.run(quantity, productId, size).changes > 0,
    )
    .map((line) => orderMovement(order, line, { actor, at, reason: 'cancelled' }));
}
