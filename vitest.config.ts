import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const FUNCTION_CONTRACTS = 'tests/functions/contract/**';

/** What takes a minute or more: begun last, it would leave the other workers idle. */
const LONG = [
  'runtimes/node-dynamodb',
  'runtimes/node-server',
  'stores/dynamodb-faults',
  'access/dynamodb-access',
  'timing/dynamodb-timing',
  'runtimes/dynamodb-processes',
  'shop-model/dynamodb-shop',
  'stores/dynamodb-tables',
  'budgets/dynamodb-budgets',
  'stores/dynamodb',
  'shop-model/sqlite-shop',
  'timing/sqlite-timing',
];

/**
 * No engine of a test lives long enough to earn back what Java's optimising compiler and its
 * parallel collector take from the machine: without them it needs half the CPU time.
 */
const JAVA_TOOL_OPTIONS = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

function rank({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return place === -1 ? LONG.length : place;
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((left, right) => rank(left) - rank(right));
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // As long as all others together, and so a command of their own: npm run test:functions.
    exclude: process.env['FUNCTIONS'] === undefined ? [FUNCTION_CONTRACTS] : [],
    pool: 'forks',
    // Most tests wait for a server or an engine, so one worker would leave the machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    env: { JAVA_TOOL_OPTIONS },
    // They end what hangs, and say nothing of speed: on a busy machine everything takes longer.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
