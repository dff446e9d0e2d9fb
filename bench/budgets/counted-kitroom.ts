import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import type { Store } from '../../src/ports/store.ts';
import type { Route } from '../../src/routes/route.ts';
import { dynamodbStore } from '../../src/stores/dynamodb/dynamodb-store.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { tableDefinitions } from '../../src/stores/dynamodb/tables.ts';
import { joinApp } from '../../src/wiring.ts';
import { localClient } from './local-client.ts';
import { CURRENCY } from './shop-rows.ts';
import { SpendingMeter } from './spending-meter.ts';
import { TransactionUnits } from './transaction-units.ts';

const silent = () => undefined;

/** The whole app over a client whose calls are counted. */
export interface CountedKitroom {
  readonly app: Hono;
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly meter: SpendingMeter;
  /** The store's clock goes on. */
  passTime(milliseconds: number): void;
}

/** Joined by the wiring itself, over a client of ours. */
export function countedKitroom(endpoint: string, names: TableNames): CountedKitroom {
  const client = localClient(endpoint);
  const uncounted = localClient(endpoint);
  const meter = new SpendingMeter(client, new TransactionUnits(uncounted, tableDefinitions(names)));
  let passed = 0;
  const store = dynamodbStore({
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    names,
    currency: CURRENCY,
    random: Math.random,
    newId: () => randomUUID(),
    now: () => Date.now() + passed,
  });
  const log = { debug: silent, info: silent, warn: silent, error: console.error };
  const { app, routes } = joinApp(store, {
    access: 'open',
    corsOrigins: [],
    currency: CURRENCY,
    passwordMinLength: 8,
    photoFolders: [],
    log,
  });
  return {
    app,
    routes,
    store: {
      ...store,
      async close() {
        await store.close();
        uncounted.destroy();
      },
    },
    meter,
    passTime(milliseconds) {
      passed += milliseconds;
    },
  };
}
