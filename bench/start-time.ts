import { setTimeout as delay } from 'node:timers/promises';
import type { BenchStore } from './bench-store.ts';
import { median } from './measure.ts';
import { memoryOf } from './memory.ts';
import { startKitroom } from './server-process.ts';

const FIRST_STARTS = 5;
const LATER_STARTS = 10;
const REST_MS = 1_000;

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface StartFigures {
  /** Each with an empty store, which the sample shop is filled into. */
  readonly firstStartMs: Spread;
  readonly laterStartMs: Spread;
  /** Resident memory a second after the first answer; undefined where there is no /proc. */
  readonly restMegabytes: Spread | undefined;
}

export async function measureStarts(
  store: Pick<BenchStore, 'emptyShop'>,
  progress: (text: string) => void,
): Promise<StartFigures> {
  const first: number[] = [];
  const later: number[] = [];
  const rest: number[] = [];
  for (let n = 1; n <= FIRST_STARTS + LATER_STARTS; n += 1) {
    progress(`start ${n} of ${FIRST_STARTS + LATER_STARTS}`);
    const isFirst = n <= FIRST_STARTS;
    const settings = await store.emptyShop(isFirst ? `start-${n}` : 'start-1');
    const server = await startKitroom(settings);
    (isFirst ? first : later).push(server.startMs);
    await delay(REST_MS);
    const megabytes = memoryOf(server)?.residentMegabytes;
    if (megabytes !== undefined) rest.push(megabytes);
    await server.stop();
  }
  return {
    firstStartMs: spread(first),
    laterStartMs: spread(later),
    restMegabytes: rest.length > 0 ? spread(rest) : undefined,
  };
}

function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}
