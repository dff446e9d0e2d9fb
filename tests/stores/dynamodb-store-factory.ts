import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../../src/ports/store.ts';
import { dynamodbStore } from '../../src/stores/dynamodb/dynamodb-store.ts';
import {
  createDynamodbClient,
  createDynamodbTables,
} from '../../src/stores/dynamodb/open-dynamodb-store.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './dynamodb-local.ts';

const OPTIONS = { currency: 'EUR', random: Math.random, newId: randomUUID, now: Date.now };

export function tableNames(prefix: string): TableNames {
  return {
    users: `${prefix}_users`,
    usersByEmail: 'by_email',
    usersByEmailInitial: 'by_email_initial',
    usersByStatus: 'by_status',
    usersByRole: 'by_role',
    claims: `${prefix}_claims`,
    sessions: `${prefix}_sessions`,
    throttles: `${prefix}_throttles`,
    ads: `${prefix}_ads`,
    products: `${prefix}_products`,
    productsByTag: 'fb4u_tag',
    catalogue: `${prefix}_catalogue`,
    stockMovements: `${prefix}_stock_movements`,
    carts: `${prefix}_carts`,
    orders: `${prefix}_orders`,
    ordersByUser: 'fb4u_user_orders',
    ordersByStatus: 'by_order_status',
    outbox: `${prefix}_outbox`,
    webhooks: `${prefix}_webhooks`,
    deliveries: `${prefix}_deliveries`,
  };
}

/** Also where the engine is slow to begin. */
export async function makeTables(endpoint: string, names: TableNames): Promise<void> {
  const settings = { region: LOCAL_REGION, endpoint, credentials: LOCAL_CREDENTIALS };
  await createDynamodbTables(settings, { ...OPTIONS, names }, () => undefined);
}

/** A store over tables of its own. */
export async function newDynamodbStore(endpoint: string): Promise<Store> {
  const client = createDynamodbClient({
    region: LOCAL_REGION,
    endpoint,
    credentials: LOCAL_CREDENTIALS,
  });
  const names = tableNames(`t${randomUUID().slice(0, 8)}`);
  await makeTables(endpoint, names);
  return dynamodbStore({
    ...OPTIONS,
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    names,
  });
}
