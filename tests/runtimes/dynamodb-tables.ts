import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../stores/dynamodb-local.ts';
import { runScript } from './run-to-exit.ts';

const TABLES = [
  'USERS',
  'ADS',
  'PRODUCTS',
  'CATALOGUE',
  'STOCK_MOVEMENTS',
  'CART',
  'ORDERS',
  'CLAIMS',
  'SESSIONS',
  'THROTTLES',
  'OUTBOX',
  'WEBHOOKS',
  'DELIVERIES',
] as const;
type TableSetting = `${(typeof TABLES)[number]}_TABLE`;

export type DynamodbSettings = Readonly<
  Record<TableSetting | 'STORE' | 'DYNAMODB_ENDPOINT', string>
>;

/** Settings of servers that share tables which nothing else in this engine uses. */
export function dynamodbSettings(endpoint: string): DynamodbSettings {
  const prefix = `t${randomUUID().slice(0, 8)}`;
  const names = Object.fromEntries(
    TABLES.map((table) => [`${table}_TABLE`, `${prefix}_${table.toLowerCase()}`]),
  ) as Record<TableSetting, string>;
  return { STORE: 'dynamodb', DYNAMODB_ENDPOINT: endpoint, ...names };
}

/** Runs `npm run tables:create`. */
export function createTables(settings: Readonly<Record<string, string>>) {
  return runScript('src/entry/create-tables.ts', settings);
}

/** A client as any other program that uses the tables would have. */
export function plainClient(endpoint: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  return DynamoDBDocumentClient.from(client);
}
