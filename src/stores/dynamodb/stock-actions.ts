import type { StockMovement } from '../../domain/stock-movement.ts';
import { lateParts, placeMovements } from './movement-item.ts';
import type { TableNames } from './table-names.ts';
import type { Action } from './transaction.ts';

/** One product's part in a transaction. */
interface StockUpdate {
  readonly productId: string;
  readonly action: Action;
}

interface SizeOf {
  readonly productId: string;
  readonly size: string;
}

/**
 * What moves the stock of tracked sizes and writes each movement, within `room` actions: one action
 * a product, which also takes the movements that there is no other room for. It is refused where a
 * size is no longer tracked or would have less than none, and where one of `untracked` is tracked or
 * no longer sold.
 */
export function stockActions(
  names: Pick<TableNames, 'products' | 'stockMovements'>,
  movements: readonly StockMovement[],
  room: number,
  untracked: readonly SizeOf[] = [],
): { readonly updates: readonly StockUpdate[]; readonly records: readonly Action[] } {
  const moved = Map.groupBy(movements, ({ productId }) => productId);
  const others = Map.groupBy(untracked, ({ productId }) => productId);
  const productIds = [...new Set([...moved.keys(), ...others.keys()])];
  const { records, late } = placeMovements(
    names.stockMovements,
    movements,
    room - productIds.length,
  );
  const updates = productIds.map((productId) => {
    const where = { TableName: names.products, Key: { product_id: productId } };
    const ofProduct = moved.get(productId) ?? [];
    const ofLate = late.filter((movement) => movement.productId === productId);
    const sizes = (others.get(productId) ?? []).map(({ size }) => size);
    return { productId, action: stockAction(where, ofProduct, ofLate, sizes) };
  });
  return { updates, records };
}

function stockAction(
  where: { readonly TableName: string; readonly Key: Record<string, unknown> },
  movements: readonly StockMovement[],
  late: readonly StockMovement[],
  untracked: readonly string[],
): Action {
  const numbered = [...movements.entries()];
  const taken = numbered.filter(([, { delta }]) => delta < 0);
  // Lines of other programs may have no size, which is the name of no attribute.
  const others = [...untracked.filter((size) => size !== '').entries()];
  const names = Object.fromEntries([
    ...numbered.map(([index, { size }]) => [`#s${index}`, size]),
    ...others.map(([index, size]) => [`#u${index}`, size]),
  ]);
  const compared = {
    ...Object.fromEntries(taken.map(([index, { delta }]) => [`:q${index}`, -delta])),
    ...Object.fromEntries(others.map(([index, size]) => [`:u${index}`, size])),
    ...(others.length > 0 && { ':none': [] }),
  };
  const condition = {
    ConditionExpression: [
      'attribute_exists(product_id)',
      ...numbered.map(([index, { delta }]) =>
        delta < 0 ? `stock.#s${index} >= :q${index}` : `attribute_exists(stock.#s${index})`,
      ),
      ...others.flatMap(([index]) => [
        `attribute_not_exists(stock.#u${index})`,
        // A product without sizes comes in any.
        `(attribute_not_exists(sizes) OR sizes = :none OR contains(sizes, :u${index}))`,
      ]),
    ].join(' AND '),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  if (numbered.length === 0) {
    const values = others.length > 0 && { ExpressionAttributeValues: compared };
    return { ConditionCheck: { ...where, ...condition, ...values } };
  }
  const { sets, values } = lateParts(late);
  const changes = numbered.map(([index]) => `stock.#s${index} = stock.#s${index} + :d${index}`);
  return {
    Update: {
      ...where,
      ...condition,
      UpdateExpression: `SET ${[...changes, ...sets].join(', ')}`,
      ExpressionAttributeValues: {
        ...Object.fromEntries(numbered.map(([index, { delta }]) => [`:d${index}`, delta])),
        ...compared,
        ...values,
      },
    },
  };
}
