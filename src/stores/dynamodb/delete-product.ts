import { type Product, stockOf } from '../../domain/product.ts';
import { type StockMovement, settingMovement } from '../../domain/stock-movement.ts';
import type { Change, ProductStore } from '../../ports/product-store.ts';
import { stockAsRead, whileUnchanged, withMovements } from './change-product.ts';
import { asNewIds } from './create-product.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import type { Action } from './transaction.ts';
import { versionCondition } from './version-condition.ts';

/** Its movements, and what of them is still in its item, stay in the ledger. */
export function deleteProduct(
  connection: DynamodbConnection,
  currency: string,
  before: Product,
  change: Change,
): ReturnType<ProductStore['deleteProduct']> {
  return whileUnchanged(connection, currency, before, 'deleted', (_, current, attempt) => {
    const movements = asNewIds(removalMovements(current, change), attempt);
    return withMovements(connection, current, undefined, movements, (late) => {
      if (late.length > 0) throw new Error(`${current.productId} has too many sizes to be deleted`);
      return deleting(connection.names.products, current);
    });
  });
}

function deleting(TableName: string, current: Product): Action {
  const { conditions, names, values } = stockAsRead(current.sizes);
  const isAt = versionCondition([current.version ?? 0], 'product_id');
  return {
    Delete: {
      TableName,
      Key: { product_id: current.productId },
      ConditionExpression: [
        isAt.ConditionExpression,
        'attribute_not_exists(late_movements)',
        ...conditions,
      ].join(' AND '),
      ...(conditions.length > 0 && { ExpressionAttributeNames: names }),
      ExpressionAttributeValues: { ...isAt.ExpressionAttributeValues, ...values },
    },
  };
}

function removalMovements(product: Product, { actor, at }: Change): readonly StockMovement[] {
  const { productId, version = 0, sizes } = product;
  return sizes
    .map(({ size }) =>
      settingMovement({ productId, size }, stockOf(product, size), undefined, {
        movementId: `${productId}:deleted:v${version}:${size}`,
        reason: 'removed',
        actor,
        at,
      }),
    )
    .filter((movement) => movement !== undefined);
}
