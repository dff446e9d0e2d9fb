import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import { pageOf } from './page-of.ts';
import { SELECT_PRODUCTS, toProduct } from './product-row.ts';
import { sqliteCatalogue } from './sqlite-catalogue.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { sqliteProductChanges } from './sqlite-product-changes.ts';

const LIST = 'products-by-tag';

export function sqliteProducts(connection: SqliteConnection): ProductStore {
  const find = connection.statement(`${SELECT_PRODUCTS} WHERE p.product_id = ?`);
  const findMany = connection.statement(
    `${SELECT_PRODUCTS} WHERE p.product_id IN (SELECT value FROM json_each(?))`,
  );
  const list = connection.statement(
    `${SELECT_PRODUCTS} WHERE p.tag = ? AND p.product_id > ? ORDER BY p.product_id LIMIT ?`,
  );
  return {
    ...sqliteCatalogue(connection),
    ...sqliteProductChanges(connection),
    findProduct: (productId) =>
      connection.run(() => {
        const row = find.get(productId);
        return row && toProduct(row);
      }),
    findProducts: (productIds) =>
      connection.run(() => {
        const rows = findMany.all(JSON.stringify(productIds));
        return new Map(rows.map(toProduct).map((product) => [product.productId, product]));
      }),
    listProductsByTag: (tag, { limit, cursor }) =>
      connection.run(() => {
        const [after = ''] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
        const rows = list.all(tag, after, limit + 1);
        return pageOf(rows.map(toProduct), limit, (last) => encodeCursor(LIST, [last.productId]));
      }),
  };
}
