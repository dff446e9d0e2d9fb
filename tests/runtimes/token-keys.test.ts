import { randomUUID } from 'node:crypto';
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Api, apiClient, asList, asObject } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import {
  expectLive,
  headerIn,
  logIn,
  refresh,
  type SignedIn,
  signUp,
} from '../contracts/http/sign-in-fixtures.ts';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { runCommand } from './run-command.ts';

describe('the keys of tokens', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });
  const freshDataDir = async () => {
    const dataDir = await newDataDir();
    cleanUps.push(() => removeDataDir(dataDir));
    return dataDir;
  };
  const start = async (settings: Readonly<Record<string, string>>) => {
    const server = await startKitroom({ ACCESS: 'protected', ...settings });
    cleanUps.push(() => server.stop('SIGKILL'));
    return { server, api: apiClient({ baseUrl: () => server.baseUrl }) };
  };
  const fileIn = (dataDir: string) => join(dataDir, 'token-keys.json');
  const kidsOf = async (api: Api) =>
    asList(asObject((await api.get('/.well-known/jwks.json')).body)['keys']).map(({ kid }) => kid);
  const kidOf = ({ accessToken }: SignedIn) => headerIn(accessToken)['kid'];
  const read = (api: Api, user: SignedIn) => api.as(user).get(`/users/${user.userId}`);
  const rotate = async (dataDir: string, ...options: readonly string[]) => {
    const settings = { DATA_DIR: dataDir };
    const exit = await runCommand('src/entry/rotate-keys.ts', { arguments: options, settings });
    expect(exit).toMatchObject({ code: 0, stderr: '' });
  };

  test('are made by the first start, for their owner alone to read', async () => {
    const dataDir = await freshDataDir();
    const { server, api } = await start({ DATA_DIR: dataDir });
    expect((await stat(fileIn(dataDir))).mode & 0o777).toBe(0o600);
    const text = await readFile(fileIn(dataDir), 'utf8');
    const [key] = asList(asObject(JSON.parse(text))['keys']);
    expect(await kidsOf(api)).toEqual([key?.['kid']]);
    expect(server.output()).not.toContain(String(key?.['d']));
    await server.stop();
    await start({ DATA_DIR: dataDir });
    expect(await readFile(fileIn(dataDir), 'utf8')).toBe(text);
  });

  test('of two servers that start at once on one data folder are the same', async () => {
    const DATA_DIR = await freshDataDir();
    const [one, other] = await Promise.all([start({ DATA_DIR }), start({ DATA_DIR })]);
    expect(await kidsOf(one.api)).toEqual(await kidsOf(other.api));
    const user = await signUp(one.api);
    await expectLive(other.api, user);
  });

  test('that are rotated leave every token as it is, and the old one signs for now', async () => {
    const dataDir = await freshDataDir();
    const { api } = await start({ DATA_DIR: dataDir });
    const user = await signUp(api);
    await rotate(dataDir);
    await expect.poll(() => kidsOf(api), { timeout: 5_000 }).toHaveLength(2);
    expect((await kidsOf(api))[0]).toBe(kidOf(user));
    expect((await read(api, user)).status).toBe(200);
    expect(kidOf(await logIn(api, user))).toBe(kidOf(user));
    await expectLive(api, user);
  });

  test('that are rotated now end access tokens on every server, and no session', async () => {
    const dataDir = await freshDataDir();
    const [one, other] = [await start({ DATA_DIR: dataDir }), await start({ DATA_DIR: dataDir })];
    const user = await signUp(one.api);
    expect((await read(other.api, user)).status).toBe(200);
    await rotate(dataDir, '--now');
    for (const { api } of [one, other]) {
      await expect.poll(async () => (await read(api, user)).status, { timeout: 5_000 }).toBe(401);
      expectProblem(await read(api, user), 'INVALID_TOKEN');
      expectProblem(await api.as(user).post('/logout'), 'INVALID_TOKEN');
      const kids = await kidsOf(api);
      expect(kids).toHaveLength(1);
      expect(kids).not.toContain(kidOf(user));
    }
    const next = await refresh(other.api, user);
    expect([kidOf(next)]).toEqual(await kidsOf(one.api));
    await expectLive(one.api, next);
    await expectLive(other.api, await logIn(one.api, user));
  });

  test('in TOKEN_KEYS are those of every server that has them, and no file is made', async () => {
    const DATA_DIR = await freshDataDir();
    await (await start({ DATA_DIR })).server.stop();
    const TOKEN_KEYS = await readFile(fileIn(DATA_DIR), 'utf8');
    const shared = await freshDataDir();
    const one = await start({ DATA_DIR: shared, TOKEN_KEYS });
    const other = await start({ DATA_DIR: shared, TOKEN_KEYS });
    const user = await signUp(one.api);
    await expectLive(other.api, user);
    expect(await kidsOf(other.api)).toEqual(await kidsOf(one.api));
    await expect(access(fileIn(shared))).rejects.toThrow('ENOENT');
    for (const { server } of [one, other]) expect(server.output()).not.toContain(TOKEN_KEYS);
  });

  test('of another server, or a token for another audience, are worth nothing', async () => {
    const DATA_DIR = await freshDataDir();
    const { server, api } = await start({ DATA_DIR });
    let user = await signUp(api);
    const elsewhere = await start({ DATA_DIR: await freshDataDir() });
    expectProblem(await read(elsewhere.api, user), 'INVALID_TOKEN');
    await server.stop();
    for (const name of ['TOKEN_ISSUER', 'TOKEN_AUDIENCE']) {
      const renamed = await start({ DATA_DIR, [name]: `https://${randomUUID()}.example` });
      expectProblem(await read(renamed.api, user), 'INVALID_TOKEN');
      user = await expectLive(renamed.api, await refresh(renamed.api, user));
    }
  });
});
