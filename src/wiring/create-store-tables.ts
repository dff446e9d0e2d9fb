import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';

/**
 * Makes the tables of STORE=dynamodb that are not there yet, and lists the products in them that are
 * in no list yet.
 * @throws Error in one sentence when the engine cannot be used or the store is another
 */
export async function createStoreTables(
  { store, currency }: Config,
  onTable: (name: string, made: boolean) => void,
): Promise<void> {
  if (store.kind !== 'dynamodb') throw new Error('Only STORE=dynamodb has tables to create');
  const { createDynamodbTables } = await import('../stores/dynamodb/open-dynamodb-store.ts');
  const { names, ...settings } = store;
  const options = {
    names,
    currency,
    random: Math.random,
    newId: () => randomUUID(),
    now: () => Date.now(),
  };
  await createDynamodbTables(settings, options, onTable);
}
