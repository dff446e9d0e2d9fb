import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { TableNames } from './table-names.ts';
import { type TableDefinition, tableDefinitions } from './tables.ts';

const MAX_WAIT_SECONDS = 120;
/** An index of a large table is filled first, which takes its time. */
const INDEX_MAX_WAIT_MS = 60 * 60 * 1000;
const INDEX_POLL_MS = 250;

type Report = (name: string, made: boolean) => void;

/**
 * Makes every table, index and expiry that is not there yet, also the indexes that a table of the
 * documents lacks; harmless to repeat. `report` hears of each once it can be used.
 */
export async function createTables(
  client: DynamoDBClient,
  names: TableNames,
  report: Report = () => undefined,
): Promise<void> {
  for (const definition of tableDefinitions(names)) {
    const { TableName } = definition.create;
    const existing = await describe(client, TableName);
    if (existing === undefined) {
      await client.send(new CreateTableCommand(definition.create));
    }
    await waitUntilTableExists(
      { client, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1, maxDelay: 2 },
      { TableName },
    );
    report(TableName, existing === undefined);
    if (existing) await addMissingIndexes(client, definition, existing, report);
    await setExpiry(client, definition);
  }
}

async function describe(
  client: DynamoDBClient,
  TableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** One at a time, as the engine wants it. An index of the same name stays as it is. */
async function addMissingIndexes(
  client: DynamoDBClient,
  { create }: TableDefinition,
  existing: TableDescription,
  report: Report,
): Promise<void> {
  const { TableName } = create;
  const there = new Set(existing.GlobalSecondaryIndexes?.map((index) => index.IndexName));
  for (const index of create.GlobalSecondaryIndexes ?? []) {
    if (there.has(index.IndexName)) continue;
    await client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: create.AttributeDefinitions?.filter(({ AttributeName }) =>
          index.KeySchema?.some((key) => key.AttributeName === AttributeName),
        ),
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    );
    await untilActive(client, TableName, index);
    report(`${TableName} index ${index.IndexName}`, true);
  }
}

async function untilActive(
  client: DynamoDBClient,
  TableName: string,
  { IndexName }: GlobalSecondaryIndex,
): Promise<void> {
  for (let waited = 0; waited < INDEX_MAX_WAIT_MS; waited += INDEX_POLL_MS) {
    const table = await describe(client, TableName);
    const index = table?.GlobalSecondaryIndexes?.find((one) => one.IndexName === IndexName);
    if (index?.IndexStatus === 'ACTIVE' && table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, INDEX_POLL_MS));
  }
  throw new Error(`The index ${IndexName} of ${TableName} is still not filled`);
}

async function setExpiry(
  client: DynamoDBClient,
  { create: { TableName }, expiresAt }: TableDefinition,
): Promise<void> {
  if (expiresAt === undefined) return;
  const { TimeToLiveDescription: current } = await client.send(
    new DescribeTimeToLiveCommand({ TableName }),
  );
  // A table expires by one attribute alone; carts of a shop that has its own stay with it.
  if (current?.AttributeName !== undefined) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true },
    }),
  );
}
