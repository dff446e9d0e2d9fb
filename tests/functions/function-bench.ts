import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import S3rver from 's3rver';
import { buildFunctions, functionNames } from '../../scripts/functions/build-functions.ts';
import { ROOT } from '../../scripts/functions/bundle-function.ts';
import { allRoutes } from '../../scripts/functions/write-pages.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { Store } from '../../src/ports/store.ts';
import { bucketPhotos } from '../../src/services/bucket-photos.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { readSampleCatalogue, SAMPLE_PHOTOS } from '../../src/services/sample-catalogue.ts';
import { openStore } from '../../src/wiring/open-store.ts';
import { createTables, dynamodbSettings } from '../runtimes/dynamodb-tables.ts';
import { ARNS, type AwsServices, startAwsServices } from './aws-services.ts';
import { type Gateway, type Handler, startGateway } from './function-gateway.ts';
import type { EventKind } from './http-events.ts';
import { startRecordingProxy, type Used } from './recording-proxy.ts';

type Settings = Readonly<Record<string, string>>;
type Imported = Handler & { readonly operationIds?: readonly string[] };

export interface FunctionBench {
  readonly gateway: Gateway;
  readonly services: AwsServices;
  /** Of the tables behind the functions, for scripts and stores of the same. */
  readonly settings: Settings;
  readonly store: Store;
  handler(name: string): Promise<Imported>;
  /** What each function has done with the tables so far. */
  readonly used: Used;
  stop(): Promise<void>;
}

let benches = 0;

/**
 * The built functions behind a gateway, with the sample shop in tables of their own. The functions
 * run in this process, whose environment becomes theirs.
 */
export async function startFunctions(
  endpoint: string,
  options: { readonly kind: EventKind; readonly stage?: string; readonly settings: Settings },
): Promise<FunctionBench> {
  benches += 1;
  const folder = join(ROOT, 'dist', `test-${process.pid}-${benches}`);
  const names = await functionNames();
  await buildFunctions(names, folder);
  const tables = dynamodbSettings(endpoint);
  const { code, stderr } = await createTables(tables);
  if (code !== 0) throw new Error(`No tables: ${stderr}`);

  const handlers = new Map<string, Promise<Imported>>();
  const handler = (name: string) => {
    const loaded = handlers.get(name) ?? importHandler(join(folder, name, 'index.mjs'));
    handlers.set(name, loaded);
    return loaded;
  };
  const services = await startAwsServices(newSecret(), handler);
  const bucket = await startBucket();
  const settings = { ...tables, AWS_REGION: 'eu-west-1', LOG_LEVEL: 'silent', ...bucket.settings };
  Object.assign(process.env, {
    ...settings,
    ...ARNS,
    // The only ones that the bucket knows; the other engines take any.
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.endpoint,
    AWS_ENDPOINT_URL_SFN: services.endpoint,
    SETTINGS_SECRET: 'kitroom',
    ...options.settings,
  });
  const config = parseConfig({ ...settings, DATA_DIR: bucket.folder });
  const store = await openStore(config);
  await fillShop(store, bucket.settings);
  if (config.store.kind !== 'dynamodb') throw new Error('The functions need DynamoDB');
  const proxy = await startRecordingProxy(endpoint, config.store.names);
  for (const name of names) {
    process.env['DYNAMODB_ENDPOINT'] = proxy.endpointOf(name);
    // The receiver of a test is on this machine.
    process.env['WEBHOOKS_TO_PRIVATE'] = name === 'events' ? 'on' : 'off';
    await wireNow(await handler(name));
  }

  const routes = await allRoutes();
  const answered = await Promise.all(
    names.map(async (name) => {
      const of = await handler(name);
      return routes
        .filter(({ operationId }) => of.operationIds?.includes(operationId))
        .map(({ method, path }) => ({ method, path, handler: of }));
    }),
  );
  const gateway = await startGateway({
    ...options,
    routes: answered.flat(),
    others: await handler('web_pages'),
  });
  return {
    ...{ gateway, services, settings, store, handler, used: proxy.used },
    async stop() {
      await gateway.stop();
      await proxy.stop();
      await services.stop();
      await store.close();
      await bucket.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** By an event that comes to nothing: a function takes its settings from the environment of its first. */
async function wireNow(handler: Imported): Promise<void> {
  // A task refuses it, and a function that is both is wired for each.
  await handler({}).catch(() => undefined);
  if (handler.operationIds !== undefined) await handler({ requestContext: {} });
}

async function importHandler(file: string): Promise<Imported> {
  const module: { readonly handler: Imported } = await import(pathToFileURL(file).href);
  return module.handler;
}

function newSecret() {
  return {
    TOKEN_KEYS: keySetText([newKey(new Date())]),
    WORKFLOW_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
}

async function startBucket() {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-functions-'));
  const server = new S3rver({
    ...{ port: 0, address: '127.0.0.1', directory: folder, silent: true },
    configureBuckets: [{ name: 'photos', configs: [] }],
  });
  const { port } = await server.run();
  return {
    folder,
    settings: { PHOTOS_BUCKET: 'photos', S3_ENDPOINT: `http://127.0.0.1:${port}` },
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a server does when its store is empty; on AWS it is done once, after the deployment. */
async function fillShop(store: Store, bucket: { readonly S3_ENDPOINT: string }): Promise<void> {
  await store.settleCurrency('EUR');
  await store.importCatalogue(await readSampleCatalogue('EUR'));
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const photos = bucketPhotos(
    { bucket: 'photos', region: 'eu-west-1', endpoint: bucket.S3_ENDPOINT, credentials },
    { findPhoto: async () => undefined },
  );
  for (const file of await readdir(SAMPLE_PHOTOS)) {
    const png = await readFile(join(SAMPLE_PHOTOS, file));
    await photos.savePhoto(file.replace(/\.png$/, ''), png);
  }
}
