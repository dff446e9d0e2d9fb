import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient } from '../contracts/http/api-client.ts';
import { verifyAccounts, verifyCart, verifySharedCart } from './crash-checks.ts';
import { AccountWriter, CartWriter, SharedCart } from './crash-writers.ts';
import { newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';

const ROUNDS = 20;

describe('SIGKILL under load', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await newDataDir();
  });
  afterAll(async () => {
    await removeDataDir(dataDir);
  });

  test(`in ${ROUNDS} rounds nothing acknowledged is lost and nothing is half done`, async () => {
    const accounts = [
      new AccountWriter('/users'),
      new AccountWriter('/users'),
      new AccountWriter('/register'),
    ];
    const carts = [new CartWriter(), new CartWriter(), new CartWriter()];
    const shared = new SharedCart();
    const verify = async (api: Api) => {
      await verifyAccounts(api, accounts);
      for (const cart of carts) await verifyCart(api, cart);
      await verifySharedCart(api, shared);
    };

    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startKitroom({ DATA_DIR: dataDir });
      const api = apiClient({ baseUrl: () => server.baseUrl });
      await verify(api);
      const writers = [
        ...accounts.map((writer) => writer.writeUntilCrash(api)),
        ...carts.map((writer) => writer.writeUntilCrash(api)),
        shared.addUntilCrash(api),
        shared.addUntilCrash(api),
        shared.checkoutUntilCrash(api),
      ];
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 350));
      expect(await server.stop('SIGKILL')).toBe('SIGKILL');
      await Promise.all(writers);
    }

    const server = await startKitroom({ DATA_DIR: dataDir });
    await verify(apiClient({ baseUrl: () => server.baseUrl }));
    expect(await server.stop()).toBe(0);
    // The rounds must have been under load, or they proved nothing.
    for (const { created } of accounts) expect(created.length).toBeGreaterThan(ROUNDS / 2);
    for (const { orderCount } of carts) expect(orderCount).toBeGreaterThan(ROUNDS / 2);
    expect(shared.added).toBeGreaterThan(ROUNDS);
  }, 120_000);
});
