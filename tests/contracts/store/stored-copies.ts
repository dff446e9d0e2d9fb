import { describe, expect, test } from 'vitest';
import {
  cartOf,
  filledCart,
  instant,
  orderOf,
  type StoreInUse,
  sampleProduct,
  sampleUser,
} from './sample-rows.ts';
import { accountOf, rotationOf, sampleSession, startSessions } from './session-rows.ts';

/** Writes over everything inside a value, however deep. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    spoil(inner);
    Reflect.set(value, key, 'spoilt');
  }
  if (Array.isArray(value)) value.push('spoilt');
}

export function storedCopiesContract(inUse: StoreInUse): void {
  const details = () => ({ a: { b: [1, { c: 2 }] } });

  describe('values are copies', () => {
    test('a read account can be written over without a trace', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann', { personalDetails: details() }));
      const expected = sampleUser('ann', { personalDetails: details() });
      spoil(await users.findUser('ann'));
      spoil(await users.findUserByEmail('ann@example.com'));
      spoil(await users.listUsers({}, { limit: 9 }));
      expect(await users.findUser('ann')).toEqual(expected);
      expect((await users.listUsers({}, { limit: 9 })).items).toEqual([expected]);
    });

    test('what was handed over to create or change an account can be written over', async () => {
      const { users } = inUse();
      const given = sampleUser('ann', { personalDetails: details() });
      await users.createUser(given);
      spoil(given);
      expect((await users.findUser('ann'))?.personalDetails).toEqual(details());
      const changes = { personalDetails: { fresh: details() } };
      const outcome = await users.updateUser('ann', changes, { updatedAt: instant(1) });
      spoil(changes);
      spoil(outcome);
      expect((await users.findUser('ann'))?.personalDetails).toEqual({ fresh: details() });
    });

    test('a session and its account can be written over without a trace', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('ann'), 'hash');
      const [session = sampleSession('ann', 's')] = await startSessions(inUse(), 'ann', 's');
      const rotation = rotationOf(session);
      const expected = structuredClone({ ...session, ...rotation });
      await sessions.rotateSession(rotation);
      spoil(session);
      spoil(rotation);
      const credentials = await users.findCredentials({ userId: 'ann' });
      const untouched = structuredClone(credentials);
      spoil(credentials);
      spoil(await sessions.findSession('ann', 's'));
      spoil(await sessions.listSessions(accountOf('ann'), instant(), { limit: 9 }));
      expect((await sessions.findSession('ann', 's'))?.session).toEqual(expected);
      expect(await users.findCredentials({ userId: 'ann' })).toEqual(untouched);
    });

    test('a product can be written over without a trace', async () => {
      const store = inUse();
      const given = sampleProduct('kit', { sizes: [{ size: 'M', stock: 3 }] });
      const expected = structuredClone(given);
      const ads = [{ adId: 'a', label: 'A' }];
      await store.importCatalogue({ ads, products: [given] });
      spoil(given);
      spoil(ads);
      spoil(await store.products.findProduct('kit'));
      spoil([...(await store.products.findProducts(['kit'])).values()]);
      spoil(await store.products.listProductsByTag('kits', { limit: 9 }));
      spoil(await store.ads.sampleAds(3));
      expect(await store.products.findProduct('kit')).toEqual(expected);
      expect(await store.ads.sampleAds(3)).toEqual([{ adId: 'a', label: 'A' }]);
    });

    test('a cart can be written over without a trace', async () => {
      const cart = await filledCart(inUse(), 'ann', [['kit', 'M']]);
      const expected = structuredClone(cart);
      spoil(cart);
      expect(await cartOf(inUse(), 'ann')).toEqual(expected);
    });

    test('an order can be written over without a trace', async () => {
      const store = inUse();
      const cart = await filledCart(store, 'ann', [['kit', 'M']]);
      const order = orderOf(cart, 'o1');
      const expected = structuredClone(order);
      await store.orders.placeOrder({ order, cartVersion: cart.version });
      spoil(order);
      spoil(await store.orders.listOrdersByUser('ann', { limit: 9 }));
      expect((await store.orders.listOrdersByUser('ann', { limit: 9 })).items).toEqual([expected]);
    });
  });
}
