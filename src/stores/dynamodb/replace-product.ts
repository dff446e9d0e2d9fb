import type { Product, ProductSize } from '../../domain/product.ts';
import { detailMovements, type StockMovement } from '../../domain/stock-movement.ts';
import type { Change, ProductStore } from '../../ports/product-store.ts';
import { stockAsRead, whileUnchanged, withMovements } from './change-product.ts';
import { asNewIds } from './create-product.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { lateParts } from './movement-item.ts';
import { detailAttributes, stockMap } from './product-item.ts';
import type { Item } from './read-pages.ts';
import type { Action } from './transaction.ts';
import { updateExpression } from './update-expression.ts';
import { versionCondition } from './version-condition.ts';

/** The details of what was read as `before`, with the stock of now. */
export function replaceProduct(
  connection: DynamodbConnection,
  currency: string,
  product: Product,
  before: Product,
  change: Change,
): ReturnType<ProductStore['replaceProduct']> {
  return whileUnchanged(connection, currency, before, 'replaced', (item, current, attempt) => {
    const movements = asNewIds(detailMovements(product, current, change), attempt);
    return withMovements(connection, current, product, movements, (late) =>
      replacing(connection.names.products, product, current, item, late),
    );
  });
}

/** The stock of a size that stays is not touched; that of one that goes must be as it was read. */
function replacing(
  TableName: string,
  product: Product,
  current: Product,
  item: Item,
  late: readonly StockMovement[],
): Action {
  const going = without(current.sizes, product.sizes);
  const gone = going.filter(({ stock }) => stock !== undefined);
  const come = without(product.sizes, current.sizes).filter(({ stock }) => stock !== undefined);
  const hasStock = item['stock'] !== undefined;
  const { sets, values } = lateParts(late);
  const asRead = stockAsRead(going);
  const isAt = versionCondition([current.version ?? 0], 'product_id');
  const update = updateExpression({
    attributes: detailAttributes(product),
    sets: [
      ...sets,
      ...(hasStock ? come.map((_, index) => `stock.#c${index} = :c${index}`) : []),
      ...(hasStock ? [] : ['stock = :stock']),
    ],
    removes: gone.map((size) => `stock.#g${going.indexOf(size)}`),
  });
  return {
    Update: {
      TableName,
      Key: { product_id: product.productId },
      UpdateExpression: update.UpdateExpression,
      ConditionExpression: [
        isAt.ConditionExpression,
        hasStock ? 'attribute_exists(stock)' : 'attribute_not_exists(stock)',
        ...asRead.conditions,
      ].join(' AND '),
      ExpressionAttributeNames: {
        ...update.ExpressionAttributeNames,
        ...asRead.names,
        ...(hasStock && Object.fromEntries(come.map(({ size }, index) => [`#c${index}`, size]))),
      },
      ExpressionAttributeValues: {
        ...update.ExpressionAttributeValues,
        ...isAt.ExpressionAttributeValues,
        ...asRead.values,
        ...values,
        ...(hasStock
          ? Object.fromEntries(come.map(({ stock }, index) => [`:c${index}`, stock]))
          : { ':stock': stockMap(come) }),
      },
    },
  };
}

function without(
  sizes: readonly ProductSize[],
  others: readonly ProductSize[],
): readonly ProductSize[] {
  return sizes.filter(({ size }) => !others.some((other) => other.size === size));
}
