import { afterAll, beforeAll, describe } from 'vitest';
import type { SignInDetails } from '../contracts/http/api-client.ts';
import {
  bothModesContract,
  httpContract,
  protectedHttpContract,
} from '../contracts/http/http-contract.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { newAdmin } from './run-command.ts';

describe('the Node server over SQLite', () => {
  let open: KitroomProcess;
  let closed: KitroomProcess;
  let admin: SignInDetails;

  beforeAll(async () => {
    open = await startKitroom({ TRUSTED_HOPS: '1' });
    closed = await startKitroom({ TRUSTED_HOPS: '1', ACCESS: 'protected', SAMPLE_DATA: 'on' });
    admin = await newAdmin({ DATA_DIR: closed.dataDir });
  });
  afterAll(async () => {
    for (const server of [open, closed]) {
      await server.stop();
      await removeDataDir(server.dataDir);
    }
  });

  const openTarget = { baseUrl: () => open.baseUrl };
  const closedTarget = { baseUrl: () => closed.baseUrl, admin: () => admin };
  httpContract(openTarget);
  protectedHttpContract(closedTarget);
  bothModesContract(openTarget, closedTarget);
});
