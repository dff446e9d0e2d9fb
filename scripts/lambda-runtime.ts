import { parseArgs } from 'node:util';
import { buildPairs, type FunctionPair } from '../tests/lambda-runtime/build-pairs.ts';
import { faultsOfFunction } from '../tests/lambda-runtime/function-facts.ts';
import { HTTP_FUNCTIONS, httpCase } from '../tests/lambda-runtime/http-cases.ts';
import { installRuntimeClient } from '../tests/lambda-runtime/install-client.ts';
import { type LiveShop, openShop } from '../tests/lambda-runtime/live-shop.ts';
import { measureStarts, type StartTimes } from '../tests/lambda-runtime/measure-starts.ts';
import type { FunctionCase } from '../tests/lambda-runtime/proper-event.ts';
import { choreCase, taskCases } from '../tests/lambda-runtime/task-cases.ts';

/** Most of the time a function that is tried waits, for a store that does not answer. */
const AT_ONCE = 8;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1' }, only: { type: 'string' } },
});

/**
 * Every built function under AWS's own runtime client: what may happen to it, and how fast it
 * starts beside a plain bundle of the same code. The exit code tells of the facts alone.
 */
async function main(runs: number, only: string | undefined): Promise<void> {
  const from = performance.now();
  const since = (time: number) => `${((performance.now() - time) / 1000).toFixed(0)} s`;
  installRuntimeClient();
  const ready = performance.now();
  console.log(`The runtime client of AWS is installed (${since(from)})`);
  const pairs = await buildPairs();
  console.log(`${pairs.length} functions are built, twice (${since(ready)})`);
  const shop = await openShop();
  try {
    const places = pairs
      .filter(({ name }) => only === undefined || only.split(',').includes(name))
      .flatMap((pair) => casesOf(shop, pair.name).map((one) => ({ pair, one })));
    const faults = await tryAll(shop, places);
    console.log(`What may happen has been tried on each (${since(ready)})`);
    console.log(await timeAll(shop, places, runs));
    console.log(`${places.length} cases of ${pairs.length} functions, ${since(ready)}`);
    for (const fault of faults) console.error(`FAULT ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await shop.stop();
  }
}
