import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildFunctions } from '../../scripts/functions/build-functions.ts';
import { keySetText, newKey } from '../../src/services/key-set.ts';
import { ARNS, type AwsServices, startAwsServices } from './aws-services.ts';
import { type EmptyTables, startEmptyTables } from './empty-tables.ts';
import { functionFolder } from './function-folder.ts';
import { answerOf, type FunctionProcess, startFunction } from './function-process.ts';
import { eventOf } from './http-events.ts';

const folder = functionFolder();
const NAMES = [
  ...['check_existing_user', 'create_user_record', 'events', 'expiry', 'get_user'],
  ...['photos', 'registration', 'update_user', 'web_pages'],
] as const;
type Name = (typeof NAMES)[number];
type Settings = Readonly<Record<string, string>>;

const WORKFLOW_KEY = Buffer.alloc(32, 7).toString('base64');
const tokenKeys = keySetText([newKey(new Date())]);
const SECRETS = [WORKFLOW_KEY, ...[...tokenKeys.matchAll(/"d":"([^"]+)"/g)].map(([, d = '']) => d)];

let secretReads: number;
let secret: Record<string, string>;
let services: AwsServices;
let tables: EmptyTables;
let all: Settings;
beforeAll(async () => {
  await buildFunctions(NAMES, folder);
});
beforeEach(async () => {
  secretReads = 0;
  secret = {
    get TOKEN_KEYS() {
      secretReads += 1;
      return tokenKeys;
    },
    WORKFLOW_KEY,
  };
  services = await startAwsServices(secret, async (name) => {
    throw new Error(`There is no ${name}`);
  });
  tables = await startEmptyTables();
  all = {
    ...{ STORE: 'dynamodb', DYNAMODB_ENDPOINT: tables.endpoint, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', SETTINGS_SECRET: 'kitroom' },
    AWS_LAMBDA_FUNCTION_NAME: 'kitroom',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.endpoint,
    ...{ AWS_ENDPOINT_URL_SFN: services.endpoint, ...ARNS },
  };
});

const started: FunctionProcess[] = [];
afterEach(async () => {
  const logs = await Promise.all(started.splice(0).map((one) => one.stop()));
  for (const one of SECRETS) expect(logs.join('')).not.toContain(one);
  await services.stop();
  await tables.stop();
});
afterAll(() => expect(started).toEqual([]));

function start(name: Name, without: readonly string[] = []): FunctionProcess {
  const settings = Object.entries(all).filter(([setting]) => !without.includes(setting));
  const process = startFunction(folder, name, Object.fromEntries(settings));
  started.push(process);
  return process;
}

const headers = [['host', 'shop.example']] as const;
const REQUEST = { method: 'GET', path: '/x', query: '', headers, body: Buffer.alloc(0) };
const EVENT = eventOf('http-api', { ...REQUEST, sourceIp: '192.0.2.7' });
const TASK = { email: 'ann@example.com', profile: { email: 'ann@example.com' } };

function eventFor(name: Name): object {
  if (name === 'events' || name === 'expiry') return { source: 'aws.events' };
  return name === 'check_existing_user' || name === 'create_user_record' ? TASK : EVENT;
}

/** That the function was wired: it answers in its own words. */
async function expectWired(name: Name, called: Promise<unknown>): Promise<void> {
  if (name === 'events' || name === 'expiry') expect(await called).toBe(0);
  else if (name === 'check_existing_user') expect(await called).toEqual(TASK);
  else if (name === 'create_user_record') await expect(called).rejects.toThrow(/without userId/);
  else expect(JSON.parse((await answerOf(called)).body)).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
}

const LACKS: readonly (readonly [name: Name, setting: string, sentence: RegExp])[] = [
  ...(['update_user', 'check_existing_user', 'events', 'expiry'] as const).flatMap(
    (name): [Name, string, RegExp][] => [
      [name, 'STORE', /^STORE: must be dynamodb on Lambda/],
      [name, 'AWS_REGION', /^AWS_REGION: must be set for \S+$/],
    ],
  ),
  ['web_pages', 'SETTINGS_SECRET', /^TOKEN_KEYS: must be in the secret that \S+ names$/],
  ['update_user', 'SETTINGS_SECRET', /^TOKEN_KEYS: must be in the secret that \S+ names$/],
  ['create_user_record', 'SETTINGS_SECRET', /^WORKFLOW_KEY: must be in the secret/],
  ['registration', 'USER_REGISTRATION_WORKFLOW', /^USER_REGISTRATION_WORKFLOW: must be set/],
  ['registration', 'UPDATE_USER_WORKFLOW', /^UPDATE_USER_WORKFLOW: must be set/],
  ['photos', 'PHOTOS_BUCKET', /^PHOTOS_BUCKET: must be set$/],
];

describe('a function whose setting is missing', () => {
  test.each(LACKS)('%s says so of %s, and works once it is there', async (name, setting, told) => {
    const lacking = setting === 'AWS_REGION' ? [setting, 'DYNAMODB_ENDPOINT'] : [setting];
    const process = start(name, lacking);
    const failure = await process.call(eventFor(name)).catch((error: unknown) => error);
    expect((failure as Error).message).toMatch(told);
    expect((failure as Error).message).not.toContain('\n');
    const added = Object.fromEntries(
      lacking.map((one) => [one, { ...all, PHOTOS_BUCKET: 'photos' }[one] ?? '']),
    );
    await expectWired(name, process.call(eventFor(name), added));
  });

  test('says which workflows it needs where it knows none', async () => {
    const called = start('registration', Object.keys(ARNS)).call(EVENT);
    await expect(called).rejects.toThrow(/^USER_REGISTRATION_WORKFLOW: must be set$/);
  });

  test.each(['registration', 'create_user_record'] as const)(
    '%s says so of a key that is not in the secret, and works once it is',
    async (name) => {
      delete secret['WORKFLOW_KEY'];
      const process = start(name);
      await expect(process.call(eventFor(name))).rejects.toThrow(
        /^WORKFLOW_KEY: must be in the secret that SETTINGS_SECRET names$/,
      );
      secret['WORKFLOW_KEY'] = WORKFLOW_KEY;
      await expectWired(name, process.call(eventFor(name)));
    },
  );

  test('shows nothing of a secret that is not as it should be', async () => {
    secret['WORKFLOW_KEY'] = `AAAA${WORKFLOW_KEY}`;
    const failure = await start('registration')
      .call(EVENT)
      .catch((error: unknown) => error);
    expect((failure as Error).message).toBe('WORKFLOW_KEY: must be 32 random bytes in base64');
  });
});

describe('the secret', () => {
  test.each(['update_user', 'web_pages', 'create_user_record', 'registration'] as const)(
    'is read once by %s for many events, the first of them at once',
    async (name) => {
      const process = start(name);
      const first = [1, 2, 3, 4].map(() => process.call(eventFor(name)));
      for (const called of first) await expectWired(name, called);
      for (let count = 0; count < 4; count += 1) {
        await expectWired(name, process.call(eventFor(name)));
      }
      expect(secretReads).toBe(1);
    },
  );

  test.each(['check_existing_user', 'events', 'expiry'] as const)(
    'is not read by %s, which needs none of it',
    async (name) => {
      await expectWired(name, start(name).call(eventFor(name)));
      expect(secretReads).toBe(0);
    },
  );

  test('is read by get_user for requests, and not for a task', async () => {
    const process = start('get_user');
    const failure = await process.call(TASK).catch((error: unknown) => error);
    expect(failure).toMatchObject({ errorType: 'USER_NOT_FOUND' });
    expect(secretReads).toBe(0);
    await expectWired('get_user', process.call(EVENT));
    expect(secretReads).toBe(1);
  });

  test('that cannot be read is told without itself, and is asked for again', async () => {
    const process = start('update_user', ['AWS_ENDPOINT_URL_SECRETS_MANAGER']);
    const nobody = { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' };
    await expect(process.call(EVENT, nobody)).rejects.toThrow(
      /^SETTINGS_SECRET: kitroom cannot be read: /,
    );
    const there = { AWS_ENDPOINT_URL_SECRETS_MANAGER: services.endpoint };
    await expectWired('update_user', process.call(EVENT, there));
  });
});
