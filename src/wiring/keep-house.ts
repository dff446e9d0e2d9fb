import type { Log } from '../ports/log.ts';
import type { UseCases } from '../usecases/use-cases.ts';

const MINUTE_MS = 60_000;
const EVENTS_MS = 2_000;

/**
 * Does what is due of itself: sends events, cancels unpaid orders, removes old carts. Processes that
 * share a store may all do it. Gives what ends it, once what runs is done.
 */
export function keepHouse(useCases: UseCases, log: Log): () => Promise<void> {
  const { cancelUnpaidOrders, removeExpiredCarts, deliverEvents } = useCases;
  const chores = [
    repeat(EVENTS_MS, async () => {
      try {
        await deliverEvents();
      } catch (error) {
        log.error({ err: error }, 'events were not delivered');
      }
    }),
    repeat(MINUTE_MS, async () => {
      try {
        const orders = await cancelUnpaidOrders();
        const carts = await removeExpiredCarts();
        if (orders + carts > 0) log.info({ orders, carts }, 'kept house');
      } catch (error) {
        log.error({ err: error }, 'housekeeping failed');
      }
    }),
  ];
  return async () => {
    await Promise.all(chores.map((stop) => stop()));
  };
}

/** Never twice at once: the next wait begins when the work is done. */
function repeat(waitMs: number, work: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve();
  let isStopped = false;
  const wait = () =>
    setTimeout(() => {
      running = work().then(() => {
        if (!isStopped) timer = wait();
      });
    }, waitMs).unref();
  let timer = wait();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return running;
  };
}
