import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { readSampleCatalogue } from '../../src/services/sample-catalogue.ts';
import { toOrderRow } from '../../src/stores/sqlite/order-row.ts';
import { SqliteConnection } from '../../src/stores/sqlite/sqlite-connection.ts';
import { importProduct } from '../../src/stores/sqlite/sqlite-product-changes.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { toRow, USER_COLUMNS } from '../../src/stores/sqlite/user-row.ts';
import { CURRENCY, databaseFile } from '../data.ts';
import { makeOrder, type SoldProduct, toSoldProduct } from './make-order.ts';
import { makeProduct } from './make-product.ts';
import { makeUser } from './make-user.ts';
import type { Progress } from './progress-bar.ts';
import { type ShopPlan, writePlan } from './shop-plan.ts';

const ROWS_OF_A_TRANSACTION = 20_000;
const ROWS_OF_A_STEP = 500;

/** What keeps a folder from being filled, in a sentence. */
export class FillError extends Error {
  override readonly name = 'FillError';
}

/**
 * Makes the folder's database with the plan's rows. It stands under its name only when it is whole;
 * what an interrupted fill left is thrown away by the next.
 * @throws FillError when the folder has a database
 */
export async function fillFolder(
  dataDir: string,
  plan: ShopPlan,
  progress: Progress,
): Promise<void> {
  const file = databaseFile(dataDir);
  if (existsSync(file)) {
    throw new FillError(`${file} exists, and only an empty folder is filled. Give another one.`);
  }
  mkdirSync(dataDir, { recursive: true });
  const unfinished = `${file}.filling`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(unfinished + suffix, { force: true });
  }
  await makeEmptyShop(unfinished);
  const connection = new SqliteConnection(unfinished);
  try {
    fill(connection, plan, progress);
  } finally {
    connection.close();
  }
  flush(unfinished);
  renameSync(unfinished, file);
  writePlan(dataDir, plan);
}

/** By the store itself, which makes the schema. */
async function makeEmptyShop(file: string): Promise<void> {
  const store = openSqliteStore(file);
  await store.settleCurrency(CURRENCY);
  const { ads } = await readSampleCatalogue(CURRENCY);
  await store.importCatalogue({ ads, products: [] });
  await store.close();
}

function fill(connection: SqliteConnection, plan: ShopPlan, progress: Progress): void {
  // A crash costs the unfinished file and nothing else, so nothing is written twice or waited for.
  connection.execute(`
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000`);
  const products: SoldProduct[] = [];
  insertRows(connection, progress, 'products', plan.products, (n) => {
    const product = makeProduct(plan, n);
    importProduct(connection, product);
    products.push(toSoldProduct(product));
  });

  const indexes = dropIndexes(connection);
  const insertUser = connection.statement(`
    INSERT INTO users (${USER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  insertRows(connection, progress, 'users', plan.users, (n) => {
    insertUser.run(...toRow(makeUser(plan, n)));
  });
  const insertOrder = connection.statement('INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  insertRows(connection, progress, 'orders', plan.orders, (n) => {
    insertOrder.run(...toOrderRow(makeOrder(plan, n, products)));
  });
  makeIndexes(connection, progress, indexes);

  connection.execute(`
    PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)`);
}

function insertRows(
  connection: SqliteConnection,
  progress: Progress,
  name: string,
  rows: number,
  insert: (n: number) => void,
): void {
  progress.begin(name, rows);
  for (let first = 0; first < rows; first += ROWS_OF_A_TRANSACTION) {
    connection.transaction(() => {
      const end = Math.min(rows, first + ROWS_OF_A_TRANSACTION);
      for (let n = first; n < end; n += ROWS_OF_A_STEP) {
        const next = Math.min(end, n + ROWS_OF_A_STEP);
        for (let row = n; row < next; row += 1) insert(row);
        progress.advance(next - n);
      }
    });
  }
  progress.end();
}

/** Of users and orders: to sort them once at the end is faster than to keep them sorted. */
function dropIndexes(connection: SqliteConnection): readonly string[] {
  const found = connection
    .statement(
      `SELECT name, sql FROM sqlite_schema
      WHERE type = 'index' AND tbl_name IN ('users', 'orders') AND sql IS NOT NULL`,
    )
    .all();
  for (const { name } of found) connection.execute(`DROP INDEX ${String(name)}`);
  return found.map(({ sql }) => String(sql));
}

function makeIndexes(
  connection: SqliteConnection,
  progress: Progress,
  indexes: readonly string[],
): void {
  progress.begin('indexes', indexes.length);
  for (const sql of indexes) {
    connection.execute(sql);
    progress.advance(1);
  }
  progress.end();
}

/** The rows went to the system without waiting for the disk. */
function flush(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
