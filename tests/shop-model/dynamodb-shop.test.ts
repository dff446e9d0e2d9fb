import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { newDynamodbStore } from '../stores/dynamodb-store-factory.ts';
import { withoutJava } from '../stores/java.ts';
import { shopModelContract } from './shop-model-contract.ts';
import { busyStore } from './turn-store.ts';

/** Each takes a second of a processor, most of it in the SDK. */
const SEQUENCES = 60;

describe.skipIf(withoutJava)('the shop over DynamoDB Local', () => {
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

  const shops = {
    open: async () => busyStore(store),
    async leave() {
      await store.close();
      store = await newDynamodbStore(engine.endpoint);
    },
  };
  shopModelContract(shops, {
    numRuns: SEQUENCES,
    maxSteps: 20,
    readEvery: 8,
    replay: process.env['SHOP_MODEL_SEED'],
  });
});
