import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../data.ts';
import { quantile } from '../measure.ts';
import { type BenchOptions, OptionError } from '../options.ts';
import { startKitroom } from '../server-process.ts';
import { CART_PROBES } from './cart-probes.ts';
import { CATALOGUE_PROBES } from './catalogue-probes.ts';
import { fillFolder } from './fill-folder.ts';
import { type GrowthFigures, growthLines } from './growth-table.ts';
import { ORDER_PROBES } from './order-probes.ts';
import type { Asks, Probe, Shop } from './probe.ts';
import { progressBar } from './progress-bar.ts';
import { shopClient } from './shop-client.ts';
import { BIG, readPlan, SMALL, type ShopPlan } from './shop-plan.ts';
import { STOCK_PROBES } from './stock-probes.ts';
import { USER_PROBES } from './user-probes.ts';

export const GROWTH_PROBES: readonly Probe[] = [
  ...USER_PROBES,
  ...CATALOGUE_PROBES,
  ...STOCK_PROBES,
  ...CART_PROBES,
  ...ORDER_PROBES,
];

const REQUESTS_OF_A_ROUND = 100;
/** To one shop, before the other has its turn: both meet the same moods of the machine. */
const TURN = 10;
const WARM_UP = 20;

/** Each route of a shop that has grown beside the same route of a small one. */
export async function measureGrowth(
  root: string,
  options: Pick<BenchOptions, 'dataDir' | 'rounds' | 'only'>,
  progress: (text: string) => void,
) {
  const folders = { small: join(root, 'small'), big: options.dataDir ?? keptFolder() };
  await fillFolder(folders.small, SMALL, progressBar(process.stderr));
  const plan = await ensureBigShop(folders.big, progress);
  const run = Date.now();
  const small = await openShop(folders.small, SMALL, run);
  const big = await openShop(folders.big, plan, run);
  console.log(`small: ${rowsOf(SMALL)}\nbig:   ${rowsOf(plan)}, in ${folders.big}\n`);
  const { only, rounds } = options;
  const probes = GROWTH_PROBES.filter(({ name }) => only.length === 0 || only.includes(name));
  const lines = growthLines(probes.map(({ title }) => title));
  console.log(lines.head);
  const growth: GrowthFigures[] = [];
  for (const probe of probes) {
    progress(probe.title);
    const figures = await measure(probe, small.shop, big.shop, rounds * REQUESTS_OF_A_ROUND);
    console.log(lines.route(figures));
    growth.push(figures);
  }
  await Promise.all([small.stop(), big.stop()]);
  return { growth };
}

function keptFolder(): string {
  return join(tmpdir(), 'kitroom-growth');
}

async function ensureBigShop(dataDir: string, progress: (text: string) => void): Promise<ShopPlan> {
  const plan = readPlan(dataDir);
  if (plan !== undefined) return plan;
  if (existsSync(databaseFile(dataDir))) {
    throw new OptionError(`--data-dir ${dataDir} has a shop that "npm run fill" did not make.`);
  }
  progress(`filling ${dataDir}, which is kept for the next run`);
  await fillFolder(dataDir, BIG, progressBar(process.stderr));
  return BIG;
}

async function openShop(dataDir: string, plan: ShopPlan, run: number) {
  // Orders are as old as the plan says, and are not to be given up while they are measured.
  const server = await startKitroom({ DATA_DIR: dataDir, PENDING_ORDER_HOURS: '0' });
  const client = shopClient(server.baseUrl);
  const file = databaseFile(dataDir);
  const shop: Shop = { plan, client, file, run, mark: `growth-${run.toString(36)}` };
  return {
    shop,
    async stop() {
      client.close();
      await server.stop();
    },
  };
}

async function measure(
  probe: Probe,
  small: Shop,
  big: Shop,
  count: number,
): Promise<GrowthFigures> {
  const tracks = [
    await startTrack(probe, small, WARM_UP + count),
    await startTrack(probe, big, WARM_UP + count),
  ] as const;
  for (const { client, asks } of tracks) await askTurn(client, asks, 0, WARM_UP);
  for (let first = WARM_UP; first < WARM_UP + count; first += TURN) {
    // Who has the first turn changes too.
    const order = (first / TURN) % 2 === 0 ? tracks : tracks.toReversed();
    for (const { client, asks, times } of order) {
      times.push(...(await askTurn(client, asks, first, TURN)));
    }
  }
  const [ofSmall, ofBig] = [spreadOf(tracks[0].times), spreadOf(tracks[1].times)];
  const { name, title, remark } = probe;
  return { name, title, remark, small: ofSmall, big: ofBig, ratio: ofBig.p50Ms / ofSmall.p50Ms };
}

async function startTrack(probe: Probe, shop: Shop, count: number) {
  const times: number[] = [];
  return { client: shop.client, asks: await probe.prepare(shop, count), times };
}

async function askTurn(
  client: Shop['client'],
  asks: Asks,
  first: number,
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = first; n < first + count; n += 1) {
    const { milliseconds } = await client.ask(asks(n));
    times.push(milliseconds);
  }
  return times;
}

function spreadOf(times: readonly number[]) {
  const sorted = times.toSorted((left, right) => left - right);
  return { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
}

function rowsOf({ products, orders, users }: ShopPlan): string {
  const rows = [`${products} products`, `${orders} orders`, `${users} users`];
  return rows.join(', ');
}
