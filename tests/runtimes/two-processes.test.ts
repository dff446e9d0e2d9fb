import { afterAll, beforeAll, describe } from 'vitest';
import { accountRacesContract } from './account-races-contract.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { shopRacesContract } from './shop-races-contract.ts';

describe('two server processes on one data folder', () => {
  let servers: readonly KitroomProcess[] = [];
  beforeAll(async () => {
    const first = await startKitroom();
    servers = [first, await startKitroom({ DATA_DIR: first.dataDir })];
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await removeDataDir(servers[0]?.dataDir ?? '');
  });

  const addresses = () => servers.map(({ baseUrl }) => baseUrl);
  accountRacesContract(addresses);
  shopRacesContract(addresses, () => ({ DATA_DIR: servers[0]?.dataDir ?? '' }));
});
