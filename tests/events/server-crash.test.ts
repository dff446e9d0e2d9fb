import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiClient, asList, textIn } from '../contracts/http/api-client.ts';
import { BALL, BOOT, freshUserId, SHIRT, walk } from '../contracts/http/fixtures.ts';
import { newDataDir, removeDataDir, startKitroom } from '../runtimes/kitroom-process.ts';
import { isSigned, type Receiver, startReceiver, takenIds } from './receiver.ts';

const ROUNDS = 4;
const CLIENTS = 4;
const UNITS = [BALL, BOOT, SHIRT];

/** Undefined when the server died before it answered. */
async function answerOf(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch {
    return undefined;
  }
}

/** Orders, and moves what it ordered, until the server is gone. */
async function orderUntilCrash(api: Api, told: Map<string, string>): Promise<void> {
  const userId = freshUserId();
  for (let made = 0; ; made += 1) {
    const unit = UNITS[made % UNITS.length] ?? BALL;
    const added = await answerOf(api.post('/add_to_cart', { user_id: userId, ...unit }));
    const ordered = added && (await answerOf(api.post(`/users/${userId}/orders`)));
    if (ordered === undefined) return;
    expect(ordered.status, ordered.text).toBe(201);
    const orderId = textIn(ordered, 'order_id');
    told.set(orderId, 'Pending');
    const statuses = [['Paid', 'Shipped', 'Delivered'], ['Cancelled'], []][made % 3] ?? [];
    for (const status of statuses) {
      const moved = await answerOf(api.put(`/orders/${orderId}/status`, { status }));
      if (moved === undefined) return;
      expect(moved.status, moved.text).toBe(200);
      told.set(orderId, status);
    }
    // Some rest, so that there is not far more to tell than two dozen seconds can tell.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** As if the time had passed that a dead process still has the lease. */
function passLease(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'kitroom.db'), { timeout: 5_000 });
  database.exec(`UPDATE leases SET until = '2000-01-01T00:00:00.000Z'`);
  database.close();
}

describe('SIGKILL under load, with a webhook', () => {
  let receiver: Receiver;
  let dataDir: string;
  afterEach(async () => {
    await receiver.close();
    await removeDataDir(dataDir);
  });

  test('every order is told, step by step, and none that does not exist', async () => {
    receiver = await startReceiver();
    dataDir = await newDataDir();
    const settings = { DATA_DIR: dataDir, WEBHOOKS_TO_PRIVATE: 'on' };
    const seen = new Set<string>();
    receiver.answer = ({ id }) => {
      // Refused twice, an event waits for five minutes, which is longer than this test.
      const isRefused = !seen.has(id) && Math.random() < 0.03;
      seen.add(id);
      return { status: isRefused ? 503 : 204, afterMs: Math.random() * 25 };
    };
    const told = new Map<string, string>();
    let secret = '';
    let whileUnderLoad = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startKitroom(settings);
      const api = apiClient({ baseUrl: () => server.baseUrl });
      if (round === 0) {
        const events = ['order.placed', 'order.status_changed'];
        const created = await api.post('/webhooks', { url: receiver.url(), events });
        expect(created.status, created.text).toBe(201);
        secret = textIn(created, 'secret');
      }
      const clients = Array.from({ length: CLIENTS }, () => orderUntilCrash(api, told));
      // Rounds of events begin every two seconds, and this ends in the middle of one.
      await new Promise((resolve) => setTimeout(resolve, 4_100 + Math.random() * 250));
      expect(await server.stop('SIGKILL')).toBe('SIGKILL');
      await Promise.all(clients);
      passLease(dataDir);
      whileUnderLoad = receiver.received.length;
    }

    receiver.answer = () => ({ status: 204 });
    const server = await startKitroom(settings);
    const api = apiClient({ baseUrl: () => server.baseUrl });
    const orders = (await walk(api, '/orders?limit=1000')).flat();
    const expected = orders.flatMap((order) =>
      asList(order['history']).map((_, step) => `${order['order_id']}.${step + 1}`),
    );
    const ids = () => new Set([...takenIds(receiver.received).values()].flat());
    await expect
      .poll(() => expected.filter((id) => !ids().has(id)), { timeout: 90_000 })
      .toEqual([]);
    expect(await server.stop()).toBe(0);

    expect([...ids()].sort()).toEqual([...expected].sort());
    const steps = new Map(
      orders.map((one) => [one['order_id'], asList(one['history']).map(({ to }) => to)] as const),
    );
    for (const [orderId, status] of told) expect(steps.get(orderId), orderId).toContain(status);
    for (const one of receiver.received) {
      expect(isSigned(one, secret)).toBe(true);
      expect(one.id).toMatch(new RegExp(`^${one.data['order_id']}\\.\\d$`));
    }
    for (const [orderId, taken] of takenIds(receiver.received)) {
      const first = taken[0]?.replace(/1$/, '');
      expect(taken, orderId).toEqual(taken.map((_, index) => `${first}${index + 1}`));
    }
    // It must have been told under load and with more to tell, or it proved nothing.
    expect(whileUnderLoad).toBeGreaterThan(ROUNDS * 5);
    expect(orders.length).toBeGreaterThan(ROUNDS * CLIENTS);
  }, 240_000);
});
