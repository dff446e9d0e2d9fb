import autocannon, { type Request } from 'autocannon';
import type { RequestStream } from './scenarios.ts';

export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How much of the time the generator's thread was at work, 0 to 1. */
  readonly generatorBusy: number;
}

/**
 * Sends as fast as the connections allow, for the given time.
 *
 * The generator is one thread that needs 20 to 40 µs a request. A server that needs less is
 * measured at the generator's pace and not at its own: the bare server on a cheap GET looks slower
 * than it is, and the ratio better for Kitroom. `generatorBusy` near 1 shows where.
 * @throws Error when any answer was not 2xx or any connection failed
 */
export async function measureRound(
  baseUrl: string,
  { requests }: RequestStream,
  { seconds, connections }: { readonly seconds: number; readonly connections: number },
): Promise<Round> {
  const before = performance.eventLoopUtilization();
  const { result, latencies, elapsedMs } = await run({
    url: baseUrl,
    connections,
    duration: seconds,
    requests: requests as Request[],
    // It only ends when it takes a sample.
    sampleInt: 100,
  });
  const { utilization } = performance.eventLoopUtilization(before);
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0 || latencies.length === 0) throw new Error(failure(baseUrl, result));
  latencies.sort((left, right) => left - right);
  return {
    requestsPerSecond: (latencies.length / elapsedMs) * 1_000,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    generatorBusy: utilization,
  };
}

export function medians(rounds: readonly Round[]): Round {
  const of = (field: keyof Round) => median(rounds.map((round) => round[field]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    generatorBusy: of('generatorBusy'),
  };
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((left, right) => left - right),
    0.5,
  );
}

/** Of values in ascending order. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

interface Run {
  readonly result: autocannon.Result;
  readonly latencies: number[];
  readonly elapsedMs: number;
}

/** Keeps each latency, since autocannon's own histogram knows only whole milliseconds. */
function run(options: autocannon.Options): Promise<Run> {
  return new Promise((resolve, reject) => {
    const latencies: number[] = [];
    let startedAt = 0;
    let lastAt = 0;
    const instance = autocannon(options, (error: unknown, result) => {
      if (error) reject(error);
      else resolve({ result, latencies, elapsedMs: lastAt - startedAt });
    });
    instance.on('start', () => {
      startedAt = performance.now();
    });
    instance.on('response', (_client, _status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      lastAt = performance.now();
    });
  });
}

function failure(baseUrl: string, result: autocannon.Result): string {
  const statuses = Object.entries(result.statusCodeStats ?? {})
    .map(([status, { count }]) => `${count ?? 0} x ${status}`)
    .join(', ');
  if (statuses === '' && result.errors + result.timeouts === 0) {
    return `${baseUrl} answered nothing in ${result.duration} s; a busy machine may need longer rounds (--seconds).`;
  }
  return `${baseUrl} did not answer everything with 2xx: ${statuses || 'no answer'}; ${result.errors} connection errors, ${result.timeouts} timeouts.`;
}
