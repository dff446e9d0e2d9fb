import { afterAll, beforeAll, describe } from 'vitest';
import { storeContract } from '../contracts/store/store-contract.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { dynamodbStoresInTurn } from './dynamodb-store-factory.ts';
import { withoutJava } from './java.ts';

describe.skipIf(withoutJava)('DynamoDB Local', () => {
  let engine: DynamodbLocal;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  });
  afterAll(() => engine.stop());

  storeContract('DynamoDB', {
    newStore: dynamodbStoresInTurn(() => engine.endpoint),
    propertyRuns: 3,
    removesExpiredCarts: false,
  });
});
