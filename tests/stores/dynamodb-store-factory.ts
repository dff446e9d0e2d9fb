import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../../src/ports/store.ts';
import { createDynamodbClient } from '../../src/stores/dynamodb/dynamodb-client.ts';
import { dynamodbStore } from '../../src/stores/dynamodb/dynamodb-store.ts';
import { createDynamodbTables } from '../../src/stores/dynamodb/open-dynamodb-store.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { tableDefinitions } from '../../src/stores/dynamodb/tables.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './dynamodb-local.ts';

/** What the engine writes at once. */
const BATCH = 25;
/** By the engine's own names, whatever the document client calls them. */
const READS = ['BatchGetItemCommand', 'GetItemCommand', 'QueryCommand', 'ScanCommand'];
const OPTIONS = { currency: 'EUR', random: Math.random, newId: randomUUID, now: Date.now };

interface WriteInput {
  readonly TableName?: string;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
}

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
  const names = newTableNames();
  await makeTables(endpoint, names);
  return storeOver(endpoint, names);
}

/** Stores one after the other over one set of tables, emptied before each: making them takes long. */
export function dynamodbStoresInTurn(endpoint: () => string): () => Promise<Store> {
  let names: TableNames | undefined;
  // To look into every table before each test would take longer than most tests do.
  const written = new Set<string>();
  return async () => {
    if (names === undefined) {
      names = newTableNames();
      await makeTables(endpoint(), names);
    } else {
      await emptyTables(endpoint(), names, written);
    }
    const client = documentClient(endpoint());
    noteWrites(client, written);
    return dynamodbStore({ ...OPTIONS, client, names });
  };
}

/** Adds the tables that a command may write to, before it is sent. */
export function noteWrites(client: DynamoDBDocumentClient, written: Set<string>): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (READS.includes(String(commandName))) return next(args);
        const { TableName, TransactItems = [] } = args.input as WriteInput;
        const actions = TransactItems.flatMap((item) => Object.values(item));
        const tables = [TableName, ...actions.map((action) => action.TableName)];
        const named = tables.filter((table) => table !== undefined);
        if (named.length === 0) throw new Error(`${commandName} writes to a table it hides`);
        for (const table of named) written.add(table);
        return next(args);
      },
    { step: 'initialize', name: 'noteWrites' },
  );
}

function newTableNames(): TableNames {
  return tableNames(`t${randomUUID().slice(0, 8)}`);
}

function documentClient(endpoint: string): DynamoDBDocumentClient {
  const client = createDynamodbClient({
    region: LOCAL_REGION,
    endpoint,
    credentials: LOCAL_CREDENTIALS,
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

function storeOver(endpoint: string, names: TableNames): Store {
  return dynamodbStore({ ...OPTIONS, client: documentClient(endpoint), names });
}

/** Empties those that were written to, and forgets that they were. */
async function emptyTables(
  endpoint: string,
  names: TableNames,
  written: Set<string>,
): Promise<void> {
  const client = documentClient(endpoint);
  const filled = tableDefinitions(names).filter(({ create }) => written.has(create.TableName));
  written.clear();
  await Promise.all(
    filled.map(async ({ create: { TableName, KeySchema = [] } }) => {
      const keys = KeySchema.map(({ AttributeName = '' }) => AttributeName);
      for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
        for (let start = 0; start < Items.length; start += BATCH) {
          const deletions = Items.slice(start, start + BATCH).map((item) => ({
            DeleteRequest: { Key: Object.fromEntries(keys.map((key) => [key, item[key]])) },
          }));
          await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: deletions } }));
        }
      }
    }),
  );
  client.destroy();
}
