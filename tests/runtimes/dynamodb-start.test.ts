import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject } from '../contracts/http/api-client.ts';
import { freshEmail, freshUserId } from '../contracts/http/fixtures.ts';
import { type DynamodbLocal, freePort, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { createTables, dynamodbSettings } from './dynamodb-tables.ts';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { expectRefusal, runToExit } from './run-to-exit.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await newDataDir();
});
afterAll(() => removeDataDir(dataDir));
const refused = (settings: Readonly<Record<string, string>>) =>
  runToExit({ DATA_DIR: dataDir, STORE: 'dynamodb', ...settings });

describe('starting over a DynamoDB that cannot be used', () => {
  const cleanUps: (() => void)[] = [];
  afterEach(() => {
    for (const cleanUp of cleanUps.splice(0)) cleanUp();
  });
  /** An engine that answers every call with one error, as AWS words it. */
  const refusingEngine = async (error: string, message: string) => {
    const type = `com.amazon.coral.service#${error}`;
    const server = createServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: type, message }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test.each([{}, { AWS_REGION: ' ' }])('with %j the region is asked for', async (settings) => {
    expectRefusal(await refused(settings), 'AWS_REGION: must be set for STORE=dynamodb');
  });

  test('bad table names and a bad endpoint are told together', async () => {
    const settings = {
      USERS_TABLE: 'a b',
      ORDERS_TABLE: 'x',
      ORDERS_USER_INDEX: 'ordérs',
      DYNAMODB_ENDPOINT: 'localhost:8000',
    };
    const exit = await refused(settings);
    expectRefusal(
      exit,
      'DYNAMODB_ENDPOINT: must be an address such as http://127.0.0.1:8000, not "localhost:8000"',
      'USERS_TABLE: must be 3 to 255 of A-Z a-z 0-9 _ . -, not "a b"',
      'ORDERS_TABLE: must be 3 to 255 of A-Z a-z 0-9 _ . -, not "x"',
      'ORDERS_USER_INDEX: must be 3 to 255 of A-Z a-z 0-9 _ . -, not "ordérs"',
    );
    expectRefusal(await createTables(settings), ...exit.stderr.trimEnd().split('\n'));
  });

  test.each(['127.0.0.1', 'localhost'])('nothing at %s is one clear sentence', async (host) => {
    const endpoint = `http://${host}:${await freePort()}`;
    const sentence = new RegExp(`^DynamoDB at ${endpoint} cannot be reached: .*ECONNREFUSED`);
    expectRefusal(await refused({ DYNAMODB_ENDPOINT: endpoint }), sentence);
    const settings = { STORE: 'dynamodb', DYNAMODB_ENDPOINT: endpoint };
    expectRefusal(await createTables(settings), sentence);
  });

  test.each([
    ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
    ['AccessDeniedException', 'User: arn:aws:iam::1:user/x is not authorized to perform: x'],
  ])('credentials refused with %s are one clear sentence', async (error, message) => {
    const endpoint = await refusingEngine(error, message);
    const sentence = `DynamoDB at ${endpoint} refuses these credentials: ${message}`;
    expectRefusal(await refused({ DYNAMODB_ENDPOINT: endpoint }), sentence);
    const settings = { STORE: 'dynamodb', DYNAMODB_ENDPOINT: endpoint };
    expectRefusal(await createTables(settings), sentence);
  });

  test('tables:create for the embedded store is one clear sentence', async () => {
    expectRefusal(await createTables({ STORE: 'sqlite' }), /^Only STORE=dynamodb has tables/);
  });
});

describe.skipIf(withoutJava)('a DynamoDB that is lost', () => {
  let engine: DynamodbLocal;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  }, 60_000);
  afterAll(() => engine.stop());

  test('missing tables are named at the start, with the command that makes them', async () => {
    const settings = dynamodbSettings(engine.endpoint);
    const missing = (table: string) =>
      `DynamoDB at ${engine.endpoint} cannot be used: there is no table ${table}; run npm run tables:create`;
    expectRefusal(await refused(settings), missing(settings.USERS_TABLE));
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    const renamed = { ...settings, ORDERS_TABLE: 'not_there' };
    expectRefusal(await refused(renamed), missing('not_there'));
  });

  test('a running server says so until the engine is back', async () => {
    const settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    const server = await startKitroom({ ...settings, DATA_DIR: dataDir });
    const api = apiClient({ baseUrl: () => server.baseUrl });
    expect((await api.get('/health/ready')).status).toBe(200);

    await engine.stop();
    await expectUnavailable(api);
    engine = await startDynamodbLocal(Number(new URL(engine.endpoint).port));
    // The engine is back without its tables.
    expect((await api.get('/health/ready')).status).toBe(503);
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    expect((await api.get('/health/ready')).status).toBe(200);
    const created = await api.post('/users', { lastname: 'Doe', email: freshEmail() });
    expect(created.status, created.text).toBe(201);
    expect(await server.stop()).toBe(0);
  }, 60_000);
});

async function expectUnavailable(api: Api): Promise<void> {
  const user_id = freshUserId();
  const answers = await Promise.all([
    api.get('/health/ready'),
    api.get('/users'),
    api.get(`/users/${user_id}`),
    api.post('/users', { lastname: 'Doe', email: freshEmail() }),
    api.put(`/user/${freshEmail()}`, { lastname: 'Doe' }),
    api.delete(`/users/${user_id}`),
    api.get('/load_products?product_tag=boots'),
    api.get(`/load_cart?user_id=${user_id}`),
    api.post('/add_to_cart', { user_id, product_id: 'acc-match-ball', size: '5' }),
    api.post('/checkout', { user_id }, { 'idempotency-key': user_id }),
    api.get(`/get_orders?user_id=${user_id}`),
    api.post('/clear_cart', { user_id }),
  ]);
  for (const { status, headers, body, text } of answers) {
    expect(status, text).toBe(503);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(asObject(body)).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      error: 'The store does not answer; try again',
    });
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
  }
  expect((await api.get('/health/live')).body).toEqual({ status: 'ok' });
}
