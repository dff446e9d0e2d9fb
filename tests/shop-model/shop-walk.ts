import { expect } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import type { UseCases } from '../../src/usecases/use-cases.ts';
import { actOf, instantOf } from './choose-act.ts';
import type { Step } from './collisions.ts';
import { pictureOfModel } from './model-picture.ts';
import { findOrder, type Told } from './order-search.ts';
import { perform } from './perform-act.ts';
import { guestOwner, linesOf, newShop, type Shop } from './shop.ts';
import type { Act } from './shop-acts.ts';
import { type ShopClock, shopUseCases } from './shop-bench.ts';
import { predict } from './shop-model.ts';
import { pictureOfReadings, type Readings, readShop } from './shop-picture.ts';
import { expectRules } from './shop-rules.ts';
import { type Choice, PRODUCTS, USERS, type Wait } from './shop-steps.ts';
import type { TurnStore } from './turn-store.ts';

/** The real shop and the model side by side. */
export class ShopWalk {
  readonly store: Store;
  readonly #turns: TurnStore;
  readonly #clock: ShopClock;
  readonly #useCases: UseCases;
  /** What was done and told, for whoever reads of a failure. */
  readonly log: string[] = [];
  readonly #readEvery: number;
  #unread = 0;
  shop: Shop;

  /** What is told is compared after each act, the whole shop after so many and after a collision. */
  constructor(turns: TurnStore, clock: ShopClock, readEvery: number) {
    this.#readEvery = readEvery;
    this.#turns = turns;
    this.store = turns.store;
    this.#clock = clock;
    this.#useCases = shopUseCases(turns.store, clock);
    this.shop = newShop(clock.now);
  }

  async take(step: Step): Promise<void> {
    if (step.act === 'nothing') return;
    if (step.act !== 'at once') return this.#alone(step);
    for (const before of step.before) await this.#alone(before);
    await this.#atOnce(step.acts, step.turns);
  }

  async #alone(step: Choice | Wait): Promise<void> {
    if (step.act === 'wait') {
      this.#moveTo(instantOf(this.shop, step) ?? this.shop.now);
      this.log.push(`wait until ${new Date(this.shop.now).toISOString()}`);
      return;
    }
    const act = actOf(this.shop, step);
    const told = await perform(this.#useCases, act);
    this.log.push(lineOf({ act, told }));
    expect(told, lineOf({ act, told })).toBe(predict(this.shop, act, told));
    this.#unread += 1;
    if (this.#unread >= this.#readEvery) await this.expectShop();
    this.#moveTo(this.shop.now + 1);
  }

  /** The whole real shop is as the model's. */
  async expectShop(): Promise<void> {
    this.#unread = 0;
    const readings = await this.#read();
    expect(pictureOfReadings(readings)).toEqual(pictureOfModel(this.shop, this.#owners()));
    expect(pricesOf(readings)).toEqual(modelPrices(this.shop, this.#owners()));
    expectRules(readings);
  }

  async #atOnce(picks: readonly Choice[], turns: readonly number[]): Promise<void> {
    // Else a difference from before would be put down to what comes now.
    if (this.#unread > 0) await this.expectShop();
    this.shop.gone = {};
    const acts = picks.map((pick) => actOf(this.shop, pick));
    const calls = acts.map((act) => () => perform(this.#useCases, act));
    const answers = await this.#turns.atOnce(calls, turns);
    const all = acts.map((act, index): Told => ({ act, told: answers[index] ?? '' }));
    this.log.push('at once:', ...all.map((told) => `  ${lineOf(told)}`));
    // A guest who came meanwhile has a cart that only the model's outcome names.
    const guests = all.flatMap(({ act, told }) =>
      act.act === 'come as a guest' ? [guestOwner(told.split(' ')[1] ?? '')] : [],
    );
    const owners = [...new Set([...this.#owners(), ...guests])];
    const readings = await this.#read(owners);
    const picture = pictureOfReadings(readings);
    const text = textOf(picture);
    const isAsRead = (shop: Shop) => textOf(pictureOfModel(shop, owners)) === text;
    const { shop, almost } = findOrder(this.shop, all, isAsRead);
    if (shop === undefined) {
      if (almost === undefined) throw new Error('No order of these acts is told this');
      expect(picture).toEqual(pictureOfModel(almost, owners));
      throw new Error('The shop is as no order of these acts leaves it');
    }
    expectRules(readings);
    adoptPrices(this.shop, shop, acts, readings);
    this.shop = shop;
    this.#moveTo(this.shop.now + 1);
  }

  #moveTo(now: number): void {
    this.shop.now = now;
    this.#clock.moveTo(now);
  }

  #owners(): readonly string[] {
    const guests = Object.values(this.shop.guests).map(({ cartId }) => guestOwner(cartId));
    return [...USERS, ...guests];
  }

  #read(owners = this.#owners()): Promise<Readings> {
    return readShop(this.store, this.shop.now, { users: USERS, owners, products: PRODUCTS });
  }
}

function lineOf({ act, told }: Told): string {
  const { act: name, ...rest } = act;
  // The ids and secrets of guests are others in every run.
  const fields = JSON.stringify(rest, (key, value) =>
    key === 'cartId' || key === 'secret' ? undefined : value,
  );
  return `${name} ${fields}: ${told}`;
}

/** With the names of each list in one order. */
function textOf(picture: object): string {
  return JSON.stringify(picture, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
}

function pricesOf({ carts }: Readings) {
  return Object.fromEntries(Object.entries(carts).map(([owner, { prices }]) => [owner, prices]));
}

function modelPrices(shop: Shop, owners: readonly string[]) {
  return Object.fromEntries(
    owners.map((owner) => [
      owner,
      Object.fromEntries(
        linesOf(shop, owner).map((line) => [`${line.productId}/${line.size}`, line.seenPrice]),
      ),
    ]),
  );
}

/** Of two who fill a line at once, the later may have seen the earlier price: any of then will do. */
function adoptPrices(start: Shop, shop: Shop, acts: readonly Act[], readings: Readings): void {
  const prices = acts.flatMap((act) => ('price' in act && act.price !== undefined ? [act] : []));
  for (const [owner, { prices: read }] of Object.entries(readings.carts)) {
    for (const line of linesOf(shop, owner)) {
      const { productId, size } = line;
      const seen = read[`${productId}/${size}`];
      const possible = prices
        .filter(({ product }) => product === productId)
        .map(({ price }) => price);
      if (possible.length > 0) possible.push(start.products[productId]?.price);
      expect([line.seenPrice, ...possible]).toContain(seen);
      if (seen !== undefined) line.seenPrice = seen;
    }
  }
}
