import { availableParallelism } from 'node:os';
import { quantile, type Round } from '../measure.ts';

/** One hash for each core at a time and no server: what no sign-in can be faster than. */
export async function measureHashes(
  makeHash: () => Promise<unknown>,
  seconds: number,
): Promise<Round> {
  const latencies: number[] = [];
  const before = performance.eventLoopUtilization();
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  let lastAt = startedAt;
  const worker = async () => {
    while (lastAt < endsAt) {
      const madeFrom = performance.now();
      await makeHash();
      lastAt = performance.now();
      latencies.push(lastAt - madeFrom);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const { utilization } = performance.eventLoopUtilization(before);
  latencies.sort((left, right) => left - right);
  return {
    requestsPerSecond: (latencies.length / (lastAt - startedAt)) * 1_000,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    generatorBusy: utilization,
  };
}
