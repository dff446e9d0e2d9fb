import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Config } from './config/config.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import { createApp } from './routes/app.ts';
import { connectionError } from './routes/connection-error.ts';
import { documentationRoutes } from './routes/documentation-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { personalInformationRoutes } from './routes/personal-information-routes.ts';
import { photoRoutes } from './routes/photo-routes.ts';
import { registrationRoutes } from './routes/registration-routes.ts';
import type { Route } from './routes/route.ts';
import { shopCartRoutes } from './routes/shop-cart-routes.ts';
import { shopOrderRoutes } from './routes/shop-order-routes.ts';
import { shopProductRoutes } from './routes/shop-product-routes.ts';
import { shopUserRoutes } from './routes/shop-user-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import { aesSealedCredentials } from './services/aes-sealed-credentials.ts';
import { argon2Passwords } from './services/argon2-passwords.ts';
import { folderPhotos } from './services/folder-photos.ts';
import { localWorkflows } from './services/local-workflows.ts';
import { pinoLog } from './services/pino-log.ts';
import { readSampleCatalogue, SAMPLE_PHOTOS } from './services/sample-catalogue.ts';
import { openSqliteStore } from './stores/sqlite/sqlite-store.ts';
import { createTaskUseCases, createUseCases } from './usecases/use-cases.ts';
import updateUserWorkflow from './workflows/update-user.asl.json' with { type: 'json' };
import userRegistrationWorkflow from './workflows/user-registration.asl.json' with { type: 'json' };
import { workflowTasks } from './workflows/workflow-tasks.ts';

/** A Kitroom that is joined together and ready to answer. */
export interface Kitroom {
  readonly app: Hono;
  readonly routes: readonly Route[];
  readonly log: Log;
  /** The answer to what never became a request. */
  readonly connectionError: (nodeCode: string | undefined) => ReturnType<typeof connectionError>;
  /** Loads what the first sign-up would wait for. */
  readonly warmUp: () => Promise<void>;
  /** Lets go of the store. Harmless to repeat. */
  readonly close: () => Promise<void>;
}

/**
 * Joins every part by the settings.
 * @throws Error in one sentence when the data folder or the store cannot be used
 */
export async function wire(config: Config): Promise<Kitroom> {
  const log = pinoLog(config.logLevel);
  makeDataDir(config.dataDir);
  const store = await openStore(config);
  try {
    await settleCurrency(store, config.currency);
    if (config.sampleData && (await store.isCatalogueEmpty())) {
      await store.importCatalogue(await readSampleCatalogue(config.currency));
    }
  } catch (error) {
    await store.close();
    throw error;
  }

  const { app, routes, workflows, newId } = joinApp(store, {
    ...config,
    photoFolders: [join(config.dataDir, 'photos'), SAMPLE_PHOTOS],
    log,
  });
  return {
    app,
    routes,
    log,
    connectionError: (nodeCode) => connectionError(nodeCode, newId()),
    warmUp: () => workflows.warmUp(),
    close: () => store.close(),
  };
}

interface AppParts
  extends Pick<Config, 'access' | 'corsOrigins' | 'currency' | 'passwordMinLength'> {
  readonly photoFolders: readonly string[];
  readonly log: Log;
}

/** Everything above a store, for one that is open. */
export function joinApp(store: Store, settings: AppParts) {
  const { access, corsOrigins, currency, log } = settings;
  const clock = () => new Date();
  const newId = () => randomUUID();
  const credentials = aesSealedCredentials();
  const workflows = localWorkflows(
    { 'user-registration': userRegistrationWorkflow, 'update-user': updateUserWorkflow },
    workflowTasks(createTaskUseCases({ store, credentials, clock }), clock),
  );
  const useCases = createUseCases({
    store,
    workflows,
    credentials,
    passwords: argon2Passwords({ minLength: settings.passwordMinLength }),
    photos: folderPhotos(settings.photoFolders),
    clock,
    newId,
    currency,
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
  const app = createApp(routes, { access, corsOrigins, log, newId });
  return { app, routes, workflows, newId };
}

async function openStore({ store, currency }: Config): Promise<Store> {
  if (store.kind === 'sqlite') return openSqliteStore(store.file);
  // Loaded where it is used: the SDK would cost every other start 60 ms.
  const { openDynamodbStore } = await import('./stores/dynamodb/open-dynamodb-store.ts');
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
    throw new Error(`Cannot write to the data folder ${dataDir}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

async function settleCurrency(store: Store, currency: string): Promise<void> {
  const settled = await store.settleCurrency(currency);
  if (settled === currency) return;
  throw new Error(`CURRENCY is ${currency}, but this shop's prices are in ${settled}`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Makes the tables of STORE=dynamodb that are not there yet.
 * @throws Error in one sentence when the engine cannot be used or the store is another
 */
export async function createStoreTables(
  { store }: Config,
  onTable: (name: string, made: boolean) => void,
): Promise<void> {
  if (store.kind !== 'dynamodb') throw new Error('Only STORE=dynamodb has tables to create');
  const { createDynamodbTables } = await import('./stores/dynamodb/open-dynamodb-store.ts');
  await createDynamodbTables(store, store.names, onTable);
}
