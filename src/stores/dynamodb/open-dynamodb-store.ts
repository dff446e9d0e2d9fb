import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../../ports/store.ts';
import { claimOf, findClaim } from './claims.ts';
import { createTables } from './create-tables.ts';
import { createDynamodbClient, type DynamodbSettings, documentsOf } from './dynamodb-client.ts';
import { DynamodbConnection } from './dynamodb-connection.ts';
import { isPassing, isUnavailable } from './dynamodb-errors.ts';
import { type DynamodbStoreOptions, dynamodbStore } from './dynamodb-store.ts';
import { settleProducts } from './settle-product.ts';
import type { TableNames } from './table-names.ts';
import { tableDefinitions } from './tables.ts';

/** An engine that is busy making tables now and then answers that it failed. */
const CREATE_ATTEMPTS = 4;
const CREATE_WAIT_MS = 300;

/**
 * The store, once every table was seen to answer.
 * @throws Error in one sentence when the engine cannot be used as it is set
 */
export async function openDynamodbStore(
  settings: DynamodbSettings,
  options: Omit<DynamodbStoreOptions, 'client' | 'timeBudgetMs'>,
): Promise<Store> {
  const client = documentsOf(createDynamodbClient(settings));
  try {
    await checkTables(client, options.names);
  } catch (error) {
    client.destroy();
    throw new Error(whyUnusable(error, settings), { cause: error });
  }
  return dynamodbStore({ ...options, client });
}

/**
 * Makes what is missing of the tables, and of the lists and ledgers of the products that other
 * programs or an earlier Kitroom wrote; harmless to repeat.
 * @throws Error in one sentence when the engine cannot be used as it is set
 */
export async function createDynamodbTables(
  settings: DynamodbSettings,
  options: Omit<DynamodbStoreOptions, 'client'>,
  onTable: (name: string, made: boolean) => void,
): Promise<void> {
  const client = createDynamodbClient(settings);
  const { names } = options;
  const told = new Set<string>();
  const tellOnce = (name: string, made: boolean) => {
    if (!told.has(name)) onTable(name, made);
    told.add(name);
  };
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await createTables(client, names, tellOnce);
        const connection = new DynamodbConnection({ ...options, client: documentsOf(client) });
        const currency = await findClaim(connection, claimOf.currency);
        const settled = await settleProducts(
          connection,
          String(currency?.['value'] ?? options.currency),
        );
        if (settled > 0) onTable(`lists of ${settled} products in ${names.products}`, true);
        return;
      } catch (error) {
        if (attempt === CREATE_ATTEMPTS || !isPassing(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, CREATE_WAIT_MS * attempt));
      }
    }
  } catch (error) {
    throw new Error(whyUnusable(error, settings), { cause: error });
  } finally {
    client.destroy();
  }
}

/** Reads one key of each table: it needs no permission beyond those of any request. */
async function checkTables(client: DynamoDBDocumentClient, names: TableNames): Promise<void> {
  for (const { create } of tableDefinitions(names)) {
    const keys = (create.KeySchema ?? []).map(({ AttributeName = '' }) => [AttributeName, 'none']);
    const Key = Object.fromEntries(keys);
    try {
      await client.send(new GetCommand({ TableName: create.TableName, Key }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        throw new Error(`there is no table ${create.TableName}; run npm run tables:create`);
      }
      throw error;
    }
  }
}

function whyUnusable(error: unknown, { region, endpoint }: DynamodbSettings): string {
  const place = endpoint ?? `AWS in ${region}`;
  if (isUnavailable(error)) {
    return `DynamoDB at ${place} refuses these credentials: ${messageOf(error)}`;
  }
  if (isPassing(error)) return `DynamoDB at ${place} cannot be reached: ${messageOf(error)}`;
  return `DynamoDB at ${place} cannot be used: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
