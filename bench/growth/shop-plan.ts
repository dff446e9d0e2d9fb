import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many rows a shop is filled with; the same plan makes the same shop. */
export interface ShopPlan {
  readonly products: number;
  readonly orders: number;
  readonly users: number;
  readonly seed: number;
}

export const SMALL: ShopPlan = { products: 1_000, orders: 1_000, users: 1_000, seed: 1 };
export const BIG: ShopPlan = { products: 100_000, orders: 1_000_000, users: 1_000_000, seed: 1 };

const FILE = 'filled.json';

/** Beside the database, for those who ask a filled shop for rows by their numbers. */
export function writePlan(dataDir: string, plan: ShopPlan): void {
  writeFileSync(join(dataDir, FILE), `${JSON.stringify(plan)}\n`);
}

/** Undefined when the folder was not filled, or not to the end. */
export function readPlan(dataDir: string): ShopPlan | undefined {
  const file = join(dataDir, FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ShopPlan) : undefined;
}
