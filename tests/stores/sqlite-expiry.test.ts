import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { guestCartOwner } from '../../src/domain/cart.ts';
import type { Store } from '../../src/ports/store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import {
  cartOf,
  filledCart,
  instant,
  lineChange,
  numbered,
  orderOf,
  sampleUser,
} from '../contracts/store/sample-rows.ts';
import { sampleSession, sampleThrottle } from '../contracts/store/session-rows.ts';
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();
const DAY = 24 * 3600;
/** When a sample session that began at `instant()` has idled too long. */
const IDLE_END = 14 * DAY;
const PURGED_AT_ONCE = 50;

describe('what has expired', () => {
  let file = '';
  let store: Store;
  beforeEach(async () => {
    file = newFile();
    store = openSqliteStore(file);
    for (const userId of ['ann', 'bob']) await store.users.createUser(sampleUser(userId));
  });
  afterEach(() => store.close());

  function column(sql: string): readonly string[] {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database
        .prepare(sql)
        .all()
        .map((row) => String(Object.values(row)[0]));
    } finally {
      database.close();
    }
  }
  const sessionIds = () => column('SELECT session_id FROM sessions ORDER BY session_id');
  const throttleKeys = () => column('SELECT key FROM throttles ORDER BY key');
  const startAt = (sessionId: string, seconds: number) =>
    store.sessions.startSession(sampleSession('bob', sessionId, { createdAt: instant(seconds) }));
  const takeAt = (key: string, seconds: number, expiresAt: string) =>
    store.throttles.takeAttempt([sampleThrottle(key, { expiresAt })], instant(seconds));

  test('of sessions goes when another one starts, whoever signs in', async () => {
    await store.sessions.startSession(sampleSession('ann', 'first'));
    await startAt('second', IDLE_END - 1);
    expect(sessionIds()).toEqual(['first', 'second']);
    await startAt('third', IDLE_END);
    expect(sessionIds()).toEqual(['second', 'third']);
  });

  test('of sessions goes a bounded number at a time', async () => {
    for (const id of numbered('old', PURGED_AT_ONCE + 10)) await startAt(id, 0);
    await startAt('next', IDLE_END);
    expect(sessionIds()).toHaveLength(10 + 1);
    await startAt('third', IDLE_END);
    expect(sessionIds()).toEqual(['next', 'third']);
  });

  test('of throttles goes with a later attempt, a bounded number at a time', async () => {
    for (const key of numbered('old', PURGED_AT_ONCE + 10)) await takeAt(key, 0, instant(10));
    await takeAt('lasting', 9, instant(100));
    expect(throttleKeys()).toHaveLength(PURGED_AT_ONCE + 10 + 1);
    await takeAt('next', 10, instant(100));
    expect(throttleKeys()).toHaveLength(10 + 2);
    await takeAt('next', 10, instant(100));
    expect(throttleKeys()).toEqual(['lasting', 'next']);
  });

  test('or not, the sessions of a deleted account leave the file with it', async () => {
    await store.sessions.startSession(sampleSession('ann', 'of ann'));
    await startAt('of bob', 0);
    await store.users.deleteUser('ann', { deletedAt: instant(1) });
    expect(sessionIds()).toEqual(['of bob']);
  });

  test('or not, no session is kept for an account that is not there', async () => {
    await store.sessions.startSession(sampleSession('nobody', 's'));
    expect(sessionIds()).toEqual([]);
  });

  test('of carts goes a bounded number at a time, the oldest first', async () => {
    for (const [age, userId] of numbered('u', 5).entries()) {
      await store.carts.addCartUnits(lineChange({ userId, at: instant(age) }));
    }
    const removeExpired = () => store.carts.removeExpiredCarts(instant(3), 3);
    expect(await removeExpired()).toBe(3);
    expect(column('SELECT user_id FROM cart_lines')).toEqual(['u3', 'u4']);
    expect(await removeExpired()).toBe(1);
    expect(await removeExpired()).toBe(0);
    expect(column('SELECT user_id FROM cart_lines')).toEqual(['u4']);
  });

  test('of carts leaves no version for an older checkout', async () => {
    const cart = await filledCart(store, 'ann', [['kit', 'M']]);
    expect(await store.carts.removeExpiredCarts(instant(), 9)).toBe(1);
    const placement = { order: orderOf(cart, 'o1'), cartVersion: cart.version };
    expect(await store.orders.placeOrder(placement)).toEqual({ kind: 'cart-changed' });
    const later = await filledCart(store, 'ann', [['kit', 'M']]);
    expect(later.version).toBeGreaterThan(cart.version);
    expect(await store.carts.removeExpiredCarts(instant(), 9)).toBe(1);
  });

  test("of guests' carts goes without a trace, filled or not", async () => {
    for (const cartId of ['empty', 'full']) {
      await store.carts.createGuestCart({ cartId, secretHash: 'h', createdAt: instant() });
    }
    const touched = { userId: guestCartOwner('full'), at: instant(5) };
    await store.carts.addCartUnits(lineChange(touched));
    expect(await store.carts.removeExpiredCarts(instant(4), 9)).toBe(1);
    expect(column('SELECT cart_id FROM guest_carts')).toEqual(['full']);
    expect((await cartOf(store, touched.userId)).lines).toHaveLength(1);
    expect(await store.carts.removeExpiredCarts(instant(5), 9)).toBe(1);
    for (const table of ['guest_carts', 'carts', 'cart_lines']) {
      expect(column(`SELECT * FROM ${table}`)).toEqual([]);
    }
  });

  test('of carts that were merged goes in its time too', async () => {
    const guest = { cartId: 'g', secretHash: 'h', createdAt: instant() };
    await store.carts.createGuestCart(guest);
    const cart = await filledCart(store, guestCartOwner('g'), [['kit', 'M']]);
    const merging = { guest: cart, cartId: 'g', userId: 'ann', version: undefined };
    const additions = [{ productId: 'kit', size: 'M', quantity: 1 }];
    const when = { at: instant(9), expiredAt: instant(-1) };
    expect(await store.carts.mergeGuestCart({ ...merging, additions, ...when })).toBe('merged');
    expect(await store.carts.findGuestCart('g', instant(8))).toEqual({
      ...guest,
      mergedInto: 'ann',
    });
    const addition = lineChange({ userId: guestCartOwner('g'), at: instant(10) });
    await expect(store.carts.addCartUnits(addition)).rejects.toMatchObject({
      code: 'CART_CHANGED',
    });
    expect(await store.carts.removeExpiredCarts(instant(8), 9)).toBe(0);
    expect(await store.carts.removeExpiredCarts(instant(9), 9)).toBe(2);
    expect(column('SELECT * FROM guest_carts')).toEqual([]);
  });
});
