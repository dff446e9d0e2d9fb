import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseFile } from '../data.ts';
import { FillError, fillFolder } from './fill-folder.ts';
import { progressBar } from './progress-bar.ts';
import { BIG, type ShopPlan } from './shop-plan.ts';

const USAGE =
  'npm run fill -- --data-dir <folder> [--products 100000] [--orders 1000000] [--users 1000000] [--seed 1]';
const MOST_ROWS = 100_000_000;

async function main(): Promise<void> {
  const { dataDir, plan } = readOptions(process.argv.slice(2));
  const startedAt = performance.now();
  await fillFolder(dataDir, plan, progressBar(process.stderr));
  const seconds = (performance.now() - startedAt) / 1_000;
  const megabytes = statSync(databaseFile(dataDir)).size / 1e6;
  console.log(
    `Filled ${dataDir} in ${seconds.toFixed(0)} s: ${megabytes.toFixed(0)} MB. Start it with DATA_DIR=${dataDir} npm start`,
  );
}

/** @throws FillError */
function readOptions(args: readonly string[]): {
  readonly dataDir: string;
  readonly plan: ShopPlan;
} {
  const values = parse(args);
  const dataDir = values['data-dir'];
  if (dataDir === undefined || dataDir === '') throw new FillError(`Give --data-dir.\n${USAGE}`);
  const products = wholeNumber('products', values.products, BIG.products);
  const users = wholeNumber('users', values.users, BIG.users);
  const orders = wholeNumber('orders', values.orders, BIG.orders);
  const seed = wholeNumber('seed', values.seed, BIG.seed);
  return { dataDir, plan: { products, orders, users, seed } };
}

function parse(args: readonly string[]) {
  const type = 'string' as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        'data-dir': { type },
        products: { type },
        orders: { type },
        users: { type },
        seed: { type },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FillError(`${reason}\n${USAGE}`);
  }
}

function wholeNumber(name: string, text: string | undefined, preset: number): number {
  if (text === undefined) return preset;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MOST_ROWS) return number;
  throw new FillError(`--${name} must be a whole number from 1 to ${MOST_ROWS}, not "${text}".`);
}

main().catch((error: unknown) => {
  const isMistake = error instanceof FillError;
  console.error(isMistake ? error.message : error);
  process.exit(isMistake ? 2 : 1);
});
