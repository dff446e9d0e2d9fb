import { expect } from 'vitest';
import { startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { createTables, dynamodbSettings } from './dynamodb-tables.ts';
import { newDataDir, removeDataDir } from './kitroom-process.ts';

/** An empty store for any number of servers, which share their data folder too. */
export interface FreshStore {
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

async function freshSqlite(): Promise<FreshStore> {
  const dataDir = await newDataDir();
  return { settings: { DATA_DIR: dataDir }, remove: () => removeDataDir(dataDir) };
}

async function freshDynamodb(): Promise<FreshStore> {
  const engine = await startDynamodbLocal();
  const folder = await freshSqlite();
  const settings = { ...dynamodbSettings(engine.endpoint), ...folder.settings };
  expect(await createTables(settings)).toMatchObject({ code: 0, stderr: '' });
  return {
    settings,
    async remove() {
      await folder.remove();
      await engine.stop();
    },
  };
}

/** For describe.each: whatever holds for several servers on one store holds on both. */
export const FRESH_STORES: readonly { readonly store: string; open(): Promise<FreshStore> }[] = [
  { store: 'SQLite', open: freshSqlite },
  ...(withoutJava ? [] : [{ store: 'DynamoDB', open: freshDynamodb }]),
];
