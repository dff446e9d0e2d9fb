import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, apiClient } from '../contracts/http/api-client.ts';

/** Servers that share a store, to be called at once. */
export interface ParallelCalls {
  /** The server with this number, round and round. */
  of(index: number): Api;
  each(): readonly Api[];
  /** The call so many times at once, in turn on each server. */
  onAll<Result>(
    times: number,
    call: (api: Api, index: number) => Promise<Result>,
  ): Promise<readonly Result[]>;
  /** The same, each a random moment later, so that no two rounds meet alike. */
  scattered<Result>(
    times: number,
    call: (api: Api, index: number) => Promise<Result>,
  ): Promise<readonly Result[]>;
}

const MOST_MS = 25;

export function parallelCalls(addresses: () => readonly string[]): ParallelCalls {
  const of = (index: number): Api =>
    apiClient({
      baseUrl() {
        const all = addresses();
        return all[index % all.length] ?? '';
      },
    });
  const onAll: ParallelCalls['onAll'] = (times, call) =>
    Promise.all(Array.from({ length: times }, (_, index) => call(of(index), index)));
  return {
    of,
    each: () => addresses().map((_, index) => of(index)),
    onAll,
    scattered: (times, call) =>
      onAll(times, async (api, index) => {
        await sleep(Math.random() * MOST_MS);
        return call(api, index);
      }),
  };
}
