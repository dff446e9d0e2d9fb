import { stockChangedEvent } from '../../domain/event.ts';
import type { Product, ProductSize } from '../../domain/product.ts';
import type { StockMovement } from '../../domain/stock-movement.ts';
import { entryActions } from './catalogue-item.ts';
import { MAX_PRODUCT_ATTEMPTS } from './create-product.ts';
import { type DynamodbConnection, storeUnavailable } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import { placeMovements } from './movement-item.ts';
import { outboxActions } from './outbox-item.ts';
import { toProduct } from './product-item.ts';
import type { Item } from './read-pages.ts';
import { settledProduct } from './settle-product.ts';
import { type Action, MAX_ACTIONS, writeTogether } from './transaction.ts';

type Refusal = 'changed' | 'not-found';

/** Reads the product until a write of it meets the stock that was read. */
export async function whileUnchanged<Done>(
  connection: DynamodbConnection,
  currency: string,
  before: Product,
  done: Done,
  actions: (item: Item, current: Product, attempt: number) => readonly Action[],
): Promise<Done | Refusal> {
  for (let attempt = 0; attempt < MAX_PRODUCT_ATTEMPTS; attempt += 1) {
    const item = await settledProduct(connection, currency, before.productId);
    if (item === undefined) return 'not-found';
    const current = toProduct(item, currency);
    if ((current.version ?? 0) !== (before.version ?? 0)) return 'changed';
    try {
      await writeTogether(connection, actions(item, current, attempt));
      return done;
    } catch (error) {
      failedActions(error);
    }
  }
  throw storeUnavailable(new Error(`The product ${before.productId} keeps changing`));
}

/** What a write of the details brings with it: the places, the event, the movements. */
export function withMovements(
  connection: DynamodbConnection,
  before: Product,
  after: Product | undefined,
  movements: readonly StockMovement[],
  write: (late: readonly StockMovement[]) => Action,
): readonly Action[] {
  const { names } = connection;
  const others = [
    ...entryActions(names.catalogue, before, after),
    ...outboxActions(connection, stockChangedEvent(movements)),
  ];
  const room = MAX_ACTIONS - 1 - others.length;
  const { records, late } = placeMovements(names.stockMovements, movements, room);
  return [write(late), ...others, ...records];
}

/** Conditions that these sizes have the stock that was read. */
export function stockAsRead(sizes: readonly ProductSize[]) {
  const tracked = [...sizes.entries()].filter(([, { stock }]) => stock !== undefined);
  return {
    conditions: sizes.map(({ stock }, index) =>
      stock === undefined
        ? `attribute_not_exists(stock.#g${index})`
        : `stock.#g${index} = :g${index}`,
    ),
    names: Object.fromEntries(sizes.map(({ size }, index) => [`#g${index}`, size])),
    values: Object.fromEntries(tracked.map(([index, { stock }]) => [`:g${index}`, stock])),
  };
}
