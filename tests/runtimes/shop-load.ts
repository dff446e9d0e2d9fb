import { parseConfig } from '../../src/config/config.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/wiring/open-store.ts';
import type { Api } from '../contracts/http/api-client.ts';
import { Buyer } from './shop-buyer.ts';
import { readShop, verifyEvents, verifyStock, verifyTakings, verifyUnits } from './shop-checks.ts';
import { Crowd } from './shop-crowd.ts';
import { Editor } from './shop-editor.ts';
import { OrderBook } from './shop-order-book.ts';
import { type Quantities, sumOf, unitKey } from './shop-quantities.ts';
import { StockKeeper } from './shop-stock-keeper.ts';
import { OPENING_STOCK, type ShopWorld, untilCrash } from './shop-world.ts';

type Settings = Readonly<Record<string, string>>;
const LONG_AGO = new Date(0).toISOString();
const IN_A_YEAR = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000).toISOString();

/** Everybody who works and buys in one shop at once, and what they were told. */
export class ShopLoad {
  readonly book = new OrderBook();
  readonly buyers: readonly Buyer[];
  readonly keepers: readonly StockKeeper[];
  readonly editor: Editor;
  readonly crowd: Crowd;
  readonly #world: ShopWorld;

  constructor(world: ShopWorld, buyers = 4) {
    this.#world = world;
    this.buyers = Array.from({ length: buyers }, () => new Buyer(world, this.book));
    this.keepers = [new StockKeeper(world), new StockKeeper(world)];
    this.editor = new Editor(world);
    this.crowd = new Crowd(world, this.book);
  }

  /** All at once until the server is gone; each writer in turn has one of the servers. */
  async runUntilCrash(...apis: readonly [Api, ...Api[]]): Promise<void> {
    const acts: readonly ((api: Api) => Promise<void>)[] = [
      ...this.buyers.map((buyer) => (api: Api) => buyer.act(api)),
      ...this.keepers.map((keeper) => (api: Api) => keeper.act(api)),
      ...apis.flatMap(() => [
        (api: Api) => this.crowd.add(api),
        (api: Api) => this.crowd.add(api),
        (api: Api) => this.crowd.checkOut(api),
      ]),
      (api) => this.editor.act(api),
      (api) => this.book.moveOne(api),
      (api) => this.book.moveOne(api),
      (api) => this.book.moveOne(api),
    ];
    await Promise.all(
      acts.map((act, index) => {
        const api = apis[index % apis.length] ?? apis[0];
        return untilCrash(() => act(api));
      }),
    );
  }

  /** What was told is there once, what was cut off is there wholly or not at all. */
  async verify(api: Api, store: Store): Promise<void> {
    for (const buyer of this.buyers) await buyer.verify(api, store);
    for (const keeper of this.keepers) await keeper.settle(api, store);
    await this.crowd.verify(api, store);
    await this.editor.verify(api);
    const { units, counted, webhookId } = this.#world;
    const records = await readShop(store, {
      userIds: [...this.buyers, this.crowd].map(({ userId }) => userId),
      productIds: [...this.editor.everMade],
      webhookId,
    });
    this.book.verify(records.orders);
    verifyStock(records);
    verifyTakings(records);
    verifyEvents(records);
    for (const keeper of this.keepers) keeper.verify(records.movements);
    const added = this.keepers.reduce<Quantities>((sum, one) => sumOf(sum, one.added()), {});
    const given = units
      .map((unit) => unitKey(unit))
      .filter((unit) => unit !== unitKey(counted))
      .map((unit) => [unit, OPENING_STOCK + (added[unit] ?? 0)] as const);
    verifyUnits(records, Object.fromEntries(given));
  }

  /** How often whatever happened least has happened. */
  get leastDone(): number {
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    return Math.min(
      sum(this.buyers.map(({ orderCount }) => orderCount)),
      sum(this.buyers.map(({ mergeCount }) => mergeCount)),
      sum(this.keepers.map(({ adjustmentCount }) => adjustmentCount)),
      this.editor.changeCount,
      this.book.stepCount,
      this.crowd.added,
    );
  }
}

/** The store that servers with these settings share. */
export function storeOf(settings: Settings): Promise<Store> {
  return openStore(parseConfig(settings));
}

/** Lets the next server deliver at once: a lease that was not given back lasts a minute. */
export async function endDeliveryLease({ events }: Store): Promise<void> {
  await events.takeLease('deliver-events', 'whoever is next', LONG_AGO, IN_A_YEAR);
}
