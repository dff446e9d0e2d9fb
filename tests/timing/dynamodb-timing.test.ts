import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { SignInDetails } from '../contracts/http/api-client.ts';
import { createTables, dynamodbSettings } from '../runtimes/dynamodb-tables.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from '../runtimes/kitroom-process.ts';
import { newAdmin } from '../runtimes/run-command.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { timingContract } from './timing-contract.ts';

describe.skipIf(withoutJava)('over DynamoDB Local', () => {
  let engine: DynamodbLocal;
  let server: KitroomProcess;
  let admin: SignInDetails;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    const settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0, stderr: '' });
    server = await startKitroom({ ...settings, TRUSTED_HOPS: '1', ACCESS: 'protected' });
    admin = await newAdmin({ ...settings, DATA_DIR: server.dataDir });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await removeDataDir(server.dataDir);
    await engine.stop();
  });

  timingContract({
    baseUrl: () => server.baseUrl,
    admin: () => admin,
    pid: () => server.child.pid ?? 0,
    rounds: { hashing: 100, lookingUp: 150 },
  });
});
