import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSampleCatalogue } from '../src/services/sample-catalogue.ts';
import { openSqliteStore } from '../src/stores/sqlite/sqlite-store.ts';

const CURRENCY = 'EUR';
const USERS = 10_000;
const FULL_CARTS = 1_000;

/** Products of the sample shop, in sizes they come in. */
export const SAMPLE_LINES = [
  { productId: 'kit-pellanby-rovers-home', size: 'M' },
  { productId: 'kit-pellanby-rovers-home', size: 'L' },
  { productId: 'acc-match-ball', size: '5' },
] as const;

/** Spread over the whole table, so that the pages read are not always the same. */
export const sampleUserIds = idsOf('user', USERS, 50);
export const sampleCartIds = idsOf('full-cart', FULL_CARTS, 5);

export function databaseFile(dataDir: string): string {
  return join(dataDir, 'kitroom.db');
}

/** Two data folders with byte for byte the same database, made by Kitroom's own migrations. */
export async function makeTwinData(root: string): Promise<{ kitroom: string; bare: string }> {
  const dirs = { kitroom: join(root, 'kitroom'), bare: join(root, 'bare') };
  for (const dir of Object.values(dirs)) mkdirSync(dir, { recursive: true });
  const file = databaseFile(dirs.kitroom);
  const store = openSqliteStore(file);
  await store.settleCurrency(CURRENCY);
  await store.importCatalogue(await readSampleCatalogue(CURRENCY));
  await store.close();
  inTransaction(file, (database) => {
    insertUsers(database);
    for (let n = 0; n < FULL_CARTS; n += 1) insertCart(database, `full-cart-${n}`, 10);
  });
  copyFileSync(file, databaseFile(dirs.bare));
  return dirs;
}

/** Carts for checkouts, written behind the server's back so that only checkout is measured. */
export function insertCarts(file: string, userIds: readonly string[]): void {
  inTransaction(file, (database) => {
    for (const userId of userIds) insertCart(database, userId, 3);
  });
}

function inTransaction(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec('BEGIN IMMEDIATE');
  work(database);
  // Emptied, so that neither server pays for moving these rows out of the log.
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function insertUsers(database: DatabaseSync): void {
  const insert = database.prepare(`
    INSERT INTO users VALUES (?, ?, 'Jane', 'Roe', '1990-01-01', '123 Main St, City, Country',
      'Female', '1234567890', NULL, NULL, 'customer', 'active', ?, ?, 1)`);
  for (let n = 0; n < USERS; n += 1) {
    const createdAt = new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString();
    insert.run(`user-${n}`, `seeded-${n}@example.com`, createdAt, createdAt);
  }
}

/** The units go to the lines in turn. */
function insertCart(database: DatabaseSync, userId: string, units: number): void {
  database
    .prepare('INSERT INTO carts VALUES (?, ?, ?)')
    .run(userId, units, '2026-01-01T00:00:00.000Z');
  const insertLine = database.prepare('INSERT INTO cart_lines VALUES (?, ?, ?, ?, ?)');
  for (const [index, { productId, size }] of SAMPLE_LINES.entries()) {
    const ordinals: number[] = [];
    for (let unit = index + 1; unit <= units; unit += SAMPLE_LINES.length) ordinals.push(unit);
    insertLine.run(userId, productId, size, ordinals.length, JSON.stringify(ordinals));
  }
}

function idsOf(prefix: string, count: number, step: number): readonly string[] {
  return Array.from({ length: count / step }, (_, n) => `${prefix}-${n * step}`);
}
