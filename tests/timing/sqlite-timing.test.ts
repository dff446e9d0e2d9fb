import { afterAll, beforeAll, describe } from 'vitest';
import type { SignInDetails } from '../contracts/http/api-client.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from '../runtimes/kitroom-process.ts';
import { newAdmin } from '../runtimes/run-command.ts';
import { timingContract } from './timing-contract.ts';

describe('over SQLite', () => {
  let server: KitroomProcess;
  let admin: SignInDetails;
  beforeAll(async () => {
    server = await startKitroom({ TRUSTED_HOPS: '1', ACCESS: 'protected' });
    admin = await newAdmin({ DATA_DIR: server.dataDir });
  });
  afterAll(async () => {
    await server.stop();
    await removeDataDir(server.dataDir);
  });

  timingContract({
    baseUrl: () => server.baseUrl,
    admin: () => admin,
    pid: () => server.child.pid ?? 0,
    rounds: { hashing: 120, lookingUp: 300 },
  });
});
