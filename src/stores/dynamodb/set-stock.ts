import { stockChangedEvent } from '../../domain/event.ts';
import { stockOf } from '../../domain/product.ts';
import { settingMovement } from '../../domain/stock-movement.ts';
import type { SetStockOutcome, StockStore } from '../../ports/stock-store.ts';
import { asNewId } from './create-product.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { movementAction } from './movement-item.ts';
import { outboxActions } from './outbox-item.ts';
import { toProduct } from './product-item.ts';
import type { Item } from './read-pages.ts';
import { readProductItem } from './read-product.ts';
import { type Action, writeTogether } from './transaction.ts';

/** How often it starts over when the stock changes under it. */
const MAX_ATTEMPTS = 8;

type StockSetting = Parameters<StockStore['setStock']>[0];

export async function setStock(
  connection: DynamodbConnection,
  currency: string,
  setting: StockSetting,
): Promise<SetStockOutcome> {
  const { productId, size, stock, movementId, actor, at, note } = setting;
  const { products, stockMovements } = connection.names;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const item = await readProductItem(connection, productId);
    if (item === undefined) return { kind: 'product-not-found' };
    const product = toProduct(item, currency);
    if (!product.sizes.some((offered) => offered.size === size)) return { kind: 'size-not-found' };
    const left = stockOf(product, size);
    if (left === stock) return { kind: 'changed', stock };
    const movement = settingMovement({ productId, size }, left, stock, {
      movementId: asNewId(movementId, attempt),
      reason: 'set',
      actor,
      at,
      ...(note !== undefined && { note }),
    });
    const movements = movement === undefined ? [] : [movement];
    try {
      await writeTogether(connection, [
        stockUpdate(products, setting, item, left),
        ...movements.map((one) => movementAction(stockMovements, one)),
        ...outboxActions(connection, stockChangedEvent(movements)),
      ]);
      return { kind: 'changed', stock };
    } catch (error) {
      failedActions(error);
    }
  }
  throw storeUnavailable(new Error(`The stock of ${productId} keeps changing`));
}

/** Only while the size is offered and has the stock that was read. */
function stockUpdate(
  TableName: string,
  { productId, size, stock }: StockSetting,
  item: Item,
  left: number | undefined,
): Action {
  const wasNone = item['stock'] === undefined;
  const asRead = wasNone
    ? 'attribute_not_exists(stock)'
    : left === undefined
      ? 'attribute_exists(stock) AND attribute_not_exists(stock.#size)'
      : 'stock.#size = :left';
  const change =
    stock === undefined
      ? 'REMOVE stock.#size'
      : wasNone
        ? 'SET stock = :map'
        : 'SET stock.#size = :stock';
  return {
    Update: {
      TableName,
      Key: { product_id: productId },
      UpdateExpression: change,
      ConditionExpression: `contains(sizes, :size) AND ${asRead}`,
      ...(!wasNone && { ExpressionAttributeNames: { '#size': size } }),
      ExpressionAttributeValues: {
        ':size': size,
        ...(left !== undefined && { ':left': left }),
        ...(stock !== undefined && (wasNone ? { ':map': { [size]: stock } } : { ':stock': stock })),
      },
    },
  };
}
