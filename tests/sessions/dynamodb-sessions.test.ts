import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { newDynamodbStore } from '../stores/dynamodb-store-factory.ts';
import { withoutJava } from '../stores/java.ts';
import { endedMeanwhileContract } from './ended-meanwhile-contract.ts';
import { honestDevicesContract } from './honest-devices-contract.ts';
import { interleavingsContract } from './interleavings-contract.ts';
import { parallelRefreshesContract } from './parallel-refreshes.ts';
import { sessionsModelContract } from './sessions-model-contract.ts';

describe.skipIf(withoutJava)('sessions over DynamoDB Local', () => {
  let engine: DynamodbLocal;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    store = await newDynamodbStore(engine.endpoint);
  });
  afterAll(async () => {
    await store.close();
    await engine.stop();
  });

  sessionsModelContract(() => store, 25);
  endedMeanwhileContract(() => store);
  interleavingsContract(() => store, 60);
  honestDevicesContract(() => store, 25);
  parallelRefreshesContract(() => store);
});
