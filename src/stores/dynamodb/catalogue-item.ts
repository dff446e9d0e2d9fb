import { type CatalogueEntry, catalogueEntries } from '../../domain/catalogue.ts';
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
    ...without(had, has).map(({ list, key }) => ({ Delete: { TableName, Key: { list, key } } })),
    ...without(has, had).map(({ list, key }) => ({
      Put: { TableName, Item: { list, key, product_id: after?.productId } },
    })),
  ];
}

function without(
  entries: readonly CatalogueEntry[],
  others: readonly CatalogueEntry[],
): readonly CatalogueEntry[] {
  const taken = new Set(others.map(toText));
  return entries.filter((entry) => !taken.has(toText(entry)));
}

function toText({ list, key }: CatalogueEntry): string {
  return JSON.stringify([list, key]);
}
