import type { Store } from '../../src/ports/store.ts';

export interface CountedStore {
  readonly store: Store;
  /** The names of the methods called since this was last asked, as "users.findUser". */
  takeCalls(): readonly string[];
}

/** The same store, which notes every call of it. */
export function countedStore(store: Store): CountedStore {
  let calls: string[] = [];
  const counted = <Part extends object>(part: Part, name: string): Part =>
    new Proxy(part, {
      get(target, member) {
        const method: unknown = Reflect.get(target, member);
        if (typeof method !== 'function') return method;
        return (...input: readonly unknown[]): unknown => {
          calls.push(`${name}.${String(member)}`);
          return Reflect.apply(method, target, input);
        };
      },
    });
  const {
    users,
    sessions,
    throttles,
    products,
    stock,
    ads,
    carts,
    orders,
    events,
    webhooks,
    ...whole
  } = store;
  return {
    store: {
      users: counted(users, 'users'),
      sessions: counted(sessions, 'sessions'),
      throttles: counted(throttles, 'throttles'),
      products: counted(products, 'products'),
      stock: counted(stock, 'stock'),
      ads: counted(ads, 'ads'),
      carts: counted(carts, 'carts'),
      orders: counted(orders, 'orders'),
      events: counted(events, 'events'),
      webhooks: counted(webhooks, 'webhooks'),
      ...wholeCounted(whole, (name) => calls.push(`store.${name}`)),
    },
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
  };
}

type WholeStore = Pick<
  Store,
  'ping' | 'isCatalogueEmpty' | 'importCatalogue' | 'settleCurrency' | 'close'
>;

/** Written out, so that the wiring may spread them. */
function wholeCounted(whole: WholeStore, onCall: (name: keyof WholeStore) => void): WholeStore {
  return {
    ping() {
      onCall('ping');
      return whole.ping();
    },
    isCatalogueEmpty() {
      onCall('isCatalogueEmpty');
      return whole.isCatalogueEmpty();
    },
    importCatalogue(catalogue) {
      onCall('importCatalogue');
      return whole.importCatalogue(catalogue);
    },
    settleCurrency(currency) {
      onCall('settleCurrency');
      return whole.settleCurrency(currency);
    },
    close() {
      onCall('close');
      return whole.close();
    },
  };
}
