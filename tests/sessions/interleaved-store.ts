import type { Scheduler } from 'fast-check';
import { AppError } from '../../src/domain/errors.ts';
import type { Store } from '../../src/ports/store.ts';

interface InterleavedStoreOptions {
  readonly scheduler: Scheduler;
  /** Which calls, by their number, are done and then answered as if the store were away. */
  readonly lostReplies: ReadonlySet<number>;
}

/** A store whose calls, of accounts and of sessions, each wait for their turn. */
export function interleavedStore(
  store: Store,
  { scheduler, lostReplies }: InterleavedStoreOptions,
): Store {
  let calls = 0;
  const call = async (name: string, run: () => Promise<unknown>) => {
    const answer = await inTurn(scheduler, name, run);
    calls += 1;
    if (lostReplies.has(calls)) throw new AppError('STORE_UNAVAILABLE');
    return answer;
  };
  return {
    ...store,
    users: through(store.users, call),
    sessions: through(store.sessions, call),
  };
}

/** Runs it when the scheduler comes to it; no other turn begins before it is done. */
export function inTurn<Value>(
  scheduler: Scheduler,
  label: string,
  run: () => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const builder = () => run().then(resolve, reject);
    scheduler.scheduleSequence([{ label, builder }]);
  });
}

function through<Part extends object>(
  part: Part,
  call: (name: string, run: () => Promise<unknown>) => Promise<unknown>,
): Part {
  return new Proxy(part, {
    get(target, name, receiver) {
      const method = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => call(String(name), () => method.apply(target, given));
    },
  });
}
