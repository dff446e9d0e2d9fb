import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchStore } from './bench-store.ts';
import { type Comparison, compare } from './compare.ts';
import { GROWTH_PROBES, measureGrowth } from './growth/measure-growth.ts';
import { LOGIN_PARTS } from './login/auth-step.ts';
import { measureLogin } from './login/measure-login.ts';
import { type BenchOptions, OptionError, parseOptions, START } from './options.ts';
import { SCENARIOS } from './scenarios.ts';
import { killServers, startKitroom, startServer } from './server-process.ts';
import { sqliteBenchStore } from './sqlite-bench-store.ts';
import { measureStarts } from './start-time.ts';
import { routeTable, startTable } from './table.ts';

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), {
    routes: [...SCENARIOS.map(({ name }) => name), START],
    login: LOGIN_PARTS,
    growth: GROWTH_PROBES.map(({ name }) => name),
  });
  const root = openFolder();
  const store = await openBenchStore(options, root);
  const machine = `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown CPU'}`;
  console.log(`${machine}, ${store.place}`);
  const figures = await measure(store, root, options);
  store.stop();
  if (options.jsonFile !== undefined) {
    const report = { machine, at: new Date().toISOString(), options, ...figures };
    writeFileSync(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
}

function measure(store: BenchStore, root: string, options: BenchOptions): Promise<object> {
  if (options.subject === 'login') return measureLogin(store, root, options, progress);
  if (options.subject === 'growth') return measureGrowth(root, options, progress);
  return measureRoutes(store, options);
}

async function measureRoutes(store: BenchStore, options: BenchOptions) {
  const starts = isWanted(options, START) ? await measureStarts(store, progress) : undefined;
  const routes = await compareRoutes(store, options);
  if (routes.length > 0) {
    const { connections, rounds, seconds } = options;
    console.log(`\n${connections} connections, medians of ${rounds} rounds of ${seconds} s each\n`);
    console.log(routeTable(routes));
  }
  if (starts) console.log(`\n${startTable(starts)}`);
  return { routes, starts };
}

async function compareRoutes(store: BenchStore, options: BenchOptions): Promise<Comparison[]> {
  const scenarios = SCENARIOS.filter(({ name }) => isWanted(options, name));
  if (scenarios.length === 0) return [];
  progress('making the data');
  const twins = await store.makeTwins();
  const kitroom = await startKitroom(twins.kitroom.settings);
  const bare = await startServer(store.bareServer, twins.bare.settings);
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

/** A folder that goes, and servers with it, however this process ends. */
function openFolder(): string {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const root = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  process.once('exit', () => {
    killServers();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  return root;
}

async function openBenchStore({ store: kind }: BenchOptions, root: string): Promise<BenchStore> {
  const store = kind === 'sqlite' ? sqliteBenchStore(root) : await openDynamodb(root);
  process.once('exit', () => store.stop());
  return store;
}

async function openDynamodb(root: string): Promise<BenchStore> {
  progress('starting DynamoDB Local');
  // Loaded where it is used: a run over the embedded store needs neither the SDK nor Java.
  const { dynamodbBenchStore } = await import('./dynamodb-bench-store.ts');
  return dynamodbBenchStore(root);
}

function progress(text: string): void {
  console.error(`bench: ${text}`);
}

main().catch((error: unknown) => {
  const isMistake = error instanceof OptionError;
  console.error(isMistake ? error.message : error);
  process.exit(isMistake ? 2 : 1);
});
