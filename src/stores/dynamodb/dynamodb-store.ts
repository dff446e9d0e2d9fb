import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Catalogue, Store } from '../../ports/store.ts';
import { adItem } from './change-ads.ts';
import { claimOf, findClaim } from './claims.ts';
import { createProduct } from './create-product.ts';
import { dynamodbAds } from './dynamodb-ads.ts';
import { dynamodbCarts } from './dynamodb-carts.ts';
import { DynamodbConnection, type DynamodbConnectionOptions } from './dynamodb-connection.ts';
import { dynamodbEvents } from './dynamodb-events.ts';
import { dynamodbOrders } from './dynamodb-orders.ts';
import { dynamodbProducts } from './dynamodb-products.ts';
import { dynamodbSessions } from './dynamodb-sessions.ts';
import { dynamodbStock } from './dynamodb-stock.ts';
import { dynamodbThrottles } from './dynamodb-throttles.ts';
import { dynamodbUsers } from './dynamodb-users.ts';
import { dynamodbWebhooks } from './dynamodb-webhooks.ts';
import { putIfAbsent } from './put-if-absent.ts';

/** How many items of a catalogue are written at once. */
const IMPORT_WIDTH = 4;

export interface DynamodbStoreOptions extends DynamodbConnectionOptions {
  /** Of prices that carry none. */
  readonly currency: string;
}

/** The store in DynamoDB, or another engine of its API; any number of processes may share it. */
export function dynamodbStore(options: DynamodbStoreOptions): Store {
  const connection = new DynamodbConnection(options);
  const ads = dynamodbAds(connection);
  const products = dynamodbProducts(connection, options.currency);
  return {
    users: dynamodbUsers(connection),
    sessions: dynamodbSessions(connection),
    throttles: dynamodbThrottles(connection),
    products,
    stock: dynamodbStock(connection, options.currency),
    ads,
    carts: dynamodbCarts(connection),
    orders: dynamodbOrders(connection, options.currency, products),
    events: dynamodbEvents(connection),
    webhooks: dynamodbWebhooks(connection),
    async ping() {
      await findClaim(connection, claimOf.currency);
    },
    async isCatalogueEmpty() {
      const { names } = connection;
      const counts = await Promise.all(
        [names.products, names.ads].map((TableName) =>
          connection.send<{ readonly Count?: number }>(new ScanCommand({ TableName, Limit: 1 })),
        ),
      );
      return counts.every(({ Count = 0 }) => Count === 0);
    },
    async importCatalogue(catalogue) {
      try {
        // Servers that start together import together: what another has written costs a read alone.
        const found = await products.findProducts(
          catalogue.products.map(({ productId }) => productId),
        );
        const missing = catalogue.products.filter(({ productId }) => !found.has(productId));
        await putMissing(connection, { ...catalogue, products: missing });
      } finally {
        ads.forget();
      }
    },
    async settleCurrency(currency) {
      const Item = { claim: claimOf.currency, value: currency };
      await putIfAbsent(connection, connection.names.claims, 'claim', Item);
      const settled = await findClaim(connection, claimOf.currency);
      return String(settled?.['value']);
    },
    close: () => connection.close(),
  };
}

async function putMissing(
  connection: DynamodbConnection,
  { ads, products }: Catalogue,
): Promise<void> {
  const { names } = connection;
  const now = new Date(connection.now()).toISOString();
  await inBatches(products, (product) =>
    createProduct(
      connection,
      product,
      { actor: 'system', at: product.createdAt ?? now },
      { isImport: true },
    ),
  );
  await inBatches(ads, (ad) => putIfAbsent(connection, names.ads, 'ad_id', adItem(ad)));
}

async function inBatches<Row>(
  rows: readonly Row[],
  write: (row: Row) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += IMPORT_WIDTH) {
    await Promise.all(rows.slice(start, start + IMPORT_WIDTH).map(write));
  }
}
