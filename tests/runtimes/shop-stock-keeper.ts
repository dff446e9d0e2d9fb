import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { StockMovement } from '../../src/domain/stock-movement.ts';
import type { Store } from '../../src/ports/store.ts';
import { type Api, textIn } from '../contracts/http/api-client.ts';
import type { TestProduct } from '../contracts/http/shop-fixtures.ts';
import { type Quantities, sumOf, unitKey } from './shop-quantities.ts';
import {
  answersTo,
  expectStatus,
  OPENING_STOCK,
  OPERATOR,
  oneOf,
  type ShopWorld,
} from './shop-world.ts';

interface Adjustment {
  readonly unit: TestProduct;
  readonly delta: number;
  /** Also the note of its movement. */
  readonly key: string;
}

/** Counts and adjusts stock; only the last call of one keeper is in doubt after a crash. */
export class StockKeeper {
  readonly #world: ShopWorld;
  readonly #made: (Adjustment & { readonly movementId: string })[] = [];
  #inDoubt: Adjustment | undefined;

  constructor(world: ShopWorld) {
    this.#world = world;
  }

  get adjustmentCount(): number {
    return this.#made.length;
  }

  async act(api: Api): Promise<void> {
    if (oneOf([1, 2, 3, 4, 5]) > 1) {
      const unit = oneOf(this.#world.units);
      const delta = oneOf([-3, -2, -1, 1, 2, 5]);
      await this.#adjust(api, { unit, delta, key: randomUUID() }, oneOf([1, 1, 2]));
      return;
    }
    const { product_id, size } = this.#world.counted;
    const stock = OPENING_STOCK + Math.floor(Math.random() * 100);
    const [answer] = await answersTo(
      api.put(`/products/${product_id}/stock/${size}`, { stock, note: 'Counted' }),
    );
    if (answer !== undefined) expectStatus(answer, 200);
  }

  /** Repeats the adjustment in doubt: it is made once, whether it had been or not. */
  async settle(api: Api, store: Store): Promise<void> {
    const adjustment = this.#inDoubt;
    if (adjustment === undefined) return;
    const now = new Date().toISOString();
    const record = await store.orders.findIdempotencyRecord(OPERATOR, adjustment.key, now);
    await this.#adjust(api, adjustment, 1);
    if (record !== undefined) expect(this.#made.at(-1)?.movementId).toBe(record.resultId);
  }

  /** Each is in the ledger once, as it was answered. */
  verify(movements: readonly StockMovement[]): void {
    const noted = Map.groupBy(movements, ({ note }) => note);
    for (const { unit, delta, key, movementId } of this.#made) {
      expect(noted.get(key)).toEqual([
        expect.objectContaining({
          ...{ movementId, delta, reason: 'adjusted', actor: OPERATOR },
          ...{ productId: unit.product_id, size: unit.size },
        }),
      ]);
    }
  }

  /** What was added to each size. */
  added(): Quantities {
    return this.#made.reduce<Quantities>(
      (sum, { unit, delta }) => sumOf(sum, { [unitKey(unit)]: delta }),
      {},
    );
  }

  async #adjust(api: Api, adjustment: Adjustment, times: number): Promise<void> {
    const { unit, delta, key } = adjustment;
    this.#inDoubt = adjustment;
    const path = `/products/${unit.product_id}/stock/${unit.size}/adjustments`;
    const adjust = () => api.post(path, { delta, note: key }, { 'idempotency-key': key });
    const answers = await answersTo(...Array.from({ length: times }, adjust));
    for (const answer of answers) expectStatus(answer, 200);
    const [movementId, ...others] = new Set(answers.map((one) => textIn(one, 'movement_id')));
    expect(others).toEqual([]);
    if (movementId !== undefined) this.#made.push({ ...adjustment, movementId });
    this.#inDoubt = undefined;
  }
}
