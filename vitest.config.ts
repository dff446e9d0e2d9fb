import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or more: begun last, it would leave the other workers idle. */
const LONG = [
  'runtimes/node-dynamodb',
  'runtimes/node-server',
  'stores/dynamodb',
  'stores/dynamodb-faults',
  'runtimes/dynamodb-processes',
  'access/dynamodb-access',
  'shop-model/dynamodb-shop',
  'shop-model/sqlite-shop',
  'stores/dynamodb-tables',
  'budgets/dynamodb-budgets',
  'timing/dynamodb-timing',
];

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
    pool: 'forks',
    // Most tests wait for a server or an engine, so one worker would leave the machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
