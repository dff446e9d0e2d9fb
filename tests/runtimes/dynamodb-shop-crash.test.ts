import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { apiClient } from '../contracts/http/api-client.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { createTables, type DynamodbSettings, dynamodbSettings } from './dynamodb-tables.ts';
import { endingApi, type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { endDeliveryLease, ShopLoad, storeOf } from './shop-load.ts';
import { newShopWorld, TO_NOWHERE } from './shop-world.ts';

const ROUNDS = 5;
const LONGEST_ROUND_MS = 15_000;

describe.skipIf(withoutJava)('SIGKILL of one of two servers of a busy shop', () => {
  let engine: DynamodbLocal;
  let settings: DynamodbSettings;
  let survivor: KitroomProcess;
  let mortal: KitroomProcess;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    survivor = await startKitroom({ ...settings, ...TO_NOWHERE });
    store = await storeOf(settings);
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await mortal.stop('SIGKILL');
    await survivor.stop('SIGKILL');
    await removeDataDir(survivor.dataDir);
    await engine.stop();
  });

  test(`in ${ROUNDS} rounds nothing told is lost and nothing is half done`, async () => {
    const api = apiClient({ baseUrl: () => survivor.baseUrl });
    const load = new ShopLoad(await newShopWorld(api), 6);
    const { dataDir: DATA_DIR } = survivor;

    for (let round = 0; round < ROUNDS; round += 1) {
      mortal = await startKitroom({ ...settings, ...TO_NOWHERE, DATA_DIR });
      const there = apiClient({ baseUrl: () => mortal.baseUrl });
      const here = endingApi(survivor);
      const kill = async () => {
        // However slow the engine is today, there is something to lose.
        const deadline = Date.now() + LONGEST_ROUND_MS;
        while (load.leastDone < 2 * (round + 1) && Date.now() < deadline) await sleep(50);
        await sleep(500 + Math.random() * 1_500);
        expect(await mortal.stop('SIGKILL')).toBe('SIGKILL');
        here.end();
      };
      await Promise.all([load.runUntilCrash(there, here.api), kill()]);
      // The engine may still be at work on what the dead server had sent.
      await sleep(500);
      await load.verify(api, store);
      await endDeliveryLease(store);
    }

    // The rounds must have been under load, or they proved nothing.
    expect(load.leastDone).toBeGreaterThan(ROUNDS);
    expect(await survivor.stop()).toBe(0);
  }, 180_000);
});
