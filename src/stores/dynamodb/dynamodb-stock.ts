import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import { movementKey, type StockMovement } from '../../domain/stock-movement.ts';
import type { StockStore } from '../../ports/stock-store.ts';
import { adjustStock } from './adjust-stock.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { lateMovements, toMovement } from './movement-item.ts';
import { queryItems } from './read-pages.ts';
import { readProductItem } from './read-product.ts';
import { setStock } from './set-stock.ts';

export function dynamodbStock(connection: DynamodbConnection, currency: string): StockStore {
  return {
    setStock: (change) => setStock(connection, currency, change),
    adjustStock: (change) => adjustStock(connection, currency, change),
    listMovements: (productId, page) => listMovements(connection, productId, page),
  };
}

/** The ledger, with what a large transaction had no room for and left in the product's item. */
async function listMovements(
  connection: DynamodbConnection,
  productId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<StockMovement>> {
  const list = `stock-movements ${productId}`;
  const [before] = cursor === undefined ? [] : decodeCursor(cursor, list, 1);
  // First: what moves into the ledger meanwhile is then there twice, and never missing.
  const late = lateMovements(await readProductItem(connection, productId));
  const items = await queryItems(
    connection,
    {
      TableName: connection.names.stockMovements,
      KeyConditionExpression: 'product_id = :product',
      ExpressionAttributeValues: { ':product': productId },
      ScanIndexForward: false,
      ExclusiveStartKey:
        before === undefined ? undefined : { product_id: productId, movement_key: before },
      ConsistentRead: true,
    },
    limit + 1,
  );
  const byKey = new Map(
    [...late, ...items.map(toMovement)].map((movement) => [movementKey(movement), movement]),
  );
  const keys = [...byKey.keys()].filter((key) => before === undefined || isBefore(key, before));
  const newestFirst = keys.sort((left, right) => (isBefore(left, right) ? 1 : -1));
  const shown = newestFirst.slice(0, limit);
  const page = { items: shown.flatMap((key) => byKey.get(key) ?? []) };
  const last = shown.at(-1);
  return newestFirst.length > limit && last !== undefined
    ? { ...page, nextCursor: encodeCursor(list, [last]) }
    : page;
}

/** As the engine sorts: by bytes. */
function isBefore(left: string, right: string): boolean {
  return Buffer.compare(Buffer.from(left), Buffer.from(right)) < 0;
}
