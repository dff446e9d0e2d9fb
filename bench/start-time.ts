import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from './measure.ts';
import { type ServerProcess, startKitroom } from './server-process.ts';

const FIRST_STARTS = 5;
const LATER_STARTS = 10;
const REST_MS = 1_000;

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface StartFigures {
  /** Each with an empty data folder: the schema is made and the sample shop filled in. */
  readonly firstStartMs: Spread;
  readonly laterStartMs: Spread;
  /** Resident memory a second after the first answer; undefined where there is no /proc. */
  readonly restMegabytes: Spread | undefined;
}

export async function measureStarts(
  root: string,
  progress: (text: string) => void,
): Promise<StartFigures> {
  const first: number[] = [];
  const later: number[] = [];
  const rest: number[] = [];
  for (let n = 1; n <= FIRST_STARTS + LATER_STARTS; n += 1) {
    progress(`start ${n} of ${FIRST_STARTS + LATER_STARTS}`);
    const isFirst = n <= FIRST_STARTS;
    const server = await startKitroom(join(root, isFirst ? `start-${n}` : 'start-1'));
    (isFirst ? first : later).push(server.startMs);
    await delay(REST_MS);
    const megabytes = residentMegabytes(server);
    if (megabytes !== undefined) rest.push(megabytes);
    await server.stop();
  }
  return {
    firstStartMs: spread(first),
    laterStartMs: spread(later),
    restMegabytes: rest.length > 0 ? spread(rest) : undefined,
  };
}

function residentMegabytes({ pid }: ServerProcess): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}
