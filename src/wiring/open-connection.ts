import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { createDynamodbClient, documentsOf } from '../stores/dynamodb/dynamodb-client.ts';
import { DynamodbConnection } from '../stores/dynamodb/dynamodb-connection.ts';

/** To the tables of the settings, which are not looked for: the template has made them. */
export function openConnection({ store }: Config): DynamodbConnection {
  if (store.kind !== 'dynamodb') throw new Error('STORE: must be dynamodb for a function');
  const { names, ...settings } = store;
  return new DynamodbConnection({
    client: documentsOf(createDynamodbClient(settings)),
    names,
    random: Math.random,
    newId: () => randomUUID(),
    now: () => Date.now(),
  });
}
