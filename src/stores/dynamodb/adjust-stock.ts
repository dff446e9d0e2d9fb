import { stockChangedEvent } from '../../domain/event.ts';
import { MAX_STOCK, stockOf } from '../../domain/product.ts';
import type { StockMovement } from '../../domain/stock-movement.ts';
import type { AdjustStockOutcome, StockStore } from '../../ports/stock-store.ts';
import { asNewId } from './create-product.ts';
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
  const { productId, size, delta } = adjustment;
  let item = await readProductItem(connection, productId);
  let idsTaken = 0;
  for (let attempt = 0; ; attempt += 1) {
    const left = stockToAdjust(item, currency, adjustment);
    if (typeof left === 'object') return unlessKeyUsed(connection, adjustment, left);
    const isExact = attempt < EXACT_ATTEMPTS;
    const movementId = asNewId(adjustment.movementId, idsTaken);
    const met = isExact ? left : undefined;
    const outcome = await writeAdjustment(connection, { ...adjustment, movementId }, met);
    if (outcome === 'written' && isExact) return { kind: 'changed', stock: left + delta };
    if (outcome === 'written') {
      const now = await readProductItem(connection, productId);
      // What is gone or no longer tracked by now has none left.
      return { kind: 'changed', stock: (now && stockOf(toProduct(now, currency), size)) ?? 0 };
    }
    if (outcome === 'movement-id-taken') idsTaken += 1;
    else if ('kind' in outcome) return outcome;
    else item = outcome.met;
  }
}

/** What an earlier request did under the same key comes before what stands in the way of this one. */
async function unlessKeyUsed(
  connection: DynamodbConnection,
  { claim, at }: Adjustment,
  refusal: AdjustStockOutcome,
): Promise<AdjustStockOutcome> {
  if (claim === undefined) return refusal;
  const record = await findIdempotencyRecord(connection, claim.scope, claim.key, at);
  return record ? { kind: 'key-used', record } : refusal;
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
): Promise<
  'written' | 'movement-id-taken' | AdjustStockOutcome | { readonly met: Item | undefined }
> {
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
    return failed.has(0) ? { met: failed.get(0) } : 'movement-id-taken';
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
