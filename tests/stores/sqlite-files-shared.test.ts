import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import {
  addUnits,
  cartOf,
  countOf,
  filledCart,
  instant,
  lineChange,
  orderOf,
  sampleProduct,
  sampleUser,
  unitsOf,
} from '../contracts/store/sample-rows.ts';
import { rotationOf, sampleSession, sampleThrottle } from '../contracts/store/session-rows.ts';
import type { WorkerOrder } from './add-units-worker.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();
const THREADS = 4;
const UNITS = 60;

test("two stores on one file see each other's writes at once", async () => {
  const file = newFile();
  const [one, two] = [openSqliteStore(file), openSqliteStore(file)];
  await one.users.createUser(sampleUser('ann'));
  expect(await two.users.findUser('ann')).toEqual(sampleUser('ann'));
  await two.users.updateUser('ann', { lastname: 'Lee' }, { updatedAt: instant(1) });
  expect((await one.users.findUser('ann'))?.version).toBe(2);
  expect(await one.users.createUser(sampleUser('b', { email: 'ann@example.com' }))).toBe(
    'email-taken',
  );
  const cart = await filledCart(one, 'ann', [['kit', 'M']]);
  await addUnits(two, 'ann', [['ball', '5']]);
  const order = orderOf(cart, 'o1');
  expect(await one.orders.placeOrder({ order, cartVersion: cart.version })).toEqual({
    kind: 'cart-changed',
  });
  expect(await unitsOf(one, 'ann')).toEqual(['kit/M', 'ball/5']);
  await Promise.all([one.close(), two.close()]);
});

test('what was written is there when the file is opened again', async () => {
  const file = newFile();
  const first = openSqliteStore(file);
  await first.users.createUser(sampleUser('ann'), 'hash');
  const cart = await filledCart(first, 'ann', [['kit', 'M']]);
  await first.close();
  const second = openSqliteStore(file);
  expect(await second.users.findUser('ann')).toEqual(sampleUser('ann'));
  expect(await cartOf(second, 'ann')).toEqual(cart);
  await second.close();
});

test('threads that open a new file at once and write to it lose nothing', async () => {
  const file = newFile();
  const outcomes = await Promise.all(
    Array.from({ length: THREADS }, async (_, worker) => {
      const order: WorkerOrder = { file, worker, units: UNITS };
      const thread = new Worker(new URL('./add-units-worker.ts', import.meta.url), {
        workerData: order,
      });
      const [message] = (await once(thread, 'message')) as [unknown];
      return message;
    }),
  );
  expect(countOf(outcomes, 'created')).toBe(1);
  expect(countOf(outcomes, 'email-taken')).toBe(THREADS - 1);
  const store = openSqliteStore(file);
  const { lines } = await cartOf(store, 'shared');
  expect(lines.map((line) => line.unitOrdinals.length)).toEqual([80, 80, 80]);
  await store.close();
});

test('a database that another program keeps locked is unavailable for writes and nothing else', async () => {
  const file = newFile();
  const store = openSqliteStore(file, { busyTimeoutMs: 20 });
  await store.users.createUser(sampleUser('ann'));
  const cart = await filledCart(store, 'ann', [['kit', 'M']]);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const unavailable = { code: 'STORE_UNAVAILABLE', retryAfterSeconds: expect.any(Number) };
  const order = orderOf(cart, 'o1');
  const session = sampleSession('ann', 's');
  const throttle = sampleThrottle('guess');
  const change = { actor: 'ann', at: instant() };
  const moved = { productId: 'kit', size: 'M', movementId: 'm', ...change };
  const writes = [
    () => store.users.createUser(sampleUser('bob')),
    () => store.users.updateUser('ann', {}, { updatedAt: instant(1) }),
    () => store.users.deleteUser('ann', { deletedAt: instant(1) }),
    () => store.users.changeAccess('ann', { role: 'admin' }, { updatedAt: instant(1) }),
    () => store.users.setPassword('ann', 'new', { proof: { passwordHash: 'old' }, ends: 'all' }),
    () => store.users.startPasswordReset('ann', { tokenHash: 'token', expiresAt: instant() }),
    () => store.users.endSessions('ann'),
    () => store.sessions.startSession(session),
    () => store.sessions.rotateSession(rotationOf(session)),
    () => store.sessions.endSession('ann', 's'),
    () => store.throttles.takeAttempt([throttle], instant()),
    () => store.throttles.giveBackAttempt([throttle], instant()),
    () => store.throttles.forgetAttempts(throttle),
    () => addUnits(store, 'ann', [['kit', 'M']]),
    () => store.carts.setCartLine(lineChange()),
    () => store.carts.removeCartLine(lineChange()),
    () => store.carts.clearCart('ann'),
    () => store.carts.createGuestCart({ cartId: 'g', secretHash: 'h', createdAt: instant() }),
    () => store.carts.removeExpiredCarts(instant(), 9),
    () => store.products.createProduct(sampleProduct('kit'), change),
    () => store.products.replaceProduct(sampleProduct('kit'), sampleProduct('kit'), change),
    () => store.products.deleteProduct(sampleProduct('kit'), change),
    () => store.stock.setStock({ ...moved, stock: 9 }),
    () => store.stock.adjustStock({ ...moved, delta: 1 }),
    () => store.ads.createAd({ adId: 'a', label: 'A' }),
    () => store.ads.updateAd('a', { label: 'B' }, undefined),
    () => store.ads.deleteAd('a', undefined),
    () => store.orders.moveOrder({ orderId: 'o1', from: ['Pending'], to: 'Paid', ...change }),
    () => store.orders.placeOrder({ order, cartVersion: cart.version }),
    () => store.settleCurrency('EUR'),
    () => store.importCatalogue({ ads: [], products: [] }),
  ];
  for (const write of writes) await expect(write()).rejects.toMatchObject(unavailable);
  expect(await store.users.findUser('ann')).toEqual(sampleUser('ann'));
  expect(await cartOf(store, 'ann')).toEqual(cart);

  other.exec('ROLLBACK');
  other.close();
  expect(await store.users.createUser(sampleUser('bob'))).toBe('created');
  await store.close();
});
