import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import type { Store } from '../../src/ports/store.ts';
import { createApp } from '../../src/routes/app.ts';
import { documentationRoutes } from '../../src/routes/documentation-routes.ts';
import { healthRoutes } from '../../src/routes/health-routes.ts';
import { personalInformationRoutes } from '../../src/routes/personal-information-routes.ts';
import { photoRoutes } from '../../src/routes/photo-routes.ts';
import { registrationRoutes } from '../../src/routes/registration-routes.ts';
import type { Route } from '../../src/routes/route.ts';
import { shopCartRoutes } from '../../src/routes/shop-cart-routes.ts';
import { shopOrderRoutes } from '../../src/routes/shop-order-routes.ts';
import { shopProductRoutes } from '../../src/routes/shop-product-routes.ts';
import { shopUserRoutes } from '../../src/routes/shop-user-routes.ts';
import { userRoutes } from '../../src/routes/user-routes.ts';
import { aesSealedCredentials } from '../../src/services/aes-sealed-credentials.ts';
import { argon2Passwords } from '../../src/services/argon2-passwords.ts';
import { folderPhotos } from '../../src/services/folder-photos.ts';
import { localWorkflows } from '../../src/services/local-workflows.ts';
import { dynamodbStore } from '../../src/stores/dynamodb/dynamodb-store.ts';
import type { TableNames } from '../../src/stores/dynamodb/table-names.ts';
import { tableDefinitions } from '../../src/stores/dynamodb/tables.ts';
import { createTaskUseCases, createUseCases } from '../../src/usecases/use-cases.ts';
import updateUser from '../../src/workflows/update-user.asl.json' with { type: 'json' };
import userRegistration from '../../src/workflows/user-registration.asl.json' with { type: 'json' };
import { workflowTasks } from '../../src/workflows/workflow-tasks.ts';
import { localClient } from './local-client.ts';
import { CURRENCY } from './shop-rows.ts';
import { SpendingMeter } from './spending-meter.ts';
import { TransactionUnits } from './transaction-units.ts';

const silent = () => undefined;

/** The whole app over a client whose calls are counted. */
export interface CountedKitroom {
  readonly app: Hono;
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly meter: SpendingMeter;
  /** The store's clock goes on. */
  passTime(milliseconds: number): void;
}

/** As src/wiring.ts joins it, but for the client. */
export function countedKitroom(endpoint: string, names: TableNames): CountedKitroom {
  const client = localClient(endpoint);
  const uncounted = localClient(endpoint);
  const meter = new SpendingMeter(client, new TransactionUnits(uncounted, tableDefinitions(names)));
  let passed = 0;
  const newId = () => randomUUID();
  const clock = () => new Date();
  const store = dynamodbStore({
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    names,
    currency: CURRENCY,
    random: Math.random,
    newId,
    now: () => Date.now() + passed,
  });
  const credentials = aesSealedCredentials();
  const useCases = createUseCases({
    store,
    workflows: localWorkflows(
      { 'user-registration': userRegistration, 'update-user': updateUser },
      workflowTasks(createTaskUseCases({ store, credentials, clock }), clock),
    ),
    credentials,
    passwords: argon2Passwords({ minLength: 8 }),
    photos: folderPhotos([]),
    clock,
    newId,
    currency: CURRENCY,
  });
  const routes: Route[] = [
    ...personalInformationRoutes(useCases, clock),
    ...userRoutes(useCases, clock),
    ...registrationRoutes(useCases, clock),
    ...shopProductRoutes(useCases),
    ...shopUserRoutes(useCases, clock),
    ...shopCartRoutes(useCases),
    ...shopOrderRoutes(useCases),
    ...photoRoutes(useCases),
    ...healthRoutes(useCases),
    ...documentationRoutes(() => routes),
  ];
  const log = { debug: silent, info: silent, warn: silent, error: console.error };
  return {
    app: createApp(routes, { access: 'open', corsOrigins: [], log, newId }),
    routes,
    store: {
      ...store,
      async close() {
        await store.close();
        uncounted.destroy();
      },
    },
    meter,
    passTime(milliseconds) {
      passed += milliseconds;
    },
  };
}
