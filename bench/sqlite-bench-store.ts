import { copyFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSampleCatalogue } from '../src/services/sample-catalogue.ts';
import { openSqliteStore } from '../src/stores/sqlite/sqlite-store.ts';
import type { BenchStore, ShopData } from './bench-store.ts';
import {
  CHECKOUT_UNITS,
  CURRENCY,
  databaseFile,
  FULL_CART_UNITS,
  FULL_CARTS,
  type SampleUser,
  sampleCart,
  sampleUsers,
} from './data.ts';

/** The embedded store; each shop is a data folder under `root`. */
export function sqliteBenchStore(root: string): BenchStore {
  return {
    place: `data in ${tmpdir()}`,
    bareServer: new URL('bare-server.ts', import.meta.url),
    // No settings but where the data is: Kitroom as its users run it.
    emptyShop: async (name) => ({ DATA_DIR: join(root, name) }),
    async makeTwins() {
      const dirs = { kitroom: join(root, 'kitroom'), bare: join(root, 'bare') };
      await makeTwinFiles(dirs);
      return { kitroom: shopData(dirs.kitroom), bare: shopData(dirs.bare) };
    },
    async accountShop(accounts) {
      const dir = join(root, 'accounts');
      await makeShop(dir);
      inTransaction(databaseFile(dir), (database) => insertUsers(database, accounts));
      return { DATA_DIR: dir };
    },
    stop: () => undefined,
  };
}

function shopData(dataDir: string): ShopData {
  return {
    settings: { DATA_DIR: dataDir },
    cartsPerSecond: 10_000,
    async insertCarts(userIds) {
      inTransaction(databaseFile(dataDir), (database) => {
        for (const userId of userIds) insertCart(database, userId, CHECKOUT_UNITS);
      });
    },
  };
}

/** Byte for byte the same database, made by Kitroom's own migrations. */
async function makeTwinFiles(dirs: { readonly kitroom: string; readonly bare: string }) {
  await makeShop(dirs.kitroom);
  mkdirSync(dirs.bare, { recursive: true });
  const file = databaseFile(dirs.kitroom);
  inTransaction(file, (database) => {
    insertUsers(database, sampleUsers());
    for (let n = 0; n < FULL_CARTS; n += 1) {
      insertCart(database, `full-cart-${n}`, FULL_CART_UNITS);
    }
  });
  copyFileSync(file, databaseFile(dirs.bare));
}

/** With the sample catalogue and no account. */
async function makeShop(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const store = openSqliteStore(databaseFile(dir));
  await store.settleCurrency(CURRENCY);
  await store.importCatalogue(await readSampleCatalogue(CURRENCY));
  await store.close();
}

function inTransaction(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec('BEGIN IMMEDIATE');
  work(database);
  // Emptied, so that neither server pays for moving these rows out of the log.
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function insertUsers(database: DatabaseSync, users: readonly SampleUser[]): void {
  const insert = database.prepare(`
    INSERT INTO users (user_id, email, firstname, lastname, dob, address, gender, phone_number,
      password_hash, role, status, created_at, updated_at, version)
    VALUES (?, ?, 'Jane', 'Roe', '1990-01-01', '123 Main St, City, Country', 'Female', '1234567890',
      ?, 'customer', 'active', ?, ?, 1)`);
  for (const { userId, email, createdAt, passwordHash = null } of users) {
    insert.run(userId, email, passwordHash, createdAt, createdAt);
  }
}

function insertCart(database: DatabaseSync, userId: string, units: number): void {
  database
    .prepare('INSERT INTO carts VALUES (?, ?, ?)')
    // Of now, since an old cart would have vanished.
    .run(userId, units, new Date().toISOString());
  const insertLine = database.prepare(`
    INSERT INTO cart_lines (user_id, product_id, size, quantity, unit_ordinals)
    VALUES (?, ?, ?, ?, ?)`);
  for (const { productId, size, ordinals } of sampleCart(units)) {
    insertLine.run(userId, productId, size, ordinals.length, JSON.stringify(ordinals));
  }
}
