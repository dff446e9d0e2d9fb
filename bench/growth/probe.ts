import type { ShopPlan } from './shop-plan.ts';
import type { Ask, ShopClient } from './shop-client.ts';

/** One of the two shops, with its server running. */
export interface Shop {
  readonly plan: ShopPlan;
  readonly client: ShopClient;
  /** Its database, for what only SQL tells. */
  readonly file: string;
  /** New in every run, and so is the text made of it: a kept shop takes the same writes again. */
  readonly run: number;
  readonly mark: string;
}

/** Number n of the requests to one shop. */
export type Asks = (n: number) => Ask;

/** A route as it is measured on both shops. */
export interface Probe {
  /** For --only. */
  readonly name: string;
  readonly title: string;
  /** Why the big shop may well take longer. */
  readonly remark?: string;
  /** Not measured; at most `count` requests will follow. */
  readonly prepare: (shop: Shop, count: number) => Asks | Promise<Asks>;
}

const PAGE = 20;
/** Pages that a walk remembers, so that the same one is not asked all the time. */
const DEEP_PAGES = 20;
const LARGEST_STEP = 1_000;
/** Has no factor with a round number of rows, so that n rows are n different ones all over. */
const STRIDE = 618_033;

/** A row's number for the nth request. */
export function anyRow(rows: number, n: number): number {
  return (n * STRIDE) % rows;
}

/** The first page of a list, over and over. */
export function firstPage(name: string, path: string, remark?: string): Probe {
  const ask: Ask = { method: 'GET', path: paged(path) };
  return { name, title: `GET ${paged(path)}`, prepare: () => () => ask, ...(remark && { remark }) };
}

/** Pages around the middle of a list, of which `rowsOf` tells about how long it is. */
export function deepPage(name: string, path: string, rowsOf: (plan: ShopPlan) => number): Probe {
  return {
    name: `${name}-deep`,
    title: `GET ${paged(path)}, half-way`,
    async prepare({ client, plan }) {
      const cursors = await walk(client, path, Math.floor(rowsOf(plan) / 2));
      return (n) => ({
        method: 'GET',
        path: `${paged(path)}&cursor=${cursors[n % cursors.length] ?? ''}`,
      });
    },
  };
}

/** The cursors of the last pages before so many rows are passed. */
export async function walk(
  client: ShopClient,
  path: string,
  rows: number,
): Promise<readonly string[]> {
  const step = Math.max(1, Math.min(LARGEST_STEP, Math.floor(rows / DEEP_PAGES)));
  const cursors: string[] = [];
  for (let passed = 0; passed < rows; passed += step) {
    const after = cursors.at(-1);
    const from = after === undefined ? '' : `&cursor=${after}`;
    const { cursor } = await client.ask({ method: 'GET', path: `${paged(path, step)}${from}` });
    if (cursor === undefined) throw new Error(`${path} ends after ${passed} rows, before ${rows}`);
    cursors.push(cursor);
  }
  return cursors.slice(-DEEP_PAGES);
}

function paged(path: string, limit = PAGE): string {
  return `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
}
