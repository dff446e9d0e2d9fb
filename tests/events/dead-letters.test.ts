import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { type Api, apiClient, asList, asObject, textIn } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { walk } from '../contracts/http/fixtures.ts';
import { putDeliveries, sampleDelivery } from '../contracts/store/delivery-rows.ts';
import { instant, numbered } from '../contracts/store/sample-rows.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from '../runtimes/kitroom-process.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const COUNT = 5;
const ROUND_TIMEOUT = { timeout: 15_000 };

/** A day would have to pass for a real one, so the store of the real server is given some. */
describe('dead letters of a running server', () => {
  let server: KitroomProcess;
  let store: Store;
  let receiver: Receiver;
  let api: Api;
  let webhookId: string;
  const deliveries = () => numbered('', COUNT).map((_, index) => sampleDelivery(webhookId, index));
  const path = () => `/webhooks/${webhookId}/dead-letters`;

  beforeAll(async () => {
    receiver = await startReceiver();
    server = await startKitroom({ WEBHOOKS_TO_PRIVATE: 'on' });
    api = apiClient({ baseUrl: () => server.baseUrl });
    store = openSqliteStore(join(server.dataDir, 'kitroom.db'));
    const body = { url: receiver.url(), events: ['user.deleted'] };
    webhookId = textIn(await api.post('/webhooks', body), 'webhook_id');
    await putDeliveries(store, deliveries());
    for (const delivery of deliveries()) {
      const over = { attempts: 7, lastError: 'answered 500', deadAt: instant(70) };
      await store.events.postponeDelivery({ ...delivery, ...over });
    }
  });
  afterAll(async () => {
    await server.stop();
    await store.close();
    await removeDataDir(server.dataDir);
    await receiver.close();
  });

  test('are listed newest first, page by page', async () => {
    const expected = deliveries()
      .reverse()
      .map(({ deliveryId, event }) => ({
        delivery_id: deliveryId,
        event_id: event.eventId,
        type: 'order.placed',
        at: event.at,
        data: event.data,
        attempts: 7,
        last_error: 'answered 500',
        dead_at: instant(70),
      }));
    for (const limit of [1, 2, COUNT, 100]) {
      const pages = await walk(api, `${path()}?limit=${limit}`);
      expect(pages).toHaveLength(Math.ceil(COUNT / limit));
      expect(pages.flat()).toEqual(expected);
    }
  });

  test('are replayed once, under the id they had, and then delivered', async () => {
    const [, second] = deliveries();
    const url = `${path()}/${second?.deliveryId}/replay`;
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.post(url)));
    const done = answers.filter(({ status }) => status === 200);
    expect(done.map(({ body }) => body)).toEqual([{ message: 'Delivery replayed' }]);
    for (const lost of answers.filter((one) => !done.includes(one))) {
      expectProblem(lost, 'DELIVERY_NOT_FOUND');
    }
    await expect
      .poll(() => receiver.received.map(({ id }) => id), ROUND_TIMEOUT)
      .toEqual([second?.event.eventId]);
    const left = asList(asObject((await api.get(path())).body)['items']);
    expect(left).toHaveLength(COUNT - 1);
    expectProblem(await api.post(url), 'DELIVERY_NOT_FOUND');
  });

  test('go with their webhook', async () => {
    expect((await api.delete(`/webhooks/${webhookId}`)).status).toBe(200);
    expectProblem(await api.get(path()), 'WEBHOOK_NOT_FOUND');
    const page = { limit: 9 };
    expect((await store.events.listDeadDeliveries(webhookId, page)).items).toEqual([]);
  });
});
