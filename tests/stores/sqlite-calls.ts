import { guestCartOwner } from '../../src/domain/cart.ts';
import { PRODUCT_SORTS } from '../../src/domain/catalogue.ts';
import type { Store } from '../../src/ports/store.ts';
import type { UserFilter } from '../../src/ports/user-store.ts';
import {
  EXPIRED_AT,
  filledCart,
  instant,
  lineChange,
  orderOf,
  sampleClaim,
  sampleProduct,
  sampleUser,
} from '../contracts/store/sample-rows.ts';
import {
  accountOf,
  rotationOf,
  sampleSession,
  sampleThrottle,
} from '../contracts/store/session-rows.ts';

/** Every combination of filters there is. */
const FILTERS: readonly UserFilter[] = [undefined, 'ann@example.com'].flatMap((email) =>
  [undefined, 'a'].flatMap((emailPrefix) =>
    ([undefined, 'active'] as const).flatMap((status) =>
      ([undefined, 'customer'] as const).map((role) => ({ email, emailPrefix, status, role })),
    ),
  ),
);

/** Calls what shows accounts and shops, and gives every answer. */
export async function callEveryMethod(
  store: Store,
  passwordHash: string,
): Promise<readonly unknown[]> {
  const { users, products, ads, carts, orders } = store;
  const page = { limit: 1 };
  const ann = sampleUser('ann');
  await store.importCatalogue({
    ads: [{ adId: 'a', label: 'A' }],
    products: [sampleProduct('kit', { sizes: [{ size: 'M', stock: 9 }] })],
  });
  const answers: unknown[] = [
    await users.createUser(ann, passwordHash),
    await users.createUser(ann, passwordHash),
    await users.createUser(sampleUser('bob', { email: 'abe@example.com' }), passwordHash),
    await users.findUser('ann'),
    await users.findUserByEmail(ann.email),
    await users.updateUser(
      'ann',
      { lastname: 'L' },
      { updatedAt: instant(), expectedVersions: [1] },
    ),
    await users.updateUser('nobody', {}, { updatedAt: instant() }),
    await users.deleteUser('nobody', { deletedAt: instant() }),
    await users.changeAccess('bob', { role: 'admin' }, { updatedAt: instant() }),
    await users.changeAccess('bob', { status: 'disabled' }, { updatedAt: instant() }),
  ];
  for (const filter of FILTERS) {
    const first = await users.listUsers(filter, page);
    answers.push(first, await users.listUsers(filter, { ...page, cursor: first.nextCursor }));
  }
  const cart = await filledCart(store, 'ann', [['kit', 'M']]);
  const placement = { order: orderOf(cart, 'o1'), cartVersion: cart.version, claim: sampleClaim() };
  answers.push(
    cart,
    await orders.placeOrder(placement),
    await orders.findIdempotencyRecord('s', 'k', instant()),
    await orders.listOrdersByUser('ann', page),
    await products.findProduct('kit'),
    [...(await products.findProducts(['kit'])).values()],
    await products.listProductsByTag('kits', page),
    await ads.sampleAds(3),
    await carts.clearCart('ann'),
    await users.deleteUser('bob', { deletedAt: instant() }),
    await store.isCatalogueEmpty(),
    await store.settleCurrency('EUR'),
    await store.ping(),
  );
  return answers;
}

/** What knows the hashes and is shown by no view: sign-in, sessions and throttles. */
export async function signInEveryWay({ users, sessions, throttles }: Store): Promise<void> {
  await users.createUser(sampleUser('eve'), 'hash of eve');
  const session = sampleSession('eve', 's');
  await sessions.startSession(session);
  await sessions.findSession('eve', 's');
  await sessions.rotateSession(rotationOf(session));
  const page = await sessions.listSessions(accountOf('eve'), instant(), { limit: 1 });
  await sessions.listSessions(accountOf('eve'), instant(), { limit: 1, cursor: page.nextCursor });
  await sessions.endSession('eve', 's');
  await users.findCredentials({ userId: 'eve' });
  await users.findCredentials({ email: 'eve@example.com' });
  const proof = { passwordHash: 'hash of eve' };
  await users.setPassword('eve', 'new hash of eve', { proof, ends: 'all' });
  await users.startPasswordReset('eve', { tokenHash: 'token', expiresAt: instant() });
  await users.endSessions('eve');
  const throttle = sampleThrottle('guess');
  await throttles.takeAttempt([throttle], instant());
  await throttles.giveBackAttempt([throttle], instant());
  await throttles.forgetAttempts(throttle);
}

const CHANGE = { actor: 'ann', at: instant() };

/** What changes products, stock, ads and orders, with every list of them. */
export async function runTheShop(store: Store): Promise<void> {
  const { products, stock, ads, orders } = store;
  const page = { limit: 1 };
  const made = sampleProduct('made', { version: 1, sizes: [{ size: 'S', stock: 3 }] });
  const changed = sampleProduct('made', { version: 2, sizes: [{ size: 'L' }, { size: 'S' }] });
  await products.createProduct(made, CHANGE);
  await products.replaceProduct(changed, made, CHANGE);
  for (const sort of PRODUCT_SORTS) {
    for (const tag of [undefined, 'kits']) {
      const { nextCursor: cursor } = await products.listProducts({ tag, sort }, page);
      await products.listProducts({ tag, sort }, { ...page, cursor });
    }
  }
  await products.findProductIdsByWord('sh', false, 9);
  const where = { productId: 'made', size: 'S', ...CHANGE };
  await stock.setStock({ ...where, movementId: 'm1', stock: 5 });
  const claim = sampleClaim({ key: 'adjusted' });
  await stock.adjustStock({ ...where, movementId: 'm2', delta: 4, claim });
  const { nextCursor } = await stock.listMovements('made', page);
  await stock.listMovements('made', { ...page, cursor: nextCursor });
  await ads.createAd({ adId: 'b', label: 'B' });
  await ads.findAd('b');
  await ads.listAds({ ...page, cursor: (await ads.listAds(page)).nextCursor });
  await ads.updateAd('b', { label: 'C' }, [0]);
  await ads.deleteAd('b', undefined);
  const cart = await filledCart(store, 'eve', [['made', 'S']]);
  await orders.placeOrder({ order: orderOf(cart, 'o2'), cartVersion: cart.version });
  for (const status of [undefined, 'Pending'] as const) {
    const filter = { status, since: instant(), before: instant(99) };
    const { nextCursor: cursor } = await orders.listOrders(filter, page);
    await orders.listOrders(filter, { ...page, cursor });
    await orders.listOrders({ status }, page);
  }
  await orders.moveOrder({ orderId: 'o2', from: ['Pending'], to: 'Cancelled', ...CHANGE });
  await orders.findOrder('o2');
  await products.deleteProduct(changed, CHANGE);
}

/** Carts of accounts and of guests; the hash of a guest's secret is in an answer. */
export async function fillEveryCart(store: Store): Promise<void> {
  const { carts } = store;
  const guestCart = { cartId: 'g', secretHash: 'secret', createdAt: instant() };
  await carts.createGuestCart(guestCart);
  await carts.findGuestCart('g', EXPIRED_AT);
  await carts.setCartLine(lineChange({ userId: 'eve', quantity: 3, seenPrice: 9 }));
  await carts.removeCartLine(lineChange({ userId: 'eve' }));
  const guest = await filledCart(store, guestCartOwner('g'), [['kit', 'M']]);
  await carts.mergeGuestCart({
    guest,
    cartId: 'g',
    userId: 'eve',
    version: undefined,
    additions: [{ productId: 'kit', size: 'M', quantity: 1 }],
    at: instant(),
    expiredAt: EXPIRED_AT,
  });
  await carts.removeExpiredCarts(instant(1), 9);
}
