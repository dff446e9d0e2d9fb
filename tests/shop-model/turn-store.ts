import type { Store } from '../../src/ports/store.ts';

/** A store whose calls wait for their turn while steps run at once, in an order that can be repeated. */
export interface TurnStore {
  readonly store: Store;
  /** Runs the steps; each number picks the next of the calls that wait. */
  atOnce<Answer>(
    steps: readonly (() => Promise<Answer>)[],
    turns: readonly number[],
  ): Promise<readonly Answer[]>;
}

/** Of a store that does one call after the other anyway. */
export function turnStore(store: Store): TurnStore {
  let waiting: (() => Promise<void>)[] | undefined;

  const call = <Value>(run: () => Promise<Value>): Promise<Value> => {
    const queue = waiting;
    if (queue === undefined) return run();
    return new Promise((resolve, reject) => {
      queue.push(() => run().then(resolve, reject));
    });
  };
  const through = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name, receiver) {
        const method = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => call(() => method.apply(target, given));
      },
    });

  return {
    store: {
      ...store,
      products: through(store.products),
      stock: through(store.stock),
      carts: through(store.carts),
      orders: through(store.orders),
    },
    async atOnce(steps, turns) {
      const queue: (() => Promise<void>)[] = [];
      waiting = queue;
      let isDone = false;
      const answers = Promise.all(steps.map((step) => step())).finally(() => {
        isDone = true;
      });
      for (let turn = 0; ; turn += 1) {
        // By then every step has come as far as it can without the store.
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = queue.splice((turns[turn % turns.length] ?? 0) % (queue.length || 1), 1);
        if (next !== undefined) await next();
        else if (isDone) break;
      }
      waiting = undefined;
      return answers;
    },
  };
}

/** Of a store whose calls really overlap. */
export function busyStore(store: Store): TurnStore {
  return { store, atOnce: (steps) => Promise.all(steps.map((step) => step())) };
}
