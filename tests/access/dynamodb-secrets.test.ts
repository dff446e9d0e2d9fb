import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import {
  createTables,
  type DynamodbSettings,
  dynamodbSettings,
  plainClient,
} from '../runtimes/dynamodb-tables.ts';
import { newDataDir, removeDataDir } from '../runtimes/kitroom-process.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { HOOK_TIMEOUT_MS } from './access-bench.ts';
import { dynamodbRows } from './dynamodb-rows.ts';
import { secretsContract } from './secrets-contract.ts';

describe.skipIf(withoutJava)('secrets over DynamoDB', () => {
  let engine: DynamodbLocal;
  let settings: DynamodbSettings;
  let client: DynamoDBDocumentClient;
  let dataDir: string;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    settings = dynamodbSettings(engine.endpoint);
    client = plainClient(engine.endpoint);
    dataDir = await newDataDir();
    expect(await createTables(settings)).toMatchObject({ code: 0, stderr: '' });
  }, HOOK_TIMEOUT_MS);
  afterAll(async () => {
    await removeDataDir(dataDir);
    await engine.stop();
  });

  /** The table with a key that no call of the store fits. */
  const misshapen = (setting: 'CLAIMS_TABLE' | 'USERS_TABLE') => async () => {
    const TableName = settings[setting];
    const { [TableName]: items = [] } = await dynamodbRows(client, [TableName]);
    await client.send(new DeleteTableCommand({ TableName }));
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'other', AttributeType: 'S' }],
      }),
    );
    return async () => {
      await client.send(new DeleteTableCommand({ TableName }));
      expect(await createTables(settings)).toMatchObject({ code: 0, stderr: '' });
      for (const Item of items) await client.send(new PutCommand({ TableName, Item }));
    };
  };
  const tables = () =>
    Object.entries(settings).flatMap(([name, value]) => (name.endsWith('_TABLE') ? [value] : []));

  secretsContract(
    {
      settings: () => ({ ...settings, DATA_DIR: dataDir }),
      rows: () => dynamodbRows(client, tables()),
      files: ['token-keys.json'],
      faults: [misshapen('CLAIMS_TABLE'), misshapen('USERS_TABLE')],
    },
    () => settings.USERS_TABLE,
  );
});
