import type { FunctionPair } from './build-pairs.ts';
import { startInstance } from './function-instance.ts';
import type { LiveShop } from './live-shop.ts';
import { answersWell, type FunctionCase } from './proper-event.ts';

/** In milliseconds. */
export interface StartTimes {
  /** From the start of the process to its first request for an event. */
  readonly init: number;
  /** What of that was the loading of the function's module. */
  readonly load: number;
  readonly first: number;
  readonly warm: number;
}

/**
 * The median of some starts of a function as it is deployed and as it would be without care, by
 * turns, since what else the machine does should slow both.
 */
export async function measureStarts(
  shop: LiveShop,
  one: FunctionCase,
  { folder, naiveFolder }: FunctionPair,
  runs: number,
): Promise<{ readonly built: StartTimes; readonly naive: StartTimes }> {
  const built: StartTimes[] = [];
  const naive: StartTimes[] = [];
  for (let run = 0; run < runs; run += 1) {
    built.push(await measureStart(shop, one, folder));
    naive.push(await measureStart(shop, one, naiveFolder));
  }
  return { built: medians(built), naive: medians(naive) };
}

async function measureStart(
  shop: LiveShop,
  one: FunctionCase,
  folder: string,
): Promise<StartTimes> {
  const events = [await one.waiting(), await one.waiting()];
  const settings = shop.settingsOf(one, shop.dynamodbEndpoint, shop.bench.services.endpoint);
  const instance = await startInstance({
    ...{ name: one.name, folder, handler: 'timed.handler', settings },
  });
  try {
    const times: number[] = [];
    for (const { event, faultsOf } of events) {
      const outcome = await instance.invoke(event);
      const faults = typeof outcome === 'string' ? [outcome] : answersWell(faultsOf)(outcome);
      if (typeof outcome === 'string' || faults.length > 0) {
        throw new Error(`${one.name} in ${folder}: ${faults.join('\n')}\n${instance.output()}`);
      }
      times.push(outcome.ms);
    }
    const [first = 0, warm = 0] = times;
    const load = Number(/^LOADED (\S+)$/m.exec(instance.output())?.[1]);
    return { init: instance.initMs, load, first, warm };
  } finally {
    await instance.stop();
  }
}

function medians(times: readonly StartTimes[]): StartTimes {
  const of = (name: keyof StartTimes) => medianOf(times.map((one) => one[name]));
  return { init: of('init'), load: of('load'), first: of('first'), warm: of('warm') };
}

export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
