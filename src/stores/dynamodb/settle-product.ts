import { type StockMovement, settingMovement } from '../../domain/stock-movement.ts';
import { entryActions } from './catalogue-item.ts';
import { MAX_PRODUCT_ATTEMPTS } from './create-product.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import {
  lateMovements,
  lateParts,
  movementAction,
  placeMovements,
  toMovement,
} from './movement-item.ts';
import { toProduct } from './product-item.ts';
import { type Item, queryItems, scanItems } from './read-pages.ts';
import { readProductItem } from './read-product.ts';
import { MAX_ACTIONS, writeTogether } from './transaction.ts';

/** How many products are settled at once. */
const SETTLE_WIDTH = 16;

/**
 * A product's item with its places and its whole ledger written beside it: what another program or
 * an earlier Kitroom wrote has none, and a large order may have left movements in the item itself.
 */
export async function settledProduct(
  connection: DynamodbConnection,
  currency: string,
  productId: string,
): Promise<Item | undefined> {
  for (let attempt = 0; attempt < MAX_PRODUCT_ATTEMPTS; attempt += 1) {
    const item = await readProductItem(connection, productId);
    if (item === undefined) return undefined;
    if (item['late_movements'] !== undefined) await moveLate(connection, item);
    else if (item['listed'] === undefined) await listProduct(connection, currency, item);
    else return item;
  }
  throw storeUnavailable(new Error(`The product ${productId} keeps changing`));
}

/** Settles every product that is not; gives how many there were. */
export async function settleProducts(
  connection: DynamodbConnection,
  currency: string,
): Promise<number> {
  const unsettled = await scanItems(
    connection,
    {
      TableName: connection.names.products,
      FilterExpression: 'attribute_not_exists(listed) OR attribute_exists(late_movements)',
      ProjectionExpression: 'product_id',
      ConsistentRead: true,
    },
    Number.POSITIVE_INFINITY,
  );
  for (let start = 0; start < unsettled.length; start += SETTLE_WIDTH) {
    const some = unsettled.slice(start, start + SETTLE_WIDTH);
    await Promise.all(
      some.map(({ product_id: id }) => settledProduct(connection, currency, String(id))),
    );
  }
  return unsettled.length;
}

/** All movements of a product, in no order. */
async function readMovements(
  connection: DynamodbConnection,
  item: Item,
): Promise<readonly StockMovement[]> {
  const written = await queryItems(
    connection,
    {
      TableName: connection.names.stockMovements,
      KeyConditionExpression: 'product_id = :product',
      ExpressionAttributeValues: { ':product': item['product_id'] },
      ConsistentRead: true,
    },
    Number.POSITIVE_INFINITY,
  );
  return [...written.map(toMovement), ...lateMovements(item)];
}

/** What its movements do not tell of its stock is an opening balance. */
async function listProduct(
  connection: DynamodbConnection,
  currency: string,
  item: Item,
): Promise<void> {
  const { names } = connection;
  const product = toProduct(item, currency);
  const { productId } = product;
  const sums = new Map<string, number>();
  for (const { size, delta } of await readMovements(connection, item)) {
    sums.set(size, (sums.get(size) ?? 0) + delta);
  }
  const stock = new Map(product.sizes.map(({ size, stock: left }) => [size, left]));
  const at = new Date(connection.now()).toISOString();
  const opening = [...new Set([...stock.keys(), ...sums.keys()])]
    .map((size) =>
      settingMovement({ productId, size }, sums.get(size), stock.get(size), {
        movementId: `${productId}:opening:${size}`,
        reason: 'set',
        actor: 'system',
        at,
        note: 'opening balance',
      }),
    )
    .filter((movement) => movement !== undefined);
  const entries = entryActions(names.catalogue, undefined, product);
  const room = MAX_ACTIONS - 1 - entries.length;
  const { records, late } = placeMovements(names.stockMovements, opening, room);
  const { sets, values } = lateParts(late);
  await writeUnlessChanged(connection, [
    {
      Update: {
        TableName: names.products,
        Key: { product_id: productId },
        UpdateExpression: `SET ${['listed = :listed', ...sets].join(', ')}`,
        ConditionExpression: `attribute_exists(product_id) AND attribute_not_exists(listed) AND ${
          item['stock'] === undefined ? 'attribute_not_exists(stock)' : 'stock = :stock'
        }`,
        ExpressionAttributeValues: {
          ':listed': 1,
          ...(item['stock'] !== undefined && { ':stock': item['stock'] }),
          ...values,
        },
      },
    },
    ...entries,
    ...records,
  ]);
}

/** Moves into the ledger what the item still holds, as much as one transaction takes. */
async function moveLate(connection: DynamodbConnection, item: Item): Promise<void> {
  const { products, stockMovements } = connection.names;
  const stored = (item['late_movements'] ?? []) as readonly Item[];
  const rest = stored.slice(MAX_ACTIONS - 1);
  const moved = lateMovements(item).slice(0, MAX_ACTIONS - 1);
  await writeUnlessChanged(connection, [
    {
      Update: {
        TableName: products,
        Key: { product_id: item['product_id'] },
        UpdateExpression: rest.length > 0 ? 'SET late_movements = :rest' : 'REMOVE late_movements',
        ConditionExpression: 'late_movements = :stored',
        ExpressionAttributeValues: {
          ':stored': stored,
          ...(rest.length > 0 && { ':rest': rest }),
        },
      },
    },
    ...moved.map((movement) => movementAction(stockMovements, movement)),
  ]);
}

/** A product that has changed meanwhile is read again, by whoever asks for it settled. */
async function writeUnlessChanged(
  connection: DynamodbConnection,
  actions: Parameters<typeof writeTogether>[1],
): Promise<void> {
  try {
    await writeTogether(connection, actions);
  } catch (error) {
    failedActions(error);
  }
}
