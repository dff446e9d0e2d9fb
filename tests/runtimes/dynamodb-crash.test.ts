import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../contracts/http/api-client.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { verifyAccounts, verifyCart, verifySharedCart } from './crash-checks.ts';
import { AccountWriter, CartWriter, SharedCart } from './crash-writers.ts';
import { createTables, type DynamodbSettings, dynamodbSettings } from './dynamodb-tables.ts';
import { endingApi, type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

const ROUNDS = 4;
const LOAD_WAIT_MS = 10_000;

/** A busy machine comes under load late; the checks at the end say so where it never did. */
async function untilLoaded(isLoaded: () => boolean): Promise<void> {
  for (let waited = 0; waited < LOAD_WAIT_MS && !isLoaded(); waited += 50) await sleep(50);
}

describe.skipIf(withoutJava)('SIGKILL under load of one of two servers over DynamoDB', () => {
  let engine: DynamodbLocal;
  let settings: DynamodbSettings;
  let survivor: KitroomProcess;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    settings = dynamodbSettings(engine.endpoint);
    expect(await createTables(settings)).toMatchObject({ code: 0 });
    survivor = await startKitroom(settings);
  }, 60_000);
  afterAll(async () => {
    await survivor.stop();
    await removeDataDir(survivor.dataDir);
    await engine.stop();
  });

  test(`in ${ROUNDS} rounds nothing acknowledged is lost and nothing is half done`, async () => {
    const accounts = [new AccountWriter('/users'), new AccountWriter('/register')];
    const carts = [new CartWriter(), new CartWriter(), new CartWriter()];
    const shared = new SharedCart();
    const otherApi = apiClient({ baseUrl: () => survivor.baseUrl });

    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startKitroom({ ...settings, DATA_DIR: survivor.dataDir });
      const api = apiClient({ baseUrl: () => server.baseUrl });
      const ending = endingApi(survivor);
      const writers = [
        ...accounts.map((writer) => writer.writeUntilCrash(api)),
        ...carts.map((writer) => writer.writeUntilCrash(api)),
        shared.addUntilCrash(api),
        shared.addUntilCrash(ending.api),
        shared.checkoutUntilCrash(api),
        shared.checkoutUntilCrash(ending.api),
      ];
      await sleep(700 + Math.random() * 600);
      await untilLoaded(() => accounts.every(({ created }) => created.length > round + 1));
      expect(await server.stop('SIGKILL')).toBe('SIGKILL');
      ending.end();
      await Promise.all(writers);
      // The engine may still be at work on what the dead server had sent.
      await sleep(500);
      await verifyAccounts(otherApi, accounts);
      for (const cart of carts) await verifyCart(otherApi, cart);
      await verifySharedCart(otherApi, shared);
    }

    // The rounds must have been under load, or they proved nothing.
    for (const { created } of accounts) expect(created.length).toBeGreaterThan(ROUNDS);
    for (const { orderCount } of carts) expect(orderCount).toBeGreaterThan(0);
    expect(shared.added).toBeGreaterThan(ROUNDS);
    expect(await survivor.stop()).toBe(0);
  }, 120_000);
});
