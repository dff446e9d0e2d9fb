import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { expectRefusal, runToExit } from './run-to-exit.ts';

describe('starting the Node server', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  const dataDir = async () => {
    const dir = await newDataDir();
    cleanUps.push(() => removeDataDir(dir));
    return dir;
  };
  const start = async (settings: Readonly<Record<string, string>> = {}) => {
    const server = await startKitroom({ DATA_DIR: await dataDir(), ...settings });
    cleanUps.push(() => server.stop());
    return server;
  };
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  test('the banner says where, over which store and how open', async () => {
    const server = await start();
    const lines = server.output().trim().split('\n');
    expect(lines.map((line) => line.trim())).toEqual([
      `Kitroom is running at ${server.baseUrl}`,
      '',
      `Store          sqlite, in ${server.dataDir}`,
      'Access         open: every request from this machine may do everything',
      `Documentation  ${server.baseUrl}/docs`,
    ]);
    expect(server.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('the banner of a protected server says so', async () => {
    const server = await start({ ACCESS: 'protected' });
    expect(server.output()).toContain(
      'Access         protected: who signed in may do what is theirs, admins everything',
    );
  });

  test('it listens on an IPv6 address too', async () => {
    const server = await start({ HOST: '::1' });
    expect(server.baseUrl).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${server.baseUrl}/users`)).status).toBe(200);
  });

  test('a port in use is one clear sentence', async () => {
    const { port } = new URL((await start()).baseUrl);
    expectRefusal(
      await runToExit({ PORT: port, DATA_DIR: await dataDir() }),
      `Cannot listen on 127.0.0.1 port ${port}: it is in use; set PORT to another one`,
    );
  });

  test('an address this machine has not is one clear sentence', async () => {
    expectRefusal(
      await runToExit({ HOST: '192.0.2.1', DATA_DIR: await dataDir() }),
      'Cannot listen on 192.0.2.1 port 0: this machine has no such address; set HOST to one it has',
    );
  });

  test('a data folder that cannot be made is one clear sentence', async () => {
    const file = join(await dataDir(), 'file');
    await writeFile(file, '');
    const below = join(file, 'data');
    expectRefusal(
      await runToExit({ DATA_DIR: below }),
      new RegExp(`^Cannot write to the data folder ${below}: .*ENOTDIR`),
    );
  });

  test('a data folder that is a file is one clear sentence', async () => {
    const file = join(await dataDir(), 'file');
    await writeFile(file, '');
    expectRefusal(
      await runToExit({ DATA_DIR: file }),
      new RegExp(`^Cannot write to the data folder ${file}: `),
    );
  });

  test("another program's file in place of the database is one clear sentence", async () => {
    const dir = await dataDir();
    const file = join(dir, 'kitroom.db');
    await writeFile(file, 'This is no database at all. '.repeat(100));
    expectRefusal(
      await runToExit({ DATA_DIR: dir }),
      new RegExp(`^Cannot open the database ${file}: `),
    );
  });

  test('several bad settings are told together', async () => {
    const settings = {
      PORT: '70000',
      ACCESS: 'wide',
      STORE: 'foo',
      SAMPLE_DATA: 'maybe',
      CURRENCY: 'EURO',
      CORS_ORIGINS: 'shop.example',
      PASSWORD_MIN_LENGTH: '7',
      LOG_LEVEL: 'loud',
    };
    const exit = await runToExit({ ...settings, DATA_DIR: await dataDir() });
    expectRefusal(
      exit,
      ...Object.keys(settings)
        .map((name) => exit.stderr.split('\n').findIndex((line) => line.startsWith(`${name}: `)))
        .sort((left, right) => left - right)
        .map((index) => exit.stderr.split('\n')[index] ?? 'a setting is not named'),
    );
    expect(exit.stderr).toContain('STORE: must be sqlite or dynamodb, not "foo"');
    expect(exit.stderr).toContain('PORT: must be a whole number from 0 to 65535, not "70000"');
  });

  test.each([
    [{ HOST: '0.0.0.0' }, 'so it needs a loopback HOST and not 0.0.0.0'],
    [{ HOST: '::' }, 'so it needs a loopback HOST and not ::'],
    [{ NODE_ENV: 'production' }, 'so it is refused in production'],
    [
      { AWS_LAMBDA_FUNCTION_NAME: 'shop', STORE: 'dynamodb', AWS_REGION: 'eu-west-1' },
      'so it is refused on Lambda',
    ],
  ])('open access with %j is refused', async (settings, reason) => {
    const open = 'ACCESS: open lets every caller do everything';
    expectRefusal(
      await runToExit({ ACCESS: 'open', DATA_DIR: await dataDir(), ...settings }),
      `${open}, ${reason}`,
    );
  });

  test.each([{ HOST: '0.0.0.0' }, { NODE_ENV: 'production' }])(
    'with %j access is protected unless said otherwise, and there is no sample shop',
    async (settings) => {
      const server = await start(settings);
      const { port } = new URL(server.baseUrl);
      const baseUrl = `http://127.0.0.1:${port}`;
      expect((await fetch(`${baseUrl}/users`)).status).toBe(401);
      expect(await (await fetch(`${baseUrl}/home_page`)).json()).toEqual([]);
    },
  );

  test('another currency for a shop that has prices is refused', async () => {
    const server = await start({ CURRENCY: 'EUR' });
    await server.stop();
    expectRefusal(
      await runToExit({ CURRENCY: 'USD', DATA_DIR: server.dataDir }),
      "CURRENCY is USD, but this shop's prices are in EUR",
    );
  });
});
