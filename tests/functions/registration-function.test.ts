import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildFunctions } from '../../scripts/functions/build-functions.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { ARNS, type AwsServices, startAwsServices } from './aws-services.ts';
import { type EmptyTables, startEmptyTables } from './empty-tables.ts';
import { functionFolder } from './function-folder.ts';
import { answerOf, type FunctionProcess, startFunction } from './function-process.ts';
import { eventOf } from './http-events.ts';

const folder = functionFolder();
const TASKS = ['validate_user_input', 'check_existing_user', 'create_user_record'] as const;
const PASSWORD = 'correct horse battery staple';
const WORKFLOW_KEY = Buffer.alloc(32, 7).toString('base64');
const PERSON = { email: 'ann@example.com', firstname: 'Ann', lastname: 'Lee' };

let services: AwsServices;
let tables: EmptyTables;
let registration: FunctionProcess;
const tasks = new Map<string, FunctionProcess>();
const started: string[] = [];
beforeAll(async () => {
  await buildFunctions(['registration', ...TASKS], folder);
  tables = await startEmptyTables();
  const secret = { TOKEN_KEYS: keySetText([newKey(new Date())]), WORKFLOW_KEY };
  services = await startAwsServices(secret, async (name) => {
    started.push(name);
    const task = tasks.get(name);
    if (task === undefined) throw new Error(`There is no ${name}`);
    return (input) => task.call(input).catch(rethrown);
  });
  const settings = {
    ...{ STORE: 'dynamodb', DYNAMODB_ENDPOINT: tables.endpoint, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', SETTINGS_SECRET: 'kitroom' },
    ...{ AWS_LAMBDA_FUNCTION_NAME: 'kitroom', THROTTLING: 'off', ...ARNS },
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.endpoint,
    AWS_ENDPOINT_URL_SFN: services.endpoint,
  };
  registration = startFunction(folder, 'registration', settings);
  for (const name of TASKS) tasks.set(name, startFunction(folder, name, settings));
});
beforeEach(() => {
  started.length = 0;
});
afterAll(async () => {
  const logs = await Promise.all([registration, ...tasks.values()].map((one) => one.stop()));
  await services.stop();
  await tables.stop();
  for (const secret of [PASSWORD, WORKFLOW_KEY]) expect(logs.join('')).not.toContain(secret);
});

/** As Step Functions reads it: by the name that Lambda told. */
function rethrown(error: Error & { readonly errorType?: string }): never {
  throw Object.assign(error, { name: error.errorType ?? error.name });
}

function register(body: object) {
  const headers = [
    ['host', 'shop.example'],
    ['content-type', 'application/json'],
  ] as const;
  const request = { method: 'POST', path: '/register', query: '', headers };
  const event = eventOf(
    'http-api',
    { ...request, body: Buffer.from(JSON.stringify(body)), sourceIp: '192.0.2.7' },
    { stage: 'staging' },
  );
  return answerOf(registration.call(event));
}

describe('the function of registrations', () => {
  test('makes an account by its workflow, and tells its place behind the stage', async () => {
    const { statusCode, headers, body } = await register({ ...PERSON, password: PASSWORD });
    expect(statusCode, body).toBe(201);
    expect(headers?.['location']).toMatch(/^\/staging\/users\/[0-9a-f-]{36}$/);
    expect(started).toEqual(TASKS);
    expect(tables.operations).toContain('TransactWriteItems');
  });

  test('starts it without the password and without its hash', async () => {
    await register({ ...PERSON, password: PASSWORD });
    expect(services.inputs.length).toBeGreaterThan(0);
    for (const input of services.inputs) {
      const { credential, ...others } = JSON.parse(input);
      expect(Object.keys(others).sort()).toEqual(['profile', 'userId']);
      const opened = [credential, Buffer.from(credential, 'base64url').toString('latin1')];
      for (const text of [input, ...opened]) {
        expect(text).not.toContain(PASSWORD);
        expect(text).not.toContain('argon2');
      }
      expect(input).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(0, 20));
    }
  });

  test('begins no workflow with what is no registration', async () => {
    const { statusCode, body } = await register({ ...PERSON, email: 'no', password: PASSWORD });
    expect(statusCode).toBe(400);
    expect(JSON.parse(body).code).toBe('INVALID_INPUT');
    expect(body).toContain('#/email');
    expect(started).toEqual([]);
    expect(body).not.toContain(PASSWORD);
  });
});
