import {
  catalogueEntries,
  catalogueList,
  entriesWithout,
  type ProductSort,
  wordList,
} from '../../domain/catalogue.ts';
import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Product } from '../../domain/product.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import { pageOf } from './page-of.ts';
import { PRODUCT_COLUMNS, toProduct } from './product-row.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

type CatalogueReads = Pick<ProductStore, 'listProducts' | 'findProductIdsByWord'>;

/** Sorts after every key. */
const END = '\u{10FFFF}';

// A cross join keeps the planner from beginning with the products, whose order is another.
const SELECT_LISTED = `
  SELECT ${PRODUCT_COLUMNS}, e.key AS entry_key
  FROM catalogue_entries e CROSS JOIN products p ON p.product_id = e.product_id`;

/** The lists that are kept beside the products; SQLite compares their keys by bytes. */
export function sqliteCatalogue(connection: SqliteConnection): CatalogueReads {
  const fromStart = connection.statement(
    `${SELECT_LISTED} WHERE e.list = ? AND e.key > ? ORDER BY e.key LIMIT ?`,
  );
  const fromEnd = connection.statement(
    `${SELECT_LISTED} WHERE e.list = ? AND e.key < ? ORDER BY e.key DESC LIMIT ?`,
  );
  const findIds = connection.statement(`
    SELECT product_id FROM catalogue_entries
    WHERE list = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?`);
  // Hundreds of rows with one column each: as objects they would cost more than to find them.
  findIds.setReturnArrays(true);

  const listProducts = (
    { tag, sort }: { readonly tag?: string | undefined; readonly sort: ProductSort },
    { limit, cursor }: PageRequest,
  ): Page<Product> => {
    const { list, isReversed } = catalogueList(tag, sort);
    // Both directions of a list have cursors of their own.
    const cursorList = `${sort} ${list}`;
    const [after = isReversed ? END : ''] =
      cursor === undefined ? [] : decodeCursor(cursor, cursorList, 1);
    const rows = (isReversed ? fromEnd : fromStart).all(list, after, limit + 1);
    const page = pageOf(rows, limit, (last) =>
      encodeCursor(cursorList, [String(last['entry_key'])]),
    );
    return { ...page, items: page.items.map(toProduct) };
  };

  return {
    listProducts: (list, page) => connection.run(() => listProducts(list, page)),
    findProductIdsByWord: (word, isWhole, limit) =>
      connection.run(() => {
        const { list, prefix } = wordList(word, isWhole);
        const rows: readonly unknown[] = findIds.all(list, prefix, prefix + END, limit);
        return (rows as readonly (readonly [string])[]).map(([productId]) => productId);
      }),
  };
}

/** Inside a transaction: brings the places of a product from what it was to what it is. */
export function writeEntries(
  connection: SqliteConnection,
  before: Product | undefined,
  after: Product | undefined,
): void {
  const had = before === undefined ? [] : catalogueEntries(before);
  const has = after === undefined ? [] : catalogueEntries(after);
  const remove = connection.statement('DELETE FROM catalogue_entries WHERE list = ? AND key = ?');
  for (const { list, key } of entriesWithout(had, has)) remove.run(list, key);
  if (after === undefined) return;
  const insert = connection.statement('INSERT INTO catalogue_entries VALUES (?, ?, ?)');
  for (const { list, key } of entriesWithout(has, had)) insert.run(list, key, after.productId);
}
