import { stockChangedEvent } from '../../domain/event.ts';
import type { Product } from '../../domain/product.ts';
import { detailMovements, type StockMovement } from '../../domain/stock-movement.ts';
import type { Change, ProductStore } from '../../ports/product-store.ts';
import { entryActions } from './catalogue-item.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { movementItem, placeMovements } from './movement-item.ts';
import { outboxActions } from './outbox-item.ts';
import { productItem } from './product-item.ts';
import { MAX_ACTIONS, writeTogether } from './transaction.ts';

/** How often a write of details starts over when the stock changes under it. */
export const MAX_PRODUCT_ATTEMPTS = 8;

type Outcome = Awaited<ReturnType<ProductStore['createProduct']>>;

/** What is imported is told to nobody: it was there before the shop began. */
export async function createProduct(
  connection: DynamodbConnection,
  product: Product,
  change: Change,
  { isImport = false } = {},
): Promise<Outcome> {
  for (let attempt = 0; attempt < MAX_PRODUCT_ATTEMPTS; attempt += 1) {
    const movements = asNewIds(detailMovements(product, undefined, change), attempt);
    const outcome = await putProduct(connection, product, movements, isImport);
    if (outcome !== 'movement-id-taken') return outcome;
  }
  throw storeUnavailable(new Error(`The movements of ${product.productId} are there already`));
}

/** As on other stores, an id that is taken in the same millisecond gets a "+" for each attempt. */
export function asNewId(movementId: string, attempt: number): string {
  return movementId + '+'.repeat(attempt);
}

export function asNewIds(
  movements: readonly StockMovement[],
  attempt: number,
): readonly StockMovement[] {
  return movements.map((movement) => ({
    ...movement,
    movementId: asNewId(movement.movementId, attempt),
  }));
}

async function putProduct(
  connection: DynamodbConnection,
  product: Product,
  movements: readonly StockMovement[],
  isImport: boolean,
): Promise<Outcome | 'movement-id-taken'> {
  const { names } = connection;
  const entries = entryActions(names.catalogue, undefined, product);
  const events = outboxActions(connection, isImport ? undefined : stockChangedEvent(movements));
  const room = MAX_ACTIONS - 1 - entries.length - events.length;
  const { records, late } = placeMovements(names.stockMovements, movements, room);
  const Item = {
    ...productItem(product),
    ...(late.length > 0 && { late_movements: late.map(movementItem) }),
  };
  const ConditionExpression = 'attribute_not_exists(product_id)';
  try {
    await writeTogether(connection, [
      { Put: { TableName: names.products, Item, ConditionExpression } },
      ...entries,
      ...events,
      ...records,
    ]);
    return 'created';
  } catch (error) {
    return failedActions(error).has(0) ? 'product-id-taken' : 'movement-id-taken';
  }
}
