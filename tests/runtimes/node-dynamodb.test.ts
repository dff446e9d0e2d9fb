import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient, type SignInDetails } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { httpContract, protectedHttpContract } from '../contracts/http/http-contract.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { createTables, type DynamodbSettings, dynamodbSettings } from './dynamodb-tables.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { newAdmin } from './run-command.ts';

describe.skipIf(withoutJava)('the Node server over DynamoDB', () => {
  let engine: DynamodbLocal;
  let settings: DynamodbSettings;
  let open: KitroomProcess;
  let closed: KitroomProcess;
  let admin: SignInDetails;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0, stderr: '' });
    const behindProxy = { ...settings, TRUSTED_HOPS: '1' };
    open = await startKitroom(behindProxy);
    // Tables of its own, since the open one's shop is changed by what is tested there.
    const others = dynamodbSettings(engine.endpoint);
    expect(await createTables(others)).toMatchObject({ code: 0, stderr: '' });
    const guarded = { ...others, TRUSTED_HOPS: '1', ACCESS: 'protected', SAMPLE_DATA: 'on' };
    closed = await startKitroom(guarded);
    admin = await newAdmin({ ...others, DATA_DIR: closed.dataDir });
  }, 120_000);
  afterAll(async () => {
    for (const server of [open, closed]) {
      await server.stop();
      await removeDataDir(server.dataDir);
    }
    await engine.stop();
  });

  test('tables:create tells each table, and changes nothing when repeated', async () => {
    const { STORE, DYNAMODB_ENDPOINT, ...names } = dynamodbSettings(engine.endpoint);
    const lines = (word: string) =>
      Object.values(names)
        .map((name) => `${word}  ${name}`)
        .sort();
    for (const word of ['made ', 'there']) {
      const { code, stdout, stderr } = await createTables({ ...settings, ...names });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.trimEnd().split('\n').sort()).toEqual(lines(word));
    }
  });

  test('the banner names the engine', () => {
    expect(open.output()).toContain(`Store          dynamodb, at ${engine.endpoint}`);
  });

  test.each([
    ['/users', ['users', '']],
    ['/users?email_prefix=a', ['users-by-email', '', '']],
    ['/users?email_prefix=a', ['users-by-email', 'b@example.com', 'someone']],
    ['/load_products?product_tag=kits', ['products-by-tag', '']],
    ['/get_orders?user_id=a', ['orders-by-user', '', '', 'index']],
    ['/get_orders?user_id=a', ['orders-by-user', '!', 'x', 'index']],
  ])('%s refuses a cursor that was made up as %j', async (path, key) => {
    const api = apiClient({ baseUrl: () => open.baseUrl });
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    const answer = await api.get(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`);
    expectProblem(answer, 'INVALID_CURSOR', ['#/cursor']);
  });

  httpContract({ baseUrl: () => open.baseUrl, usersNewestFirst: false });
  protectedHttpContract({ baseUrl: () => closed.baseUrl, admin: () => admin });
});
