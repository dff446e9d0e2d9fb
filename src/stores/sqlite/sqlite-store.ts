import type { Store } from '../../ports/store.ts';
import { migrate } from './migrate.ts';
import { insertAd, sqliteAds } from './sqlite-ads.ts';
import { sqliteCarts } from './sqlite-carts.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { sqliteEvents } from './sqlite-events.ts';
import { sqliteOrders } from './sqlite-orders.ts';
import { importProduct } from './sqlite-product-changes.ts';
import { sqliteProducts } from './sqlite-products.ts';
import { sqliteSessions } from './sqlite-sessions.ts';
import { sqliteStock } from './sqlite-stock.ts';
import { sqliteThrottles } from './sqlite-throttles.ts';
import { sqliteUsers } from './sqlite-users.ts';
import { sqliteWebhooks } from './sqlite-webhooks.ts';

/**
 * The store in one SQLite file, which several processes on one machine may share.
 * @throws Error in one sentence when the file cannot be opened or is not this code's
 */
export function openSqliteStore(
  file: string,
  options: { readonly busyTimeoutMs?: number } = {},
): Store {
  const connection = open(file, options.busyTimeoutMs);
  return {
    users: sqliteUsers(connection),
    sessions: sqliteSessions(connection),
    throttles: sqliteThrottles(connection),
    products: sqliteProducts(connection),
    stock: sqliteStock(connection),
    ads: sqliteAds(connection),
    carts: sqliteCarts(connection),
    orders: sqliteOrders(connection),
    events: sqliteEvents(connection),
    webhooks: sqliteWebhooks(connection),
    ping: () =>
      connection.run(() => {
        connection.statement('SELECT 1 FROM settings LIMIT 1').get();
      }),
    isCatalogueEmpty: () =>
      connection.run(() => {
        const found = connection.statement(
          'SELECT EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM ads) AS found',
        );
        return found.get()?.['found'] === 0;
      }),
    importCatalogue: ({ ads, products }) =>
      connection.write(() => {
        for (const ad of ads) insertAd(connection, ad);
        for (const product of products) importProduct(connection, product);
      }),
    settleCurrency: (currency) =>
      connection.write(() => {
        connection.statement(`INSERT OR IGNORE INTO settings VALUES ('currency', ?)`).run(currency);
        const row = connection
          .statement(`SELECT value FROM settings WHERE name = 'currency'`)
          .get();
        return String(row?.['value']);
      }),
    close: async () => connection.close(),
  };
}

function open(file: string, busyTimeoutMs: number | undefined): SqliteConnection {
  let connection: SqliteConnection | undefined;
  try {
    connection = new SqliteConnection(file, busyTimeoutMs);
    migrate(connection, file);
    return connection;
  } catch (error) {
    connection?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot open the database ${file}: ${reason}`, { cause: error });
  }
}
