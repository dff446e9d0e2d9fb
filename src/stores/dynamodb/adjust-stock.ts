import { stockChangedEvent } from '../../domain/event.ts';
import { MAX_STOCK, stockOf } from '../../domain/product.ts';
import type { StockMovement } from '../../domain/stock-movement.ts';
import type { AdjustStockOutcome, StockStore } from '../../ports/stock-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { claimActions, findIdempotencyRecord, toRecord } from './idempotency-claim.ts';
import { movementAction } from './movement-item.ts';
import { outboxActions } from './outbox-item.ts';
import { toProduct } from './product-item.ts';
import type { Item } from './read-pages.ts';
import { readProductItem } from './read-product.ts';
import { type Action, writeTogether } from './transaction.ts';

/** How often others may come first before it adds to whatever there is. */
const EXACT_ATTEMPTS = 64;

type Adjustment = Parameters<StockStore['adjustStock']>[0];

/**
 * Adds to the stock that was met, so that what is left is known: a transaction does not tell. Each
 * refusal shows what to meet next, and somebody else's adjustment was made then.
 */
export async function adjustStock(
  connection: DynamodbConnection,
  currency: string,
  adjustment: Adjustment,
): Promise<AdjustStockOutcome> {
  const { productId, size, delta, claim } = adjustment;
  let item = await readProductItem(connection, productId);
  for (let attempt = 0; ; attempt += 1) {
    const left = stockToAdjust(item, currency, adjustment);
    if (typeof left === 'object') {
      const { scope = '', key = '' } = claim ?? {};
      const record = claim && (await findIdempotencyRecord(connection, scope, key, adjustment.at));
      return record ? { kind: 'key-used', record } : left;
    }
    const isExact = attempt < EXACT_ATTEMPTS;
    const outcome = await writeAdjustment(connection, adjustment, isExact ? left : undefined);
    if (outcome === 'written' && isExact) return { kind: 'changed', stock: left + delta };
    if (outcome === 'written') {
      const now = await readProductItem(connection, productId);
      // What is gone or no longer tracked by now has none left.
      return { kind: 'changed', stock: (now && stockOf(toProduct(now, currency), size)) ?? 0 };
    }
    if ('kind' in outcome) return outcome;
    item = outcome.met;
  }
}

/** What is left of the size where the adjustment is possible. */
function stockToAdjust(
  item: Item | undefined,
  currency: string,
  { size, delta }: Adjustment,
): number | AdjustStockOutcome {
  if (item === undefined) return { kind: 'product-not-found' };
  const product = toProduct(item, currency);
  if (!product.sizes.some((offered) => offered.size === size)) return { kind: 'size-not-found' };
  const stock = stockOf(product, size);
  if (stock === undefined) return { kind: 'not-tracked' };
  const isWithin = stock + delta >= 0 && stock + delta <= MAX_STOCK;
  return isWithin ? stock : { kind: 'out-of-bounds', stock };
}

async function writeAdjustment(
  connection: DynamodbConnection,
  adjustment: Adjustment,
  left: number | undefined,
): Promise<'written' | AdjustStockOutcome | { readonly met: Item | undefined }> {
  const { productId, size, delta, claim, movementId, actor, at, note } = adjustment;
  const { products, stockMovements, claims } = connection.names;
  const movement: StockMovement = {
    ...{ movementId, productId, size, delta, reason: 'adjusted', actor, at },
    ...(note !== undefined && { note }),
  };
  try {
    await writeTogether(connection, [
      stockUpdate(products, adjustment, left),
      movementAction(stockMovements, movement),
      ...outboxActions(connection, stockChangedEvent([movement])),
      ...claimActions(claims, claim, { resultId: movementId, now: at }),
    ]);
    return 'written';
  } catch (error) {
    const failed = failedActions(error);
    const taken = failed.get(3);
    if (taken !== undefined) return { kind: 'key-used', record: toRecord(taken) };
    if (!failed.has(0)) throw error;
    return { met: failed.get(0) };
  }
}

/** From what was met, or else within the bounds. */
function stockUpdate(
  TableName: string,
  { productId, size, delta }: Adjustment,
  left: number | undefined,
): Action {
  return {
    Update: {
      TableName,
      Key: { product_id: productId },
      UpdateExpression: 'SET stock.#size = stock.#size + :delta',
      ConditionExpression:
        'contains(sizes, :size) AND stock.#size >= :least AND stock.#size <= :most',
      ExpressionAttributeNames: { '#size': size },
      ExpressionAttributeValues: {
        ':size': size,
        ':delta': delta,
        ':least': left ?? -delta,
        ':most': left ?? MAX_STOCK - delta,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
