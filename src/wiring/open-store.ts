import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import type { Store } from '../ports/store.ts';
import { openSqliteStore } from '../stores/sqlite/sqlite-store.ts';

/**
 * The store of the settings, in a data folder that is made where it is missing.
 * @throws Error in one sentence when the folder or the store cannot be used
 */
export async function openStore({ store, currency, dataDir }: Config): Promise<Store> {
  makeDataDir(dataDir);
  if (store.kind === 'sqlite') return openSqliteStore(store.file);
  // Loaded where it is used: the SDK would cost every other start 60 ms.
  const { openDynamodbStore } = await import('../stores/dynamodb/open-dynamodb-store.ts');
  const { names, ...settings } = store;
  return openDynamodbStore(settings, {
    names,
    currency,
    random: Math.random,
    newId: () => randomUUID(),
    now: () => Date.now(),
  });
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot write to the data folder ${dataDir}: ${reason}`, { cause: error });
  }
}
