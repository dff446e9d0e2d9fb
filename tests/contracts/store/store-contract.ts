import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { accountAccessContract } from './account-access.ts';
import { adsContract } from './ads.ts';
import { cartsContract } from './carts.ts';
import { catalogueContract } from './catalogue.ts';
import { closedStoreContract } from './closed-store.ts';
import { credentialsContract } from './credentials.ts';
import { cursorsContract } from './cursors.ts';
import { idempotencyContract } from './idempotency.ts';
import { lastAdminContract } from './last-admin.ts';
import { ordersContract } from './orders.ts';
import { productsContract } from './products.ts';
import { sessionEndingContract } from './session-ending.ts';
import { sessionListsContract } from './session-lists.ts';
import { sessionsContract } from './sessions.ts';
import { stockContract } from './stock.ts';
import { storedCopiesContract } from './stored-copies.ts';
import { storedTextsContract } from './stored-texts.ts';
import { throttlesContract } from './throttles.ts';
import { throttlesModelContract } from './throttles-model.ts';
import { userChangesContract } from './user-changes.ts';
import { userListsContract } from './user-lists.ts';
import { usersContract } from './users.ts';
import { walksContract } from './walks.ts';

export interface StoreContractOptions {
  /** An open store with nothing in it; the contract closes it. */
  readonly newStore: () => Promise<Store>;
  /** Generated cases of each property; fewer for a store that is slow to write. */
  readonly propertyRuns?: number;
}

/** What every store promises through the port, and nothing a store has of its own. */
export function storeContract(
  name: string,
  { newStore, propertyRuns = 25 }: StoreContractOptions,
): void {
  describe(`${name} keeps the promises of the store port`, () => {
    let store: Store;
    const inUse = () => store;
    beforeEach(async () => {
      store = await newStore();
    });
    afterEach(async () => {
      await store.close();
    });
    usersContract(inUse);
    userChangesContract(inUse);
    userListsContract(inUse);
    accountAccessContract(inUse);
    lastAdminContract(inUse);
    credentialsContract(inUse);
    sessionsContract(inUse);
    sessionListsContract(inUse);
    sessionEndingContract(inUse);
    throttlesContract(inUse);
    throttlesModelContract(inUse, propertyRuns);
    walksContract(inUse, propertyRuns);
    cursorsContract(inUse);
    productsContract(inUse);
    adsContract(inUse);
    catalogueContract(inUse);
    cartsContract(inUse);
    ordersContract(inUse);
    stockContract(inUse);
    idempotencyContract(inUse);
    storedCopiesContract(inUse);
    storedTextsContract(inUse, propertyRuns);
    closedStoreContract(inUse);
  });
}
