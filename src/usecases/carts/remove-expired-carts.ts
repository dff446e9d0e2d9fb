import { cartsExpiredAt } from '../../domain/cart.ts';
import type { CartStore } from '../../ports/cart-store.ts';
import type { Clock } from '../../ports/clock.ts';

interface RemoveExpiredCartsPorts {
  readonly carts: CartStore;
  readonly clock: Clock;
}

/** Small enough that no request waits long for it. */
const BATCH = 100;

/** Removes carts that nobody has touched for 90 days; gives how many. Harmless to repeat. */
export function removeExpiredCarts({ carts, clock }: RemoveExpiredCartsPorts) {
  return async (): Promise<number> => {
    const expiredAt = cartsExpiredAt(clock());
    let removed = 0;
    for (let last = BATCH; last === BATCH; removed += last) {
      last = await carts.removeExpiredCarts(expiredAt, BATCH);
    }
    return removed;
  };
}
