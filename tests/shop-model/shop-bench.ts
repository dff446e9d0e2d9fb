import type { Store } from '../../src/ports/store.ts';
import { cancelUnpaidOrders } from '../../src/usecases/orders/cancel-unpaid-orders.ts';
import type { UseCases } from '../../src/usecases/use-cases.ts';
import { instant } from '../contracts/store/sample-rows.ts';
import { sessionBench, TestClock } from '../sessions/session-bench.ts';
import { PENDING_LIFE } from './shop.ts';

/** In milliseconds, since every limit is tried on both of its sides. */
export class ShopClock extends TestClock {
  #now = Date.parse(instant());

  override get now(): number {
    return this.#now;
  }

  moveTo(now: number): void {
    this.#now = now;
  }
}

/** The real use cases over a store, where orders that nobody pays are given up. */
export function shopUseCases(store: Store, testClock: ShopClock): UseCases {
  const { useCases } = sessionBench(store, { testClock });
  const clock = () => new Date(testClock.now);
  const expiring = { orders: store.orders, clock, pendingOrderLifeMs: PENDING_LIFE };
  return { ...useCases, cancelUnpaidOrders: cancelUnpaidOrders(expiring) };
}
