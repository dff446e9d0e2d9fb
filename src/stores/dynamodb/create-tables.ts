import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { TableNames } from './table-names.ts';
import { tableDefinitions } from './tables.ts';

const MAX_WAIT_SECONDS = 120;

/**
 * Makes every table, index and expiry that is not there yet; harmless to repeat.
 * `onTable` hears of each table once it can be used.
 */
export async function createTables(
  client: DynamoDBClient,
  names: TableNames,
  onTable: (name: string, made: boolean) => void = () => undefined,
): Promise<void> {
  for (const { create, expiresAt } of tableDefinitions(names)) {
    const { TableName } = create;
    const made = await createIfMissing(client, create);
    await waitUntilTableExists(
      { client, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1, maxDelay: 2 },
      { TableName },
    );
    if (made && expiresAt !== undefined) {
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName,
          TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true },
        }),
      );
    }
    onTable(TableName, made);
  }
}

async function createIfMissing(
  client: DynamoDBClient,
  create: ConstructorParameters<typeof CreateTableCommand>[0],
): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand(create));
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
}
