import { catalogueEntries, entriesWithout } from '../../domain/catalogue.ts';
import type { Product } from '../../domain/product.ts';
import type { Action } from './transaction.ts';

/** Part of each transaction that writes a product: brings its places from what it was to what it is. */
export function entryActions(
  TableName: string,
  before: Product | undefined,
  after: Product | undefined,
): readonly Action[] {
  const had = before === undefined ? [] : catalogueEntries(before);
  const has = after === undefined ? [] : catalogueEntries(after);
  return [
    ...entriesWithout(had, has).map(({ list, key }) => ({
      Delete: { TableName, Key: { list, key } },
    })),
    ...entriesWithout(has, had).map(({ list, key }) => ({
      Put: { TableName, Item: { list, key, product_id: after?.productId } },
    })),
  ];
}
