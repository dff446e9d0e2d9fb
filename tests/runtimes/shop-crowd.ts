import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { MAX_LINE_QUANTITY } from '../../src/domain/cart.ts';
import type { Store } from '../../src/ports/store.ts';
import { type Api, asObject, textIn } from '../contracts/http/api-client.ts';
import { freshUserId, walk } from '../contracts/http/fixtures.ts';
import { cartPath, readCart } from '../contracts/http/shop-fixtures.ts';
import type { OrderBook } from './shop-order-book.ts';
import { quantitiesIn, unitsIn } from './shop-quantities.ts';
import {
  answersTo,
  expectStatus,
  OPERATOR,
  oneOf,
  ServerGone,
  type ShopWorld,
} from './shop-world.ts';

const QUANTITY = 20;

/** One cart with several shoppers: only sums and limits can be told. */
export class Crowd {
  readonly userId = freshUserId();
  readonly #world: ShopWorld;
  readonly #book: OrderBook;
  #added = 0;
  /** Units whose addition was never answered. */
  #inDoubt = 0;
  /** Of checkouts that were never answered. */
  #keys: string[] = [];

  constructor(world: ShopWorld, book: OrderBook) {
    this.#world = world;
    this.#book = book;
  }

  get added(): number {
    return this.#added;
  }

  async add(api: Api): Promise<void> {
    const quantity = oneOf([1, QUANTITY]);
    const unit = oneOf(this.#world.units.slice(0, 3));
    try {
      const [answer] = await answersTo(
        quantity === 1
          ? api.post('/add_to_cart', { user_id: this.userId, ...unit })
          : api.post(`${cartPath(this.userId)}/items`, { ...unit, quantity }),
      );
      if (answer === undefined) return;
      expectStatus(answer, 200, 409);
      if (answer.status === 200) this.#added += quantity;
      else expect(asObject(answer.body)['code']).toBe('CART_FULL');
    } catch (error) {
      if (error instanceof ServerGone) this.#inDoubt += quantity;
      throw error;
    }
  }

  async checkOut(api: Api): Promise<void> {
    const key = randomUUID();
    const place = () =>
      api.post(`/users/${this.userId}/orders`, undefined, { 'idempotency-key': key });
    try {
      const answers = await answersTo(place(), place());
      const ids = new Set<string>();
      for (const answer of answers) {
        expectStatus(answer, 200, 201, 400, 409);
        if (answer.status < 300) ids.add(textIn(answer, 'order_id'));
        else expect(['CART_EMPTY', 'CART_CHANGED']).toContain(asObject(answer.body)['code']);
      }
      expect(ids.size).toBeLessThan(2);
      for (const orderId of ids) this.#book.place(orderId, this.userId);
    } catch (error) {
      if (error instanceof ServerGone) this.#keys.push(key);
      throw error;
    }
  }

  /** Every unit is in the cart or in one order; a key that is in use has made an order. */
  async verify(api: Api, store: Store): Promise<void> {
    const orders = (await walk(api, `/users/${this.userId}/orders?limit=1000`)).flat();
    const cart = quantitiesIn(await readCart(api, this.userId));
    for (const units of Object.values(cart)) expect(units).toBeLessThanOrEqual(MAX_LINE_QUANTITY);
    const total = orders.reduce((sum, order) => sum + unitsIn(quantitiesIn(order)), unitsIn(cart));
    expect(total).toBeGreaterThanOrEqual(this.#added);
    expect(total).toBeLessThanOrEqual(this.#added + this.#inDoubt);
    const ids = orders.map((order) => order['order_id']);
    for (const key of this.#keys.splice(0)) {
      const now = new Date().toISOString();
      const record = await store.orders.findIdempotencyRecord(OPERATOR, key, now);
      if (record === undefined) continue;
      expect(ids).toContain(record.resultId);
      this.#book.place(record.resultId, this.userId);
    }
    this.#added = total;
    this.#inDoubt = 0;
  }
}
