import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { createTables } from '../../src/stores/dynamodb/create-tables.ts';
import { createDynamodbClient } from '../../src/stores/dynamodb/dynamodb-client.ts';
import { dynamodbStore } from '../../src/stores/dynamodb/dynamodb-store.ts';
import { tableDefinitions } from '../../src/stores/dynamodb/tables.ts';
import {
  type DynamodbLocal,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startDynamodbLocal,
} from '../stores/dynamodb-local.ts';
import { tableNames } from '../stores/dynamodb-store-factory.ts';
import { withoutJava } from '../stores/java.ts';
import { type AccessTarget, HOOK_TIMEOUT_MS, wiredRoutes } from './access-bench.ts';
import { accessMatrixContract } from './access-matrix-contract.ts';
import { cartLifeContract } from './cart-life-contract.ts';
import { dynamodbDump } from './dynamodb-dump.ts';
import { massAssignmentContract } from './mass-assignment-contract.ts';
import { objectAccessContract } from './object-access-contract.ts';
import { oddIdsContract } from './odd-ids-contract.ts';
import { workflowInputsContract } from './workflow-inputs-contract.ts';

const routes = await wiredRoutes();

describe.skipIf(withoutJava)('access over DynamoDB', () => {
  const names = tableNames('access');
  const tables = tableDefinitions(names).map(({ create }) => create.TableName);
  let engine: DynamodbLocal;
  let dumps: ReturnType<typeof dynamodbDump>;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    const { endpoint } = engine;
    const credentials = LOCAL_CREDENTIALS;
    const plain = createDynamodbClient({ region: LOCAL_REGION, endpoint, credentials });
    await createTables(plain, names);
    const client = DynamoDBDocumentClient.from(plain, {
      marshallOptions: { removeUndefinedValues: true },
    });
    dumps = dynamodbDump(client, tables);
    store = dynamodbStore({
      ...{ client, names, currency: 'EUR', random: Math.random, newId: randomUUID, now: Date.now },
    });
  }, HOOK_TIMEOUT_MS);
  afterAll(async () => {
    await store.close();
    await engine.stop();
  });

  const target: AccessTarget = {
    store: () => store,
    dump: () => dumps.dump(),
    dumpBefore: () => dumps.dumpBefore(),
  };
  accessMatrixContract(target, routes);
  massAssignmentContract(target, routes);
  objectAccessContract(target, routes);
  oddIdsContract(target, routes);
  workflowInputsContract(target);
  cartLifeContract(target);
});
