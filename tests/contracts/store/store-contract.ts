import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { accountAccessContract } from './account-access.ts';
import { accountEventsContract } from './account-events.ts';
import { adChangesContract } from './ad-changes.ts';
import { adsContract } from './ads.ts';
import { cartExpiryContract } from './cart-expiry.ts';
import { cartLineRacesContract } from './cart-line-races.ts';
import { cartLinesContract } from './cart-lines.ts';
import { cartMergeRacesContract } from './cart-merge-races.ts';
import { cartsContract } from './carts.ts';
import { catalogueContract } from './catalogue.ts';
import { closedStoreContract } from './closed-store.ts';
import { credentialsContract } from './credentials.ts';
import { cursorsContract } from './cursors.ts';
import { deliveriesContract } from './deliveries.ts';
import { eventOrderContract } from './event-order.ts';
import { eventsContract } from './events.ts';
import { guestCartMergingContract } from './guest-cart-merging.ts';
import { guestCartsContract } from './guest-carts.ts';
import { idempotencyContract } from './idempotency.ts';
import { largeOrdersContract } from './large-orders.ts';
import { lastAdminContract } from './last-admin.ts';
import { orderListsContract } from './order-lists.ts';
import { orderMovesContract } from './order-moves.ts';
import { orderReturnsContract } from './order-returns.ts';
import { orderStockContract } from './order-stock.ts';
import { ordersContract } from './orders.ts';
import { productChangesContract } from './product-changes.ts';
import { productListsContract } from './product-lists.ts';
import { productListsModelContract } from './product-lists-model.ts';
import { productReplacingContract } from './product-replacing.ts';
import { productWordsContract } from './product-words.ts';
import { productsContract } from './products.ts';
import { sessionEndingContract } from './session-ending.ts';
import { sessionListsContract } from './session-lists.ts';
import { sessionsContract } from './sessions.ts';
import { stockContract } from './stock.ts';
import { stockChangesContract } from './stock-changes.ts';
import { stockClaimsContract } from './stock-claims.ts';
import { stockLedgerContract } from './stock-ledger.ts';
import { storedCopiesContract } from './stored-copies.ts';
import { storedTextsContract } from './stored-texts.ts';
import { throttlesContract } from './throttles.ts';
import { throttlesModelContract } from './throttles-model.ts';
import { userChangesContract } from './user-changes.ts';
import { userListsContract } from './user-lists.ts';
import { usersContract } from './users.ts';
import { walksContract } from './walks.ts';
import { webhooksContract } from './webhooks.ts';

export interface StoreContractOptions {
  /** An open store with nothing in it; the contract closes it. */
  readonly newStore: () => Promise<Store>;
  /** Generated cases of each property; fewer for a store that is slow to write. */
  readonly propertyRuns?: number;
  /** False for a store whose engine itself takes carts away that have vanished. */
  readonly removesExpiredCarts?: boolean;
}

/** What every store promises through the port, and nothing a store has of its own. */
export function storeContract(
  name: string,
  { newStore, propertyRuns = 25, removesExpiredCarts = true }: StoreContractOptions,
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
    accountEventsContract(inUse);
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
    productChangesContract(inUse);
    productReplacingContract(inUse);
    productListsContract(inUse);
    productListsModelContract(inUse, propertyRuns);
    productWordsContract(inUse);
    adsContract(inUse);
    adChangesContract(inUse);
    catalogueContract(inUse);
    cartsContract(inUse);
    cartLinesContract(inUse);
    cartLineRacesContract(inUse);
    cartExpiryContract(inUse, removesExpiredCarts);
    guestCartsContract(inUse);
    guestCartMergingContract(inUse);
    cartMergeRacesContract(inUse);
    ordersContract(inUse);
    orderMovesContract(inUse);
    orderListsContract(inUse);
    stockContract(inUse);
    stockChangesContract(inUse);
    stockClaimsContract(inUse);
    stockLedgerContract(inUse, propertyRuns);
    orderStockContract(inUse);
    orderReturnsContract(inUse);
    largeOrdersContract(inUse);
    idempotencyContract(inUse);
    storedCopiesContract(inUse);
    storedTextsContract(inUse, propertyRuns);
    eventsContract(inUse);
    eventOrderContract(inUse);
    deliveriesContract(inUse);
    webhooksContract(inUse);
    closedStoreContract(inUse, removesExpiredCarts);
  });
}
