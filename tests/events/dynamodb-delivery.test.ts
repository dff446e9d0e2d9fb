import { afterAll, beforeAll, describe } from 'vitest';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { dynamodbStoresInTurn } from '../stores/dynamodb-store-factory.ts';
import { withoutJava } from '../stores/java.ts';
import { deliveryContract } from './delivery-contract.ts';
import { deliveryOrderContract } from './delivery-order-contract.ts';
import { dispatchersContract } from './dispatchers-contract.ts';
import { retriesContract } from './retries-contract.ts';

describe.skipIf(withoutJava)('events over DynamoDB', () => {
  let engine: DynamodbLocal;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  });
  afterAll(() => engine.stop());
  const newStore = dynamodbStoresInTurn(() => engine.endpoint);
  const target = {
    async open() {
      // It keeps nothing between its calls, so that one is as good as two.
      const store = await newStore();
      return [store, store] as const;
    },
    propertyRuns: 3,
  };
  deliveryContract(target);
  retriesContract(target);
  dispatchersContract(target);
  deliveryOrderContract(target);
});
