import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, describe } from 'vitest';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { sqliteFiles } from '../stores/sqlite-files.ts';
import { endedMeanwhileContract } from './ended-meanwhile-contract.ts';
import { honestDevicesContract } from './honest-devices-contract.ts';
import { interleavingsContract } from './interleavings-contract.ts';
import { parallelRefreshesContract } from './parallel-refreshes.ts';
import type { RefreshAnswer } from './refresh-at-once.ts';
import type { WorkerOrder } from './refresh-worker.ts';
import { sessionsModelContract } from './sessions-model-contract.ts';

const THREADS = 2;

describe('sessions over SQLite', () => {
  const file = sqliteFiles()();
  const store = openSqliteStore(file);
  afterAll(() => store.close());

  sessionsModelContract(() => store, 400);
  endedMeanwhileContract(() => store);
  interleavingsContract(() => store, 1_000);
  honestDevicesContract(() => store, 400);
  parallelRefreshesContract(() => store);

  describe('from two threads', () => {
    parallelRefreshesContract(
      () => store,
      async (token, times) => {
        const order: WorkerOrder = { file, token, times: times / THREADS };
        const threads = await Promise.all(
          Array.from({ length: THREADS }, () => startedWorker(order)),
        );
        return (await Promise.all(threads.map(answersOf))).flat();
      },
    );
  });
});

async function startedWorker(workerData: WorkerOrder): Promise<Worker> {
  const thread = new Worker(new URL('./refresh-worker.ts', import.meta.url), { workerData });
  await once(thread, 'message');
  return thread;
}

async function answersOf(thread: Worker): Promise<readonly RefreshAnswer[]> {
  const answered = once(thread, 'message');
  thread.postMessage('go');
  const [answers] = (await answered) as [readonly RefreshAnswer[]];
  return answers;
}
