import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { changeAt, stockChange } from './ledger.ts';
import {
  EXPIRED_AT,
  filledCart,
  instant,
  lineChange,
  orderOf,
  type StoreInUse,
  sampleClaim,
  sampleProduct,
  sampleUser,
} from './sample-rows.ts';
import { accountOf, rotationOf, sampleSession, sampleThrottle } from './session-rows.ts';

type Calls = Readonly<Record<string, (store: Store) => Promise<unknown>>>;

export function closedStoreContract(inUse: StoreInUse, removesExpiredCarts: boolean): void {
  describe('a closed store', () => {
    test('throws STORE_UNAVAILABLE from every method, with when to try again', async () => {
      const store = inUse();
      await store.users.createUser(sampleUser('ann'));
      const cart = await filledCart(store, 'ann', [['kit', 'M']]);
      await store.close();
      const placement = {
        order: orderOf(cart, 'o1'),
        cartVersion: cart.version,
        claim: sampleClaim(),
      };
      const calls: Calls = {
        ...USER_CALLS,
        ...SIGN_IN_CALLS,
        ...SHOP_CALLS,
        ...CART_CALLS,
        ...CATALOGUE_CALLS,
        mergeGuestCart: ({ carts }) =>
          carts.mergeGuestCart({
            ...{ guest: cart, cartId: 'g', userId: 'bob', version: undefined, additions: [] },
            ...{ at: instant(), expiredAt: EXPIRED_AT },
          }),
        placeOrder: ({ orders }) => orders.placeOrder(placement),
      };
      for (const [name, call] of Object.entries(calls)) {
        await expect(call(store), name).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
          retryAfterSeconds: expect.any(Number),
        });
      }
    });

    test('throws it too where carts that have vanished would be removed', async () => {
      if (!removesExpiredCarts) return;
      await inUse().close();
      await expect(inUse().carts.removeExpiredCarts(instant(), 1)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
    });

    test('may be closed again', async () => {
      await inUse().close();
      await expect(inUse().close()).resolves.toBeUndefined();
    });
  });
}

const CHANGE = changeAt();
const FIRST_PAGE = { limit: 1 };
const SESSION = sampleSession('ann', 's');
const ACCOUNT = accountOf('ann');
const THROTTLE = sampleThrottle('guess');

const USER_CALLS: Calls = {
  createUser: ({ users }) => users.createUser(sampleUser('bob')),
  findUser: ({ users }) => users.findUser('ann'),
  findUserByEmail: ({ users }) => users.findUserByEmail('ann@example.com'),
  findUserIdByEmail: ({ users }) => users.findUserIdByEmail('ann@example.com'),
  updateUser: ({ users }) => users.updateUser('ann', {}, { updatedAt: instant(1) }),
  deleteUser: ({ users }) => users.deleteUser('ann', { deletedAt: instant(1) }),
  listUsers: ({ users }) => users.listUsers({}, FIRST_PAGE),
  listUsersByPrefix: ({ users }) => users.listUsers({ emailPrefix: 'a' }, FIRST_PAGE),
};

const SIGN_IN_CALLS: Calls = {
  changeAccess: ({ users }) =>
    users.changeAccess('ann', { role: 'admin' }, { updatedAt: instant(1) }),
  findCredentials: ({ users }) => users.findCredentials({ userId: 'ann' }),
  findCredentialsByEmail: ({ users }) => users.findCredentials({ email: 'ann@example.com' }),
  setPassword: ({ users }) =>
    users.setPassword('ann', 'new', { proof: { passwordHash: 'old' }, ends: 'all' }),
  startPasswordReset: ({ users }) =>
    users.startPasswordReset('ann', { tokenHash: 'token', expiresAt: instant() }),
  endSessions: ({ users }) => users.endSessions('ann'),
  startSession: ({ sessions }) => sessions.startSession(SESSION),
  findSession: ({ sessions }) => sessions.findSession('ann', 's'),
  rotateSession: ({ sessions }) => sessions.rotateSession(rotationOf(SESSION)),
  endSession: ({ sessions }) => sessions.endSession('ann', 's'),
  listSessions: ({ sessions }) => sessions.listSessions(ACCOUNT, instant(), FIRST_PAGE),
  takeAttempt: ({ throttles }) => throttles.takeAttempt([THROTTLE], instant()),
  giveBackAttempt: ({ throttles }) => throttles.giveBackAttempt([THROTTLE], instant()),
  forgetAttempts: ({ throttles }) => throttles.forgetAttempts(THROTTLE),
};

const SHOP_CALLS: Calls = {
  ping: (store) => store.ping(),
  isCatalogueEmpty: (store) => store.isCatalogueEmpty(),
  importCatalogue: (store) =>
    store.importCatalogue({ ads: [{ adId: 'a', label: 'A' }], products: [sampleProduct('p')] }),
  settleCurrency: (store) => store.settleCurrency('EUR'),
  findProduct: ({ products }) => products.findProduct('kit'),
  findProducts: ({ products }) => products.findProducts(['kit']),
  listProductsByTag: ({ products }) => products.listProductsByTag('kits', FIRST_PAGE),
  sampleAds: ({ ads }) => ads.sampleAds(3),
  findIdempotencyRecord: ({ orders }) => orders.findIdempotencyRecord('s', 'k', instant()),
  listOrdersByUser: ({ orders }) => orders.listOrdersByUser('ann', FIRST_PAGE),
  listOrders: ({ orders }) => orders.listOrders({}, FIRST_PAGE),
  listOrdersOfStatus: ({ orders }) => orders.listOrders({ status: 'Paid' }, FIRST_PAGE),
  findOrder: ({ orders }) => orders.findOrder('o1'),
  moveOrder: ({ orders }) =>
    orders.moveOrder({ orderId: 'o1', from: ['Pending'], to: 'Paid', ...CHANGE }),
};

const CATALOGUE_CALLS: Calls = {
  listProducts: ({ products }) => products.listProducts({ sort: 'label' }, FIRST_PAGE),
  findProductIdsByWord: ({ products }) => products.findProductIdsByWord('kit', true, 1),
  createProduct: ({ products }) => products.createProduct(sampleProduct('p'), CHANGE),
  replaceProduct: ({ products }) =>
    products.replaceProduct(sampleProduct('p'), sampleProduct('p'), CHANGE),
  deleteProduct: ({ products }) => products.deleteProduct(sampleProduct('p'), CHANGE),
  setStock: ({ stock }) => stock.setStock({ ...stockChange('m'), stock: 1 }),
  adjustStock: ({ stock }) => stock.adjustStock({ ...stockChange('m'), delta: 1 }),
  listMovements: ({ stock }) => stock.listMovements('kit', FIRST_PAGE),
  findAd: ({ ads }) => ads.findAd('a'),
  listAds: ({ ads }) => ads.listAds(FIRST_PAGE),
  createAd: ({ ads }) => ads.createAd({ adId: 'a', label: 'A' }),
  updateAd: ({ ads }) => ads.updateAd('a', { label: 'B' }, undefined),
  deleteAd: ({ ads }) => ads.deleteAd('a', undefined),
};

const CART_CALLS: Calls = {
  findCart: ({ carts }) => carts.findCart('ann'),
  addCartUnits: ({ carts }) => carts.addCartUnits(lineChange()),
  setCartLine: ({ carts }) => carts.setCartLine(lineChange()),
  removeCartLine: ({ carts }) => carts.removeCartLine(lineChange()),
  clearCart: ({ carts }) => carts.clearCart('ann'),
  createGuestCart: ({ carts }) =>
    carts.createGuestCart({ cartId: 'g', secretHash: 'h', createdAt: instant() }),
  findGuestCart: ({ carts }) => carts.findGuestCart('g', EXPIRED_AT),
};
