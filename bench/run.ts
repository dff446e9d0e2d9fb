import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Comparison, compare } from './compare.ts';
import { makeTwinData } from './data.ts';
import { type BenchOptions, OptionError, parseOptions, START } from './options.ts';
import { SCENARIOS } from './scenarios.ts';
import { killServers, startBare, startKitroom } from './server-process.ts';
import { measureStarts } from './start-time.ts';
import { routeTable, startTable } from './table.ts';

async function main(): Promise<void> {
  const names = SCENARIOS.map(({ name }) => name);
  const options = parseOptions(process.argv.slice(2), names);
  const root = makeRoot();
  const machine = `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown CPU'}`;
  console.log(`${machine}, data in ${tmpdir()}`);

  const starts = isWanted(options, START) ? await measureStarts(root, progress) : undefined;
  const routes = await compareRoutes(root, options);
  if (routes.length > 0) {
    const { connections, seconds } = options;
    console.log(`\n${connections} connections, medians of 3 rounds of ${seconds} s each\n`);
    console.log(routeTable(routes));
  }
  if (starts) console.log(`\n${startTable(starts)}`);
  if (options.jsonFile !== undefined) {
    const report = { machine, at: new Date().toISOString(), options, routes, starts };
    writeFileSync(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
}

async function compareRoutes(root: string, options: BenchOptions): Promise<Comparison[]> {
  const scenarios = SCENARIOS.filter(({ name }) => isWanted(options, name));
  if (scenarios.length === 0) return [];
  progress('making the data');
  const dirs = await makeTwinData(root);
  const kitroom = await startKitroom(dirs.kitroom);
  const bare = await startBare(dirs.bare);
  const contenders = {
    kitroom: { label: 'Kitroom', server: kitroom, dataDir: dirs.kitroom },
    bare: { label: 'bare', server: bare, dataDir: dirs.bare },
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
function makeRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  process.once('exit', () => {
    killServers();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  return root;
}

function progress(text: string): void {
  console.error(`bench: ${text}`);
}

main().catch((error: unknown) => {
  const isMistake = error instanceof OptionError;
  console.error(isMistake ? error.message : error);
  process.exit(isMistake ? 2 : 1);
});
