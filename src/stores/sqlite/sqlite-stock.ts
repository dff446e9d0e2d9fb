import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import { MAX_STOCK } from '../../domain/product.ts';
import { movementKey, settingMovement } from '../../domain/stock-movement.ts';
import type { AdjustStockOutcome, SetStockOutcome, StockStore } from '../../ports/stock-store.ts';
import { pageOf } from './page-of.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { claimKey, findKey } from './sqlite-idempotency.ts';
import { recordStockChange, toMovement } from './sqlite-movements.ts';

/** Sorts after every key. */
const END = '\u{10FFFF}';

export function sqliteStock(connection: SqliteConnection): StockStore {
  const find = connection.statement(`
    SELECT s.size, s.stock FROM products p
    LEFT JOIN product_sizes s ON s.product_id = p.product_id AND s.size = ?
    WHERE p.product_id = ?`);
  const write = connection.statement(
    'UPDATE product_sizes SET stock = ? WHERE product_id = ? AND size = ?',
  );
  const list = connection.statement(`
    SELECT * FROM stock_movements WHERE product_id = ? AND movement_key < ?
    ORDER BY movement_key DESC LIMIT ?`);

  /** `left` is undefined when the size is not tracked. */
  const stockOf = (productId: string, size: string) => {
    const row = find.get(size, productId);
    if (row === undefined) return { kind: 'product-not-found' } as const;
    if (row['size'] === null) return { kind: 'size-not-found' } as const;
    return { kind: 'found', left: (row['stock'] as number | null) ?? undefined } as const;
  };

  return {
    setStock: ({ productId, size, stock, movementId, actor, at, note }) =>
      connection.write<SetStockOutcome>(() => {
        const found = stockOf(productId, size);
        if (found.kind !== 'found') return found;
        write.run(stock ?? null, productId, size);
        const moved = { movementId, reason: 'set', actor, at, note } as const;
        const movement = settingMovement({ productId, size }, found.left, stock, moved);
        if (movement !== undefined) recordStockChange(connection, [movement]);
        return { kind: 'changed', stock };
      }),
    adjustStock: ({ productId, size, delta, claim, movementId, actor, at, note }) =>
      connection.write<AdjustStockOutcome>(() => {
        const record = claim && findKey(connection, claim, at);
        if (record !== undefined) return { kind: 'key-used', record };
        const found = stockOf(productId, size);
        if (found.kind !== 'found') return found;
        const { left } = found;
        if (left === undefined) return { kind: 'not-tracked' };
        const stock = left + delta;
        if (stock < 0 || stock > MAX_STOCK) return { kind: 'out-of-bounds', stock: left };
        write.run(stock, productId, size);
        const reason = 'adjusted';
        recordStockChange(connection, [
          { movementId, productId, size, delta, reason, actor, at, note },
        ]);
        if (claim !== undefined) claimKey(connection, claim, { resultId: movementId, now: at });
        return { kind: 'changed', stock };
      }),
    listMovements: (productId, { limit, cursor }) =>
      connection.run(() => {
        const cursorList = `stock-movements ${productId}`;
        const [before = END] = cursor === undefined ? [] : decodeCursor(cursor, cursorList, 1);
        const rows = list.all(productId, before, limit + 1);
        return pageOf(rows.map(toMovement), limit, (last) =>
          encodeCursor(cursorList, [movementKey(last)]),
        );
      }),
  };
}
