import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readSampleCatalogue } from '../src/services/sample-catalogue.ts';
import { lineAttribute, unitMark } from '../src/stores/dynamodb/cart-item.ts';
import { claimOf } from '../src/stores/dynamodb/claims.ts';
import { createTables } from '../src/stores/dynamodb/create-tables.ts';
import { dynamodbStore } from '../src/stores/dynamodb/dynamodb-store.ts';
import { userItem } from '../src/stores/dynamodb/user-item.ts';
import { startDynamodbLocal } from '../tests/stores/dynamodb-local.ts';
import type { BenchStore, Settings, ShopData } from './bench-store.ts';
import { writeItems } from './budgets/batch-write.ts';
import { localClient } from './budgets/local-client.ts';
import {
  CHECKOUT_UNITS,
  CURRENCY,
  FULL_CART_UNITS,
  FULL_CARTS,
  type SampleUser,
  sampleCart,
  sampleUsers,
} from './data.ts';
import { dynamodbSettings, namesOf } from './dynamodb-settings.ts';

interface Place {
  readonly endpoint: string;
  /** Where token keys go. */
  readonly dataDir: string;
}

/** DynamoDB Local in memory, in a process of its own; each shop is a set of tables. */
export async function dynamodbBenchStore(dataDir: string): Promise<BenchStore> {
  const engine = await startDynamodbLocal();
  const { endpoint } = engine;
  const place: Place = { endpoint, dataDir };
  return {
    place: 'data in DynamoDB Local, in memory',
    bareServer: new URL('bare-dynamodb-server.ts', import.meta.url),
    async emptyShop(name) {
      const settings = settingsOf(place, name);
      await createTables(localClient(endpoint), namesOf(settings));
      return settings;
    },
    async makeTwins() {
      return {
        kitroom: await makeShop(place, 'kitroom'),
        bare: await makeShop(place, 'bare'),
      };
    },
    async accountShop(accounts) {
      const { settings } = await openShop(place, 'accounts', accounts);
      return settings;
    },
    stop: () => void engine.stop(),
  };
}

async function makeShop(place: Place, name: string): Promise<ShopData> {
  const { settings, names, client } = await openShop(place, name, sampleUsers());
  const fullCartIds = Array.from({ length: FULL_CARTS }, (_, n) => `full-cart-${n}`);
  await writeItems(
    client,
    names.carts,
    fullCartIds.map((userId) => cartItem(userId, FULL_CART_UNITS)),
  );
  return {
    settings,
    cartsPerSecond: 2_000,
    insertCarts: (userIds) =>
      writeItems(
        client,
        names.carts,
        userIds.map((userId) => cartItem(userId, CHECKOUT_UNITS)),
      ),
  };
}

/** Tables with the sample catalogue and these accounts. */
async function openShop(place: Place, name: string, users: readonly SampleUser[]) {
  const { endpoint } = place;
  const settings = settingsOf(place, name);
  const names = namesOf(settings);
  const client = DynamoDBDocumentClient.from(localClient(endpoint), {
    marshallOptions: { removeUndefinedValues: true },
  });
  await createTables(localClient(endpoint), names);
  await writeItems(client, names.users, users.map(sampleUserItem));
  await writeItems(
    client,
    names.claims,
    users.map(({ email, userId }) => ({ claim: claimOf.email(email), user_id: userId })),
  );
  const store = dynamodbStore({
    client,
    names,
    currency: CURRENCY,
    random: Math.random,
    newId: () => randomUUID(),
    now: Date.now,
  });
  await store.settleCurrency(CURRENCY);
  await store.importCatalogue(await readSampleCatalogue(CURRENCY));
  return { settings, names, client };
}

function settingsOf({ endpoint, dataDir }: Place, name: string): Settings {
  return { ...dynamodbSettings(endpoint, name), DATA_DIR: dataDir };
}

function sampleUserItem({ userId, email, createdAt, passwordHash }: SampleUser) {
  return userItem(
    {
      userId,
      email,
      firstname: 'Jane',
      lastname: 'Roe',
      dob: '1990-01-01',
      address: '123 Main St, City, Country',
      gender: 'Female',
      phoneNumber: '1234567890',
      role: 'customer',
      status: 'active',
      createdAt,
      updatedAt: createdAt,
      version: 1,
    },
    passwordHash,
  );
}

function cartItem(userId: string, units: number) {
  const writeId = randomUUID();
  const lines = sampleCart(units).map(
    ({ productId, size, ordinals }) =>
      [
        lineAttribute(productId, size),
        ordinals.map((ordinal) => unitMark(ordinal, writeId)),
      ] as const,
  );
  return {
    user_id: userId,
    version: units,
    // Of now, since an old cart would have vanished.
    updated_at: new Date().toISOString(),
    line_names: new Set(lines.map(([line]) => line)),
    ...Object.fromEntries(lines),
  };
}
