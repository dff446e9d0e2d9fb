import type { Product, ProductSize } from '../../domain/product.ts';
import {
  detailMovements,
  type StockMovement,
  settingMovement,
} from '../../domain/stock-movement.ts';
import type { Change, ProductStore } from '../../ports/product-store.ts';
import { SELECT_PRODUCTS, toProduct, toProductRow } from './product-row.ts';
import { writeEntries } from './sqlite-catalogue.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { recordMovements, recordStockChange } from './sqlite-movements.ts';

type ProductChanges = Pick<ProductStore, 'createProduct' | 'replaceProduct' | 'deleteProduct'>;

export function sqliteProductChanges(connection: SqliteConnection): ProductChanges {
  const find = connection.statement(`${SELECT_PRODUCTS} WHERE p.product_id = ?`);
  const update = connection.statement(`
    UPDATE products SET (tag, label, name, team_name, season, side, brand, description,
      price_minor_units, currency, created_at, version)
      = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
    WHERE product_id = ?1`);
  const remove = connection.statement('DELETE FROM products WHERE product_id = ?');

  /** The product with its stock of now, if nobody has changed its details since. */
  const unchanged = (before: Product): Product | 'changed' | 'not-found' => {
    const row = find.get(before.productId);
    if (row === undefined) return 'not-found';
    const current = toProduct(row);
    return (current.version ?? 0) === (before.version ?? 0) ? current : 'changed';
  };

  return {
    createProduct: (product, change) =>
      connection.write(() => {
        if (!insertProduct(connection, product)) return 'product-id-taken';
        recordStockChange(connection, detailMovements(product, undefined, change));
        return 'created';
      }),
    replaceProduct: (product, before, change) =>
      connection.write(() => {
        const current = unchanged(before);
        if (typeof current === 'string') return current;
        update.run(...toProductRow(product));
        replaceSizes(connection, product, current);
        writeEntries(connection, current, product);
        recordStockChange(connection, detailMovements(product, current, change));
        return 'replaced';
      }),
    deleteProduct: (before, change) =>
      connection.write(() => {
        const current = unchanged(before);
        if (typeof current === 'string') return current;
        remove.run(current.productId);
        writeEntries(connection, current, undefined);
        recordStockChange(connection, removalMovements(current, change));
        return 'deleted';
      }),
  };
}

/** Inside a transaction: what is not there yet, with movements and without an event. */
export function importProduct(connection: SqliteConnection, product: Product): void {
  if (!insertProduct(connection, product)) return;
  const now = connection.statement(`SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now`).get();
  const change = { actor: 'system', at: product.createdAt ?? String(now?.['now']) };
  recordMovements(connection, detailMovements(product, undefined, change));
}

/** False when there is a product with this id, which stays as it is. */
function insertProduct(connection: SqliteConnection, product: Product): boolean {
  const { changes } = connection
    .statement(
      `INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
    )
    .run(...toProductRow(product));
  if (changes === 0) return false;
  for (const [position, offered] of product.sizes.entries()) {
    insertSize(connection, product.productId, position, offered);
  }
  writeEntries(connection, undefined, product);
  return true;
}

function insertSize(
  connection: SqliteConnection,
  productId: string,
  position: number,
  { size, stock }: ProductSize,
): void {
  connection
    .statement('INSERT INTO product_sizes VALUES (?, ?, ?, ?)')
    .run(productId, size, position, stock ?? null);
}

/** A size that stays keeps the stock it has. */
function replaceSizes(connection: SqliteConnection, product: Product, current: Product): void {
  const { productId, sizes } = product;
  connection
    .statement(
      `DELETE FROM product_sizes
      WHERE product_id = ? AND size NOT IN (SELECT value FROM json_each(?))`,
    )
    .run(productId, JSON.stringify(sizes.map(({ size }) => size)));
  const move = connection.statement(
    'UPDATE product_sizes SET position = ? WHERE product_id = ? AND size = ?',
  );
  const had = new Set(current.sizes.map(({ size }) => size));
  for (const [position, offered] of sizes.entries()) {
    if (had.has(offered.size)) move.run(position, productId, offered.size);
    else insertSize(connection, productId, position, offered);
  }
}

function removalMovements(product: Product, { actor, at }: Change): readonly StockMovement[] {
  const { productId, version = 0, sizes } = product;
  return sizes
    .map(({ size, stock }) =>
      settingMovement({ productId, size }, stock, undefined, {
        actor,
        at,
        movementId: `${productId}:deleted:v${version}:${size}`,
        reason: 'removed',
      }),
    )
    .filter((movement) => movement !== undefined);
}
