import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, isLoopback, parseConfig } from './config.ts';
import type { Env } from './env.ts';

/** The settings that are at fault, in the order they are told. */
function faultsOf(env: Env): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

function namesOf(faults: readonly string[]): readonly string[] {
  return faults.map((fault) => fault.split(':')[0] ?? '');
}

describe('settings', () => {
  test('that are not given have defaults for a laptop', () => {
    expect(parseConfig({})).toEqual({
      host: '127.0.0.1',
      port: 5000,
      access: 'open',
      dataDir: resolve('data'),
      store: { kind: 'sqlite', file: resolve('data/kitroom.db') },
      sampleData: true,
      currency: 'EUR',
      pendingOrderLifeMs: 72 * 3_600_000,
      webhooksToPrivate: false,
      corsOrigins: '*',
      passwordMinLength: 8,
      peppers: [],
      tokens: {
        issuer: 'kitroom',
        audience: 'kitroom',
        keys: { kind: 'file', file: resolve('data/token-keys.json') },
      },
      workflows: { arns: undefined, endpoint: undefined, key: undefined },
      throttling: true,
      trustedHops: 0,
      logLevel: 'info',
    });
  });

  test('that are given are taken', () => {
    const config = parseConfig({
      HOST: '0.0.0.0',
      PORT: '8080',
      ACCESS: 'protected',
      DATA_DIR: '/srv/kitroom',
      STORE: 'sqlite',
      SAMPLE_DATA: 'on',
      CURRENCY: 'JPY',
      CORS_ORIGINS: 'https://shop.example, http://localhost:5173',
      PASSWORD_MIN_LENGTH: '15',
      THROTTLING: 'off',
      PENDING_ORDER_HOURS: '0',
      WEBHOOKS_TO_PRIVATE: 'on',
      PHOTOS_BUCKET: 'shop.photos-1',
      S3_ENDPOINT: 'http://127.0.0.1:9000',
      TRUSTED_HOPS: '2',
      TOKEN_ISSUER: 'https://shop.example',
      TOKEN_AUDIENCE: 'shop',
      TOKEN_KEYS_FILE: '/run/secrets/keys.json',
      USER_REGISTRATION_WORKFLOW: 'arn:aws:states:eu-west-1:123456789012:stateMachine:a',
      UPDATE_USER_WORKFLOW: 'arn:aws:states:eu-west-1:123456789012:stateMachine:b',
      AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:8083/',
      WORKFLOW_KEY: Buffer.alloc(32, 1).toString('base64'),
      LOG_LEVEL: 'warn',
    });
    expect(config).toEqual({
      host: '0.0.0.0',
      port: 8080,
      access: 'protected',
      dataDir: '/srv/kitroom',
      store: { kind: 'sqlite', file: '/srv/kitroom/kitroom.db' },
      sampleData: true,
      currency: 'JPY',
      corsOrigins: ['https://shop.example', 'http://localhost:5173'],
      passwordMinLength: 15,
      peppers: [],
      tokens: {
        issuer: 'https://shop.example',
        audience: 'shop',
        keys: { kind: 'file', file: '/run/secrets/keys.json' },
      },
      workflows: {
        arns: {
          'user-registration': 'arn:aws:states:eu-west-1:123456789012:stateMachine:a',
          'update-user': 'arn:aws:states:eu-west-1:123456789012:stateMachine:b',
        },
        endpoint: 'http://127.0.0.1:8083',
        key: Buffer.alloc(32, 1),
      },
      throttling: false,
      pendingOrderLifeMs: undefined,
      webhooksToPrivate: true,
      photoBucket: {
        bucket: 'shop.photos-1',
        region: 'eu-west-1',
        endpoint: 'http://127.0.0.1:9000',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
      trustedHops: 2,
      logLevel: 'warn',
    });
  });

  test('that are empty or blank count as not given', () => {
    const names = ['HOST', 'PORT', 'ACCESS', 'DATA_DIR', 'STORE', 'SAMPLE_DATA', 'CURRENCY'];
    const more = [
      ...['CORS_ORIGINS', 'PASSWORD_MIN_LENGTH', 'LOG_LEVEL', 'NODE_ENV', 'THROTTLING'],
      ...['TRUSTED_HOPS', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'TOKEN_KEYS', 'TOKEN_KEYS_FILE'],
      ...['PENDING_ORDER_HOURS', 'WEBHOOKS_TO_PRIVATE', 'PHOTOS_BUCKET', 'S3_ENDPOINT'],
    ];
    for (const blank of ['', '  ']) {
      const env = Object.fromEntries([...names, ...more].map((name) => [name, blank]));
      expect(parseConfig(env)).toEqual(parseConfig({}));
    }
  });

  test('of a bucket of photos need a name that a bucket can have, and a region on AWS', () => {
    expect(faultsOf({ PHOTOS_BUCKET: 'photos' })).toEqual([
      'AWS_REGION: must be set for PHOTOS_BUCKET',
    ]);
    expect(parseConfig({ PHOTOS_BUCKET: 'photos', AWS_REGION: 'eu-north-1' }).photoBucket).toEqual({
      bucket: 'photos',
      region: 'eu-north-1',
      endpoint: undefined,
      credentials: undefined,
    });
    for (const name of ['ab', 'Photos', 'a_b', '-ab', 'x'.repeat(64), '../etc']) {
      expect(namesOf(faultsOf({ PHOTOS_BUCKET: name, AWS_REGION: 'x' }))).toEqual([
        'PHOTOS_BUCKET',
      ]);
    }
  });

  test('that nobody knows are left alone', () => {
    expect(parseConfig({ PATH: '/bin', HOME: '/root' })).toEqual(parseConfig({}));
  });

  test('at fault are told all together, each by its name', () => {
    const faults = faultsOf({
      ACCESS: 'closed',
      STORE: 'mongodb',
      PORT: 'http',
      SAMPLE_DATA: 'maybe',
      CURRENCY: 'euro',
      CORS_ORIGINS: 'shop.example',
      PASSWORD_MIN_LENGTH: '4',
      PASSWORD_PEPPERS: 'x',
      THROTTLING: 'maybe',
      TRUSTED_HOPS: '-1',
      TOKEN_ISSUER: 'a b',
      LOG_LEVEL: 'loud',
    });
    expect([...namesOf(faults)].sort()).toEqual([
      'ACCESS',
      'CORS_ORIGINS',
      'CURRENCY',
      'LOG_LEVEL',
      'PASSWORD_MIN_LENGTH',
      'PASSWORD_PEPPERS',
      'PORT',
      'SAMPLE_DATA',
      'STORE',
      'THROTTLING',
      'TOKEN_ISSUER',
      'TRUSTED_HOPS',
    ]);
  });

  test('at fault are told with what they should be', () => {
    expect(faultsOf({ PORT: '70000' })).toEqual([
      'PORT: must be a whole number from 0 to 65535, not "70000"',
    ]);
    expect(faultsOf({ STORE: 'mongodb' })[0]).toContain('sqlite');
    expect(faultsOf({ LOG_LEVEL: 'loud' })[0]).toContain('info');
  });
});

describe('each setting', () => {
  test.each(['0', '1', '65535', ' 8080 '])('PORT may be %j', (value) => {
    expect(parseConfig({ PORT: value }).port).toBe(Number(value));
  });

  test.each(['-1', '65536', '80.5', '1e3', '0x50', 'http', '80 81', '٨٠'])(
    'PORT may not be %j',
    (value) => {
      expect(namesOf(faultsOf({ PORT: value }))).toEqual(['PORT']);
    },
  );

  test.each([
    ['on', true],
    ['TRUE', true],
    ['1', true],
    ['yes', true],
    ['off', false],
    ['False', false],
    ['0', false],
    ['no', false],
  ])('SAMPLE_DATA may be %j', (value, expected) => {
    expect(parseConfig({ SAMPLE_DATA: value }).sampleData).toBe(expected);
  });

  test('SAMPLE_DATA is off by default where access is protected', () => {
    expect(parseConfig({ ACCESS: 'protected' }).sampleData).toBe(false);
    expect(parseConfig({ ACCESS: 'protected', SAMPLE_DATA: 'on' }).sampleData).toBe(true);
  });

  test.each(['eur', 'EURO', 'XX', '€'])('CURRENCY may not be %j', (value) => {
    expect(namesOf(faultsOf({ CURRENCY: value }))).toEqual(['CURRENCY']);
  });

  test.each([
    'https://shop.example/',
    'https://shop.example/path',
    'https://user@shop.example',
    'HTTPS://SHOP.EXAMPLE',
    'https://*.example',
    'null',
    'https://a.example,',
    '*, https://a.example',
    'https://a.example:443',
  ])('CORS_ORIGINS may not be %j, which no browser sends', (value) => {
    expect(namesOf(faultsOf({ CORS_ORIGINS: value }))).toEqual(['CORS_ORIGINS']);
  });

  test.each(['7', '65', '8.5'])('PASSWORD_MIN_LENGTH may not be %j', (value) => {
    expect(namesOf(faultsOf({ PASSWORD_MIN_LENGTH: value }))).toEqual(['PASSWORD_MIN_LENGTH']);
  });

  test('DATA_DIR is made absolute', () => {
    const { dataDir, store } = parseConfig({ DATA_DIR: 'elsewhere' });
    expect(dataDir).toBe(resolve('elsewhere'));
    expect(store).toEqual({ kind: 'sqlite', file: resolve('elsewhere/kitroom.db') });
  });
});

describe('open access', () => {
  const DANGERS: readonly Env[] = [
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { HOST: '192.168.1.7' },
    { HOST: 'kitroom.example' },
    { NODE_ENV: 'production' },
    { AWS_LAMBDA_FUNCTION_NAME: 'users', STORE: 'dynamodb', AWS_REGION: 'eu-west-1' },
  ];

  test.each(DANGERS)('is not the default with %o, and refused when asked for', (env) => {
    expect(parseConfig(env).access).toBe('protected');
    expect(namesOf(faultsOf({ ...env, ACCESS: 'open' }))).toEqual(['ACCESS']);
    expect(parseConfig({ ...env, ACCESS: 'protected' }).access).toBe('protected');
  });

  test.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('is the default on %s', (HOST) => {
    expect(parseConfig({ HOST }).access).toBe('open');
    expect(parseConfig({ HOST, NODE_ENV: 'development' }).access).toBe('open');
    expect(parseConfig({ HOST, ACCESS: 'protected' }).access).toBe('protected');
  });

  test.each([
    '127.0.0.1.example.com',
    '128.0.0.1',
    'localhost.example',
    '0.0.0.0',
    '',
    '::ffff:1.2.3.4',
  ])('%j is not this machine alone', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
