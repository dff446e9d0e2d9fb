import { parseArgs } from 'node:util';
import { buildPairs, type FunctionPair } from '../tests/lambda-runtime/build-pairs.ts';
import { faultsOfFunction } from '../tests/lambda-runtime/function-facts.ts';
import { HTTP_FUNCTIONS, httpCase } from '../tests/lambda-runtime/http-cases.ts';
import { installRuntimeClient } from '../tests/lambda-runtime/install-client.ts';
import { type LiveShop, openShop } from '../tests/lambda-runtime/live-shop.ts';
import {
  measureStarts,
  medianOf,
  type StartTimes,
} from '../tests/lambda-runtime/measure-starts.ts';
import type { FunctionCase } from '../tests/lambda-runtime/proper-event.ts';
import { choreCase, taskCases } from '../tests/lambda-runtime/task-cases.ts';

const USAGE = 'npm run test:lambda-runtime [-- --runs <starts to measure> --only <name>,<name>]';
/** Most of the time a function that is tried waits, for a store that does not answer. */
const AT_ONCE = 8;

/**
 * Every built function under AWS's own runtime client: what may happen to it, and how fast it
 * starts beside a plain bundle of the same code. The exit code tells of the facts alone.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '1' }, only: { type: 'string' } },
  });
  const runs = Number(values.runs);
  if (!Number.isSafeInteger(runs) || runs < 1) throw new Error(`Usage: ${USAGE}`);
  const from = performance.now();
  const since = (time: number) => `${((performance.now() - time) / 1000).toFixed(0)} s`;
  installRuntimeClient();
  const ready = performance.now();
  console.log(`The runtime client of AWS is installed (${since(from)})`);
  const pairs = await buildPairs();
  console.log(`${pairs.length} functions are built, twice (${since(ready)})`);
  const shop = await openShop();
  try {
    console.log(`A shop is open with all that functions call (${since(ready)})`);
    const places = pairs
      .filter(({ name }) => values.only === undefined || values.only.split(',').includes(name))
      .flatMap((pair) => casesOf(shop, pair.name).map((one) => ({ pair, one })));
    if (places.length === 0) throw new Error(`There is no function ${values.only}`);
    const faults = await tryAll(shop, places);
    console.log(`What may happen has been tried on each (${since(ready)})`);
    for (const fault of faults) console.error(`FAULT ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    console.log(await timeAll(shop, places, runs));
    const how = faults.length === 0 ? 'All is as it should be' : `${faults.length} faults`;
    console.log(`${how}: ${places.length} functions, each as it is called (${since(ready)})`);
  } finally {
    await shop.stop();
  }
}

interface Place {
  readonly pair: FunctionPair;
  readonly one: FunctionCase;
}

/** One for each kind of caller; a function that is built and not tried is an error. */
function casesOf(shop: LiveShop, name: string): readonly FunctionCase[] {
  const cases: FunctionCase[] = taskCases(shop).filter((one) => one.name === name);
  if (Object.hasOwn(HTTP_FUNCTIONS, name)) cases.push(httpCase(shop, name));
  if (name === 'events' || name === 'expiry') cases.push(choreCase(shop, name));
  if (cases.length === 0) throw new Error(`Nobody says how ${name} is called`);
  return cases;
}

async function tryAll(shop: LiveShop, places: readonly Place[]): Promise<readonly string[]> {
  const faults: string[] = [];
  const left = [...places];
  const work = async () => {
    for (let place = left.shift(); place !== undefined; place = left.shift()) {
      faults.push(...(await faultsOfFunction(shop, place.one, place.pair.folder)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}

/** One after the other, since they would slow each other down. */
async function timeAll(shop: LiveShop, places: readonly Place[], runs: number): Promise<string> {
  const columns = ['init', 'load', 'first', 'warm'] as const;
  const rows: string[][] = [
    ['ms', 'called by', ...columns, '|', ...columns.map((name) => `naive ${name}`)],
  ];
  const cold = { built: [] as number[], naive: [] as number[] };
  const cells = (times: StartTimes) => columns.map((name) => times[name].toFixed(0));
  for (const { pair, one } of places) {
    const { built, naive } = await measureStarts(shop, one, pair, runs);
    cold.built.push(built.init + built.first);
    cold.naive.push(naive.init + naive.first);
    rows.push([one.name, one.calledBy, ...cells(built), '|', ...cells(naive)]);
  }
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) =>
        at < 2 ? cell.padEnd(widths?.[at] ?? 0) : cell.padStart(widths?.[at] ?? 0),
      )
      .join('  ');
  const median = (times: readonly number[]) => medianOf(times).toFixed(0);
  return [
    ...rows.map(line),
    `Init and first answer, the median function: ${median(cold.built)} ms, naive ${median(cold.naive)} ms`,
  ].join('\n');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
