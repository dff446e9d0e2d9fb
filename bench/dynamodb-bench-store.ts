import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readSampleCatalogue } from '../src/services/sample-catalogue.ts';
import { lineAttribute, unitMark } from '../src/stores/dynamodb/cart-item.ts';
import { claimOf } from '../src/stores/dynamodb/claims.ts';
import { createTables } from '../src/stores/dynamodb/create-tables.ts';
import { dynamodbStore } from '../src/stores/dynamodb/dynamodb-store.ts';
import { userItem } from '../src/stores/dynamodb/user-item.ts';
import { startDynamodbLocal } from '../tests/stores/dynamodb-local.ts';
import type { BenchStore, ShopData } from './bench-store.ts';
import { writeItems } from './budgets/batch-write.ts';
import { localClient } from './budgets/local-client.ts';
import {
  CHECKOUT_UNITS,
  CURRENCY,
  FULL_CART_UNITS,
  FULL_CARTS,
  sampleCart,
  sampleUser,
  USERS,
} from './data.ts';
import { dynamodbSettings, namesOf } from './dynamodb-settings.ts';

/** DynamoDB Local in memory, in a process of its own; each shop is a set of tables. */
export async function dynamodbBenchStore(): Promise<BenchStore> {
  const engine = await startDynamodbLocal();
  const { endpoint } = engine;
  return {
    place: 'data in DynamoDB Local, in memory',
    bareServer: new URL('bare-dynamodb-server.ts', import.meta.url),
    async emptyShop(name) {
      const settings = dynamodbSettings(endpoint, name);
      await createTables(localClient(endpoint), namesOf(settings));
      return settings;
    },
    async makeTwins() {
      return {
        kitroom: await makeShop(endpoint, 'kitroom'),
        bare: await makeShop(endpoint, 'bare'),
      };
    },
    stop: () => void engine.stop(),
  };
}

async function makeShop(endpoint: string, name: string): Promise<ShopData> {
  const settings = dynamodbSettings(endpoint, name);
  const names = namesOf(settings);
  const client = DynamoDBDocumentClient.from(localClient(endpoint), {
    marshallOptions: { removeUndefinedValues: true },
  });
  await createTables(localClient(endpoint), names);
  const users = Array.from({ length: USERS }, (_, n) => sampleUserItem(n));
  await writeItems(client, names.users, users);
  await writeItems(
    client,
    names.claims,
    users.map((user) => ({
      claim: claimOf.email(String(user['email'])),
      user_id: user['user_id'],
    })),
  );
  const fullCartIds = Array.from({ length: FULL_CARTS }, (_, n) => `full-cart-${n}`);
  await writeItems(
    client,
    names.carts,
    fullCartIds.map((userId) => cartItem(userId, FULL_CART_UNITS)),
  );
  const newId = () => randomUUID();
  const random = Math.random;
  const store = dynamodbStore({
    client,
    names,
    currency: CURRENCY,
    random,
    newId,
    now: Date.now,
  });
  await store.settleCurrency(CURRENCY);
  await store.importCatalogue(await readSampleCatalogue(CURRENCY));
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

function sampleUserItem(n: number) {
  const { createdAt, ...user } = sampleUser(n);
  return userItem(
    {
      ...user,
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
    undefined,
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
    updated_at: '2026-01-01T00:00:00.000Z',
    line_names: new Set(lines.map(([line]) => line)),
    ...Object.fromEntries(lines),
  };
}
