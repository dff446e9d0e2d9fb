import { timingSafeEqual } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { ReadableHash } from './readable-hash.ts';

const BCRYPT = /^(?<setting>\$2[aby]\$(?<cost>\d\d)\$[./A-Za-z0-9]{22})[./A-Za-z0-9]{31}$/;
const MIN_COST = 4;
/** Some four seconds of one core. */
const MAX_COST = 15;

const WORKER = new URL('./bcrypt-worker.ts', import.meta.url);

/** $2a$, $2b$ and $2y$ are one algorithm; $2$ and $2x$ were made by faulty code. */
export function readBcryptHash(stored: string): ReadableHash | undefined {
  const { setting, cost } = BCRYPT.exec(stored)?.groups ?? {};
  if (setting === undefined || Number(cost) < MIN_COST || Number(cost) > MAX_COST) return undefined;
  return {
    isOutdated: true,
    matches: async (typedPassword) => {
      const made = Buffer.from(await hashInWorker(typedPassword, setting));
      return timingSafeEqual(made, Buffer.from(stored));
    },
  };
}

/** Ends with its worker, so that as many workers run as places in the queue are taken. */
function hashInWorker(password: string, setting: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { password, setting } });
    let made: string | undefined;
    let failure: unknown;
    worker.once('message', (hash: string) => {
      made = hash;
    });
    worker.once('error', (error) => {
      failure = error;
    });
    worker.once('exit', (code) => {
      if (made !== undefined) resolve(made);
      else reject(failure ?? new Error(`The bcrypt worker ended with ${code} and no hash`));
    });
  });
}
