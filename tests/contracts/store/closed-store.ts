import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import {
  filledCart,
  instant,
  orderOf,
  type StoreInUse,
  sampleClaim,
  sampleProduct,
  sampleUser,
} from './sample-rows.ts';
import { accountOf, rotationOf, sampleSession, sampleThrottle } from './session-rows.ts';

type Calls = Readonly<Record<string, (store: Store) => Promise<unknown>>>;

export function closedStoreContract(inUse: StoreInUse): void {
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
        placeOrder: ({ orders }) => orders.placeOrder(placement),
      };
      for (const [name, call] of Object.entries(calls)) {
        await expect(call(store), name).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
          retryAfterSeconds: expect.any(Number),
        });
      }
    });

    test('may be closed again', async () => {
      await inUse().close();
      await expect(inUse().close()).resolves.toBeUndefined();
    });
  });
}

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
  findCart: ({ carts }) => carts.findCart('ann'),
  addCartUnit: ({ carts }) =>
    carts.addCartUnit({ userId: 'ann', productId: 'kit', size: 'M', addedAt: instant() }),
  clearCart: ({ carts }) => carts.clearCart('ann'),
  findIdempotencyRecord: ({ orders }) => orders.findIdempotencyRecord('s', 'k', instant()),
  listOrdersByUser: ({ orders }) => orders.listOrdersByUser('ann', FIRST_PAGE),
};
