import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchStore } from './bench-store.ts';
import { type Comparison, compare } from './compare.ts';
import { type BenchOptions, OptionError, parseOptions, START } from './options.ts';
import { SCENARIOS } from './scenarios.ts';
import { killServers, startBare, startKitroom } from './server-process.ts';
import { sqliteBenchStore } from './sqlite-bench-store.ts';
import { measureStarts } from './start-time.ts';
import { routeTable, startTable } from './table.ts';

async function main(): Promise<void> {
  const names = SCENARIOS.map(({ name }) => name);
  const options = parseOptions(process.argv.slice(2), names);
  const store = await openBenchStore(options);
  const machine = `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown CPU'}`;
  console.log(`${machine}, ${store.place}`);

  const starts = isWanted(options, START) ? await measureStarts(store, progress) : undefined;
  const routes = await compareRoutes(store, options);
  if (routes.length > 0) {
    const { connections, seconds } = options;
    console.log(`\n${connections} connections, medians of 3 rounds of ${seconds} s each\n`);
    console.log(routeTable(routes));
  }
  if (starts) console.log(`\n${startTable(starts)}`);
  store.stop();
  if (options.jsonFile !== undefined) {
    const report = { machine, at: new Date().toISOString(), options, routes, starts };
    writeFileSync(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
}

async function compareRoutes(store: BenchStore, options: BenchOptions): Promise<Comparison[]> {
  const scenarios = SCENARIOS.filter(({ name }) => isWanted(options, name));
  if (scenarios.length === 0) return [];
  progress('making the data');
  const twins = await store.makeTwins();
  const kitroom = await startKitroom(twins.kitroom.settings);
  const bare = await startBare(store.bareServer, twins.bare.settings);
  const contenders = {
    kitroom: { label: 'Kitroom', server: kitroom, data: twins.kitroom },
    bare: { label: 'bare', server: bare, data: twins.bare },
  } as const;
  const comparisons: Comparison[] = [];
  for (const scenario of scenarios) {
    comparisons.push(await compare(scenario, contenders, options, progress));
  }
  await Promise.all([kitroom.stop(), bare.stop()]);
  return comparisons;
}

function isWanted({ only }: BenchOptions, name: string): boolean {
  return only.length === 0 || only.includes(name);
}

/** A store that goes, and servers with it, however this process ends. */
async function openBenchStore({ store: kind }: BenchOptions): Promise<BenchStore> {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const root = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  let store: BenchStore | undefined;
  process.once('exit', () => {
    killServers();
    store?.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  store = kind === 'sqlite' ? sqliteBenchStore(root) : await openDynamodb();
  return store;
}

async function openDynamodb(): Promise<BenchStore> {
  progress('starting DynamoDB Local');
  // Loaded where it is used: a run over the embedded store needs neither the SDK nor Java.
  const { dynamodbBenchStore } = await import('./dynamodb-bench-store.ts');
  return dynamodbBenchStore();
}

function progress(text: string): void {
  console.error(`bench: ${text}`);
}

main().catch((error: unknown) => {
  const isMistake = error instanceof OptionError;
  console.error(isMistake ? error.message : error);
  process.exit(isMistake ? 2 : 1);
});
