import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Product, ProductSize } from '../../domain/product.ts';
import type { ProductStore } from '../../ports/product-store.ts';
import { pageOf } from './page-of.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

const LIST = 'products-by-tag';

/** One statement reads a product whole; its sizes come as JSON in their order. */
const SELECT_PRODUCT = `
  SELECT p.*, (
    SELECT json_group_array(json_array(s.size, s.stock) ORDER BY s.position)
    FROM product_sizes s WHERE s.product_id = p.product_id
  ) AS sizes
  FROM products p`;

interface ProductRow {
  readonly product_id: string;
  readonly tag: string;
  readonly label: string | null;
  readonly name: string | null;
  readonly team_name: string | null;
  readonly season: string | null;
  readonly side: string | null;
  readonly brand: string | null;
  readonly description: string;
  readonly price_minor_units: number;
  readonly currency: string;
  readonly sizes: string;
}

export function sqliteProducts(connection: SqliteConnection): ProductStore {
  const find = connection.statement(`${SELECT_PRODUCT} WHERE p.product_id = ?`);
  const findMany = connection.statement(
    `${SELECT_PRODUCT} WHERE p.product_id IN (SELECT value FROM json_each(?))`,
  );
  const list = connection.statement(
    `${SELECT_PRODUCT} WHERE p.tag = ? AND p.product_id > ? ORDER BY p.product_id LIMIT ?`,
  );
  return {
    findProduct: (productId) =>
      connection.run(() => {
        const row = find.get(productId);
        return row && toProduct(row as unknown as ProductRow);
      }),
    findProducts: (productIds) =>
      connection.run(() => {
        const rows = findMany.all(JSON.stringify(productIds)) as unknown as ProductRow[];
        return new Map(rows.map((row) => [row.product_id, toProduct(row)]));
      }),
    listProductsByTag: (tag, { limit, cursor }) =>
      connection.run(() => {
        const [after = ''] = cursor === undefined ? [] : decodeCursor(cursor, LIST, 1);
        const rows = list.all(tag, after, limit + 1) as unknown as ProductRow[];
        return pageOf(rows.map(toProduct), limit, (last) => encodeCursor(LIST, [last.productId]));
      }),
  };
}

/** Inside a transaction; a product with the same id stays as it is. */
export function insertProduct(connection: SqliteConnection, product: Product): void {
  const inserted = connection
    .statement('INSERT OR IGNORE INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      product.productId,
      product.tag,
      product.label ?? null,
      product.name ?? null,
      product.teamName ?? null,
      product.season ?? null,
      product.side ?? null,
      product.brand ?? null,
      product.description,
      product.price.minorUnits,
      product.price.currency,
    );
  if (inserted.changes === 0) return;
  const insertSize = connection.statement('INSERT INTO product_sizes VALUES (?, ?, ?, ?)');
  for (const [position, { size, stock }] of product.sizes.entries()) {
    insertSize.run(product.productId, size, position, stock ?? null);
  }
}

function toProduct(row: ProductRow): Product {
  return {
    productId: row.product_id,
    tag: row.tag,
    label: row.label ?? undefined,
    name: row.name ?? undefined,
    teamName: row.team_name ?? undefined,
    season: row.season ?? undefined,
    side: row.side ?? undefined,
    brand: row.brand ?? undefined,
    description: row.description,
    price: { minorUnits: row.price_minor_units, currency: row.currency },
    sizes: (JSON.parse(row.sizes) as [string, number | null][]).map(toSize),
  };
}

function toSize([size, stock]: [string, number | null]): ProductSize {
  return stock === null ? { size } : { size, stock };
}
