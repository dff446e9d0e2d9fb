import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { cartsExpiredAt, guestCartOwner } from '../../src/domain/cart.ts';
import type { Store } from '../../src/ports/store.ts';
import { type Answer, type Api, textIn } from '../contracts/http/api-client.ts';
import { freshUserId, walk } from '../contracts/http/fixtures.ts';
import { cartPath, itemPath, readCart } from '../contracts/http/shop-fixtures.ts';
import type { OrderBook } from './shop-order-book.ts';
import {
  type Quantities,
  quantitiesIn,
  sortedQuantities,
  sumOf,
  unitKey,
  unitsIn,
  withUnits,
} from './shop-quantities.ts';
import { answersTo, expectStatus, OPERATOR, oneOf, type ShopWorld } from './shop-world.ts';

interface Guest {
  readonly cart_id: string;
  readonly cart_secret: string;
}

interface Holding {
  readonly cart: Quantities;
  /** In no order. */
  readonly orders: readonly Quantities[];
}

const CHECKOUT_AT = 5;

/** One cart with one shopper, so that after a crash only the very last call is in doubt. */
export class Buyer {
  readonly userId = freshUserId();
  readonly #world: ShopWorld;
  readonly #book: OrderBook;
  readonly #merged: string[] = [];
  #held: Holding = { cart: {}, orders: [] };
  /** What the unanswered call would have made of it. */
  #after: Holding | undefined;
  #checkoutKey: string | undefined;
  #merging: Guest | undefined;

  constructor(world: ShopWorld, book: OrderBook) {
    this.#world = world;
    this.#book = book;
  }

  get orderCount(): number {
    return this.#held.orders.length;
  }

  get mergeCount(): number {
    return this.#merged.length;
  }

  async act(api: Api): Promise<void> {
    const { cart } = this.#held;
    if (unitsIn(cart) >= CHECKOUT_AT) {
      return this.#checkOut(api);
    }
    const unit = oneOf(this.#world.units);
    const key = unitKey(unit);
    const quantity = 1 + Math.floor(Math.random() * 3);
    const path = itemPath(cartPath(this.userId), unit);
    switch (oneOf(['add', 'add', 'add as before', 'set', 'remove', 'merge', 'merge', 'cancel'])) {
      case 'add':
        await this.#change(
          withUnits(cart, key, (cart[key] ?? 0) + quantity),
          api.post(`${cartPath(this.userId)}/items`, { ...unit, quantity }),
        );
        return;
      case 'add as before':
        await this.#change(
          withUnits(cart, key, (cart[key] ?? 0) + 1),
          api.post('/add_to_cart', { user_id: this.userId, ...unit }),
        );
        return;
      case 'set':
        await this.#change(withUnits(cart, key, quantity), api.put(path, { quantity }));
        return;
      case 'remove':
        await this.#change(withUnits(cart, key, 0), api.delete(path));
        return;
      case 'merge':
        return this.#mergeGuest(api);
      case 'cancel':
        return this.#book.cancelOne(api, this.userId);
    }
  }

  /** The last call was done wholly or not at all; repeats it as a client would, and goes on. */
  async verify(api: Api, store: Store): Promise<void> {
    const found = await this.#read(api);
    const isDone = this.#after !== undefined && isDeepStrictEqual(found, this.#after);
    if (!isDone) expect(found).toEqual(this.#held);
    const [after, key, guest] = [this.#after, this.#checkoutKey, this.#merging];
    this.#held = found;
    if (after !== undefined && key !== undefined) {
      const now = new Date().toISOString();
      const record = await store.orders.findIdempotencyRecord(OPERATOR, key, now);
      expect(record !== undefined).toBe(isDone);
      const [again] = await this.#place(after, 1, api, key);
      if (again === undefined) throw new Error('The repeat was not answered');
      expectStatus(again, isDone ? 200 : 201);
      if (record !== undefined) expect(textIn(again, 'order_id')).toBe(record.resultId);
    }
    if (after !== undefined && guest !== undefined) {
      const stored = await store.carts.findGuestCart(guest.cart_id, cartsExpiredAt(new Date()));
      expect(stored?.mergedInto).toBe(isDone ? this.userId : undefined);
      await this.#merge(after, 1, api, guest);
    }
    this.#after = undefined;
    this.#checkoutKey = undefined;
    this.#merging = undefined;
    expect(await this.#read(api)).toEqual(this.#held);
    for (const cartId of this.#merged) {
      const stored = await store.carts.findGuestCart(cartId, cartsExpiredAt(new Date()));
      expect(stored?.mergedInto).toBe(this.userId);
      expect(await store.carts.findCart(guestCartOwner(cartId))).toBeUndefined();
    }
  }

  async #change(cart: Quantities, ...calls: readonly Promise<Answer>[]): Promise<void> {
    await this.#come({ ...this.#held, cart }, calls);
  }

  /** To what it is after the calls. */
  async #come(after: Holding, calls: readonly Promise<Answer>[]): Promise<readonly Answer[]> {
    this.#after = after;
    const answers = await answersTo(...calls);
    for (const answer of answers) expectStatus(answer, 200, 201);
    this.#held = after;
    this.#after = undefined;
    return answers;
  }

  async #checkOut(api: Api): Promise<void> {
    const { cart, orders } = this.#held;
    const key = randomUUID();
    this.#checkoutKey = key;
    const after = { cart: {}, orders: sortedQuantities([...orders, cart]) };
    await this.#place(after, oneOf([1, 1, 2, 3]), api, key);
    this.#checkoutKey = undefined;
  }

  async #place(after: Holding, times: number, api: Api, key: string): Promise<readonly Answer[]> {
    const path = `/users/${this.userId}/orders`;
    const place = () => api.post(path, undefined, { 'idempotency-key': key });
    const answers = await this.#come(after, Array.from({ length: times }, place));
    const ids = new Set(answers.map((answer) => textIn(answer, 'order_id')));
    expect(ids.size).toBe(1);
    for (const orderId of ids) this.#book.place(orderId, this.userId);
    return answers;
  }

  async #mergeGuest(api: Api): Promise<void> {
    const [made] = await answersTo(api.post('/guest-carts'));
    if (made === undefined) return;
    const guest = { cart_id: textIn(made, 'cart_id'), cart_secret: textIn(made, 'cart_secret') };
    const asGuest = api.asGuest(guest.cart_secret);
    let { cart } = this.#held;
    for (const unit of [oneOf(this.#world.units), oneOf(this.#world.units)]) {
      const item = { ...unit, quantity: 2 };
      const [answer] = await answersTo(asGuest.post(`/guest-carts/${guest.cart_id}/items`, item));
      if (answer !== undefined) expectStatus(answer, 200);
      cart = sumOf(cart, { [unitKey(unit)]: 2 });
    }
    this.#merging = guest;
    await this.#merge({ ...this.#held, cart }, oneOf([1, 2]), api, guest);
    this.#merging = undefined;
  }

  async #merge(after: Holding, times: number, api: Api, guest: Guest): Promise<void> {
    const merge = () => api.post(`${cartPath(this.userId)}/merge`, guest);
    await this.#come(after, Array.from({ length: times }, merge));
    this.#merged.push(guest.cart_id);
  }

  async #read(api: Api): Promise<Holding> {
    const orders = (await walk(api, `/users/${this.userId}/orders?limit=1000`)).flat();
    return {
      cart: quantitiesIn(await readCart(api, this.userId)),
      orders: sortedQuantities(orders.map(quantitiesIn)),
    };
  }
}
