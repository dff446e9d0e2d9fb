import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../../src/ports/store.ts';
import type { Route } from '../../src/routes/route.ts';
import { folderPhotos } from '../../src/services/folder-photos.ts';
import { jwtAccessTokens } from '../../src/services/jwt-access-tokens.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { openSigningKeys } from '../../src/services/signing-keys.ts';
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
  readonly app: ReturnType<typeof joinApp>['app'];
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly meter: SpendingMeter;
  /** The clock goes on. */
  passTime(milliseconds: number): void;
}

/** Joined by the wiring itself, over a client of ours. */
export async function countedKitroom(endpoint: string, names: TableNames): Promise<CountedKitroom> {
  const client = localClient(endpoint);
  const uncounted = localClient(endpoint);
  const meter = new SpendingMeter(client, new TransactionUnits(uncounted, tableDefinitions(names)));
  let passed = 0;
  const now = () => Date.now() + passed;
  const clock = () => new Date(now());
  const newId = () => randomUUID();
  const store = dynamodbStore({
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    names,
    currency: CURRENCY,
    random: Math.random,
    newId,
    now,
  });
  const log = { debug: silent, info: silent, warn: silent, error: console.error };
  const json = keySetText([newKey(clock())]);
  const keys = await openSigningKeys({ kind: 'inline', json }, { clock, log });
  const tokens = { issuer: 'kitroom', audience: 'kitroom', keys };
  const photos = await mkdtemp(join(tmpdir(), 'kitroom-photos-'));
  const { app, routes } = joinApp(store, {
    access: 'open',
    corsOrigins: [],
    currency: CURRENCY,
    pendingOrderLifeMs: undefined,
    webhooksToPrivate: false,
    passwordMinLength: 8,
    peppers: [],
    throttling: true,
    trustedHops: 0,
    photos: folderPhotos([photos]),
    accessTokens: jwtAccessTokens({ ...tokens, clock, newId }),
    clock,
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
        await rm(photos, { recursive: true, force: true });
      },
    },
    meter,
    passTime(milliseconds) {
      passed += milliseconds;
    },
  };
}
