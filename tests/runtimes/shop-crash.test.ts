import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, apiClient } from '../contracts/http/api-client.ts';
import { type KitroomProcess, newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { endDeliveryLease, ShopLoad, storeOf } from './shop-load.ts';
import { newShopWorld, TO_NOWHERE } from './shop-world.ts';

const ROUNDS = 20;
/** Every so many rounds last until events are on their way to webhooks. */
const DELIVERY_EVERY = 4;

describe('SIGKILL of a busy shop', () => {
  let DATA_DIR: string;
  let server: KitroomProcess;
  beforeAll(async () => {
    DATA_DIR = await newDataDir();
  });
  afterAll(async () => {
    await server.stop('SIGKILL');
    await removeDataDir(DATA_DIR);
  });
  const start = async () => {
    server = await startKitroom({ DATA_DIR, ...TO_NOWHERE });
    return apiClient({ baseUrl: () => server.baseUrl });
  };

  const killAfter = async (waitMs: number) => {
    await sleep(waitMs);
    expect(await server.stop('SIGKILL')).toBe('SIGKILL');
  };

  test(`in ${ROUNDS} rounds nothing told is lost and nothing is half done`, async () => {
    const load = new ShopLoad(await newShopWorld(await start()));
    await server.stop();
    const verify = async (api: Api) => {
      const store = await storeOf({ DATA_DIR });
      await load.verify(api, store);
      await endDeliveryLease(store);
      await store.close();
    };

    for (let round = 0; round < ROUNDS; round += 1) {
      const api = await start();
      await verify(api);
      const least = round % DELIVERY_EVERY === 0 ? 2_000 : 100;
      await Promise.all([load.runUntilCrash(api), killAfter(least + Math.random() * 400)]);
    }

    await verify(await start());
    expect(await server.stop()).toBe(0);
    // The rounds must have been under load, or they proved nothing.
    expect(load.leastDone).toBeGreaterThan(ROUNDS);
  }, 180_000);
});
