import fc from 'fast-check';
import { test } from 'vitest';
import { type Step, stepsOf } from './collisions.ts';
import { ShopClock } from './shop-bench.ts';
import { expectLists } from './shop-endings.ts';
import { ShopWalk } from './shop-walk.ts';
import type { TurnStore } from './turn-store.ts';

/** A shop with nothing in it, for one sequence of steps. */
export interface EmptyShops {
  open(): Promise<TurnStore>;
  leave(): Promise<void>;
}

/** Shrinking stops in time for the failure to be told. */
const TIME_LIMIT_MS = 480_000;
const TIMEOUT_MS = 600_000;

/** What is in the shop at first. */
/** The same sequences for everybody, so that a failure is of the change: `random` looks for others. */
const SEED = '20261121';

const OPENING: readonly Step[] = [
  {
    ...{ act: 'create product', product: 'kit', label: 'shirt', price: 2500 },
    sizes: [
      { size: 'S', stock: 5 },
      { size: 'M', stock: 1 },
      { size: 'L', stock: undefined },
    ],
  },
  { act: 'create product', product: 'ball', label: 'Ball', price: 1999, sizes: [] },
];

/**
 * Runs `numRuns` sequences. `replay` shows the failing one of a seed again ("<seed>" or
 * "<seed> <path>"), or tries others ("random").
 */
export function shopModelContract(
  shops: EmptyShops,
  {
    numRuns,
    maxSteps,
    readEvery,
    replay,
  }: {
    readonly numRuns: number;
    readonly maxSteps: number;
    /** After how many acts at most the whole shop is read. */
    readonly readEvery: number;
    readonly replay: string | undefined;
  },
): void {
  test(
    'the shop is as its rules say, after any steps and whatever happens at once',
    async () => {
      let last: readonly string[] = [];
      const property = fc.asyncProperty(stepsOf(maxSteps), async (chosen) => {
        const walk = new ShopWalk(await shops.open(), new ShopClock(), readEvery);
        try {
          for (const step of [...OPENING, ...chosen]) await walk.take(step);
          await walk.expectShop();
          await expectLists(walk.store, walk.shop);
        } catch (error) {
          last = walk.log;
          throw error;
        } finally {
          await shops.leave();
        }
      });
      const [seed, path] = replay === 'random' ? [] : (replay ?? SEED).split(' ');
      const found = await fc.check(property, {
        numRuns,
        interruptAfterTimeLimit: TIME_LIMIT_MS,
        markInterruptAsFailure: true,
        ...(seed !== undefined && { seed: Number(seed) }),
        ...(path !== undefined && { path }),
      });
      if (found.failed) throw new Error(storyOf(found, last), { cause: found.errorInstance });
    },
    TIMEOUT_MS,
  );
}

function storyOf(found: fc.RunDetails<[readonly Step[]]>, log: readonly string[]): string {
  const { seed, counterexamplePath, numRuns, numShrinks, errorInstance, counterexample } = found;
  if (counterexample === null) return `Too slow: ${numRuns} sequences in ${TIME_LIMIT_MS} ms`;
  return [
    `Sequence ${numRuns} fails, after ${numShrinks} shrinks: SHOP_MODEL_SEED="${seed} ${counterexamplePath}"`,
    ...(counterexample[0] ?? [])
      .filter(({ act }) => act !== 'nothing')
      .map((step) => `  ${JSON.stringify(step)}`),
    'What was done in the last that failed:',
    ...log.map((line) => `  ${line}`),
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  ].join('\n');
}
