import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { refreshAtOnce } from './refresh-at-once.ts';
import { sessionBench } from './session-bench.ts';

/** What a thread of its own does, when told to, to a store it opens for itself. */
export interface WorkerOrder {
  readonly file: string;
  readonly token: string;
  readonly times: number;
}

const { file, token, times } = workerData as WorkerOrder;
const store = openSqliteStore(file);
parentPort?.once('message', async () => {
  const answers = await refreshAtOnce(sessionBench(store))(token, times);
  await store.close();
  parentPort?.postMessage(answers);
});
parentPort?.postMessage('ready');
