import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { functionNames } from '../../scripts/functions/build-functions.ts';
import { allRoutes } from '../../scripts/functions/write-pages.ts';
import type { LambdaResult } from '../../src/entry/lambda-result.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { ARNS } from './aws-services.ts';
import { type EmptyTables, startEmptyTables } from './empty-tables.ts';
import type { Handler } from './function-gateway.ts';
import { eventOf } from './http-events.ts';

type Function = Handler & { readonly operationIds?: readonly string[] };

/** Its pages are put beside it by the build, and tried there. */
const PAGES = 'web_pages';
const routes = await allRoutes();
const functions = new Map<string, Function>();
for (const name of await functionNames()) {
  const module: { readonly handler: Function } = await import(`../../src/functions/${name}.ts`);
  functions.set(name, module.handler);
}
const answering = [...functions].flatMap(([name, { operationIds = [] }]) =>
  operationIds.map((operationId) => ({ name, operationId })),
);
const wired = answering.filter(({ name }) => name !== PAGES);

let tables: EmptyTables;
beforeAll(async () => {
  tables = await startEmptyTables();
  const settings = {
    ...{ STORE: 'dynamodb', DYNAMODB_ENDPOINT: tables.endpoint, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', LOG_LEVEL: 'silent' },
    TOKEN_KEYS: keySetText([newKey(new Date())]),
    WORKFLOW_KEY: Buffer.alloc(32, 7).toString('base64'),
    // Whom nobody answers: what they are for is tried elsewhere.
    ...{ AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:1', S3_ENDPOINT: 'http://127.0.0.1:1' },
    ...{ PHOTOS_BUCKET: 'photos', ...ARNS },
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await tables.stop();
});

async function call(name: string, operationId: string): Promise<LambdaResult> {
  const route = routes.find((one) => one.operationId === operationId);
  const handler = functions.get(name);
  if (route === undefined || handler === undefined) throw new Error(`There is no ${operationId}`);
  const { method, path } = route;
  const request = {
    ...{ method, path: path.replaceAll(/\{\w+\}/g, '7'), query: '', sourceIp: '192.0.2.7' },
    headers: [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
    ] as const,
    body: Buffer.from(method === 'GET' ? '' : '{}'),
  };
  return (await handler(eventOf('http-api', request))) as LambdaResult;
}

describe('every operation', () => {
  test('is answered by exactly one function', () => {
    const answered = answering.map(({ operationId }) => operationId).sort();
    expect(answered).toEqual(routes.map(({ operationId }) => operationId).sort());
  });

  test.each(wired)('$operationId has all it needs in $name', async ({ name, operationId }) => {
    const { statusCode, body, headers } = await call(name, operationId);
    const { code } = body === '' ? {} : JSON.parse(body);
    // The callers stand for the operator, and so get as far as their empty input does.
    expect(['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED', 'INTERNAL_ERROR']).not.toContain(code);
    if (code !== 'STORE_UNAVAILABLE') expect(statusCode, body).toBeLessThan(500);
    expect(headers).toHaveProperty('x-request-id');
  });
});

describe('a function', () => {
  test.each([...new Set(wired.map(({ name }) => name))])(
    '%s answers nothing else',
    async (name) => {
      const own = functions.get(name)?.operationIds ?? [];
      const other = routes.find(
        ({ operationId, path }) =>
          !own.includes(operationId) &&
          !routes.some((one) => one.path === path && own.includes(one.operationId)),
      );
      const { statusCode } = await call(name, other?.operationId ?? '');
      expect(statusCode).toBe(404);
    },
  );

  test('that is no HTTP function answers no operation', () => {
    const others = [...functions].filter(([, { operationIds }]) => operationIds === undefined);
    expect(others.map(([name]) => name).sort()).toEqual([
      ...['check_existing_user', 'create_user_record', 'events', 'expiry'],
      ...['update_user_record', 'validate_user_input'],
    ]);
  });
});
