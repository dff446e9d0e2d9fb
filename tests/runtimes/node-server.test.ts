import { afterAll, beforeAll, describe } from 'vitest';
import { httpContract, protectedHttpContract } from '../contracts/http/http-contract.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

describe('the Node server over SQLite', () => {
  let open: KitroomProcess;
  let closed: KitroomProcess;

  beforeAll(async () => {
    open = await startKitroom();
    closed = await startKitroom({ ACCESS: 'protected', SAMPLE_DATA: 'on' });
  });
  afterAll(async () => {
    for (const server of [open, closed]) {
      await server.stop();
      await removeDataDir(server.dataDir);
    }
  });

  httpContract({ baseUrl: () => open.baseUrl });
  protectedHttpContract({ baseUrl: () => closed.baseUrl });
});
