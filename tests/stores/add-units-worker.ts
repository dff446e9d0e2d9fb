import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';

/** What a thread of its own does to a store it opens for itself. */
export interface WorkerOrder {
  readonly file: string;
  readonly worker: number;
  readonly units: number;
}

const { file, worker, units } = workerData as WorkerOrder;
const store = openSqliteStore(file);
for (let unit = 0; unit < units; unit += 1) {
  await store.carts.addCartUnits({
    userId: 'shared',
    productId: `product-${unit % 3}`,
    size: 'M',
    quantity: 1,
    at: new Date(1).toISOString(),
    expiredAt: new Date(0).toISOString(),
  });
}
const outcome = await store.users.createUser({
  userId: `worker-${worker}`,
  email: 'prize@example.com',
  role: 'customer',
  status: 'active',
  createdAt: new Date(0).toISOString(),
  updatedAt: new Date(0).toISOString(),
  version: 1,
});
await store.close();
parentPort?.postMessage(outcome);
