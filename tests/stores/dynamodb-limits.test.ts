import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../src/domain/cart.ts';
import { EMAIL_MAX_LENGTH, normaliseEmail } from '../../src/domain/email.ts';
import { MAX_MINOR_UNITS } from '../../src/domain/money.ts';
import { checkPersonalDetails, type PersonalDetails } from '../../src/domain/personal-details.ts';
import type { Store } from '../../src/ports/store.ts';
import { lineAttribute, unitMark } from '../../src/stores/dynamodb/cart-item.ts';
import {
  cartOf,
  filledCart,
  instant,
  lineChange,
  orderOf,
  sampleProduct,
  sampleUser,
} from '../contracts/store/sample-rows.ts';
import { accountOf, rotationOf, sampleSession } from '../contracts/store/session-rows.ts';
import { newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

/** Four bytes in UTF-8. */
const BALL = '\u{1f3c0}';
const LONGEST_USER_ID = 'u'.repeat(128);
const LONGEST_PRODUCT_ID = 124;
const LONGEST_SIZE = 28;
const UUID = 'c0a8012e-7b1f-4c55-9a30-6c2f5d8e4b21';

describe.skipIf(withoutJava)('the limits of the engine', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    tables = await newTables(engine.endpoint);
    store = tables.plain();
  });
  afterAll(() => engine.stop());

  const nested = (levels: number): object => (levels === 1 ? {} : { '': nested(levels - 1) });
  const text32k = BALL.repeat(8 * 1024 - 3);
  const details: readonly (readonly [string, PersonalDetails])[] = [
    ['the largest number', { a: 1e308, b: -1e308, c: [Number.MAX_VALUE, Number.MIN_VALUE] }],
    ['a number of forty digits', { a: 1.2345678901234567e39, b: Number('9'.repeat(40)) }],
    ['texts that look like numbers', { a: '1'.repeat(40), b: '0e999' }],
    ['empty keys, texts, lists and objects', { '': '', a: [], b: {}, c: [''], ' ': null }],
    ['keys of an engine', { '#a': 1, ':b': 2, 'a.b[0]': 3, __proto__1: 4, size: 5 }],
    ['eight levels', nested(8) as PersonalDetails],
    ['32 KiB of four-byte characters', { a: text32k }],
    ['32 KiB of keys', Object.fromEntries(Array.from({ length: 2600 }, (_, n) => [`k${n}`, n]))],
  ];

  test.each(details)('do not meet personal details with %s', async (name, personalDetails) => {
    expect(checkPersonalDetails(personalDetails).ok).toBe(true);
    const user = sampleUser(name.replaceAll(/\W/g, '-'), { personalDetails });
    expect(await store.users.createUser(user)).toBe('created');
    expect(await store.users.findUser(user.userId)).toEqual(user);
    await store.users.updateUser(user.userId, { personalDetails }, { updatedAt: instant(1) });
    expect((await store.users.findUser(user.userId))?.personalDetails).toEqual(personalDetails);
  });

  test('do not meet the longest account with the longest email', async () => {
    const label = 'd'.repeat(60);
    const host = `@${label}.${label}.${label}.`;
    // Four bytes a letter: a sort key of the emails' index has at most 1024.
    const local = '\u{20000}'.repeat(16);
    const email = `${local}${host}${'e'.repeat(EMAIL_MAX_LENGTH - 64 - host.length)}`;
    expect(normaliseEmail(email)).toEqual({ ok: true, value: email });
    const user = sampleUser(LONGEST_USER_ID, {
      email,
      firstname: BALL.repeat(100),
      lastname: BALL.repeat(100),
      address: BALL.repeat(500),
      gender: BALL.repeat(32),
      personalDetails: { a: text32k },
      role: 'admin',
      status: 'disabled',
    });
    expect(await store.users.createUser(user, 'h'.repeat(500))).toBe('created');
    expect(await store.users.findUserByEmail(email)).toEqual(user);
    const filters = [{}, { email }, { emailPrefix: email }, { emailPrefix: '\u{20000}' }];
    for (const filter of [...filters, { role: user.role }, { status: user.status }]) {
      const { items } = await store.users.listUsers(filter, { limit: 1000 });
      expect(items).toContainEqual(user);
    }
    const longer = `${local}${BALL}`.repeat(4);
    expect((await store.users.listUsers({ emailPrefix: longer }, { limit: 9 })).items).toEqual([]);
    expect(await store.users.deleteUser(user.userId, { deletedAt: instant() })).toBe('deleted');
  });

  test('do not meet the longest session', async () => {
    const userId = `s${LONGEST_USER_ID.slice(1)}`;
    await store.users.createUser(sampleUser(userId, { role: 'admin' }), 'h'.repeat(500));
    const session = sampleSession(userId, `${'f'.repeat(12)}-${UUID}`, {
      userAgent: BALL.repeat(100),
    });
    await store.sessions.startSession(session);
    const rotation = rotationOf(session, 0, 'x'.repeat(1000));
    expect(await store.sessions.rotateSession(rotation)).toBe('rotated');
    const rotated = { ...session, ...rotation };
    const found = await store.sessions.findSession(userId, session.sessionId);
    expect(found?.session).toEqual(rotated);
    const page = await store.sessions.listSessions(accountOf(userId), instant(), { limit: 1 });
    expect(page).toEqual({ items: [rotated] });
    expect(await store.sessions.endSession(userId, session.sessionId)).toBe(true);
  });

  test('do not meet the longest key a caller may choose', async () => {
    const cart = await filledCart(store, 'keyed', [['kit', 'M']]);
    const claim = {
      scope: `user:${LONGEST_USER_ID}`,
      key: '\\'.repeat(255),
      fingerprint: 'f'.repeat(64),
      expiresAt: instant(3600),
    };
    const placement = { order: orderOf(cart, UUID), cartVersion: cart.version, claim };
    expect(await store.orders.placeOrder(placement)).toEqual({ kind: 'placed' });
    const record = { fingerprint: claim.fingerprint, resultId: UUID };
    const { scope, key } = claim;
    expect(await store.orders.findIdempotencyRecord(scope, key, instant())).toEqual(record);
  });

  test('do not meet the fullest cart of the longest ids: stored, read, filled up and ordered', async () => {
    const userId = `f${LONGEST_USER_ID.slice(1)}`;
    const lines = Array.from({ length: MAX_CART_LINES }, (_, line) => ({
      productId: BALL.repeat(LONGEST_PRODUCT_ID) + String(line).padStart(4, '0'),
      size: BALL.repeat(LONGEST_SIZE) + String(line).padStart(4, '0'),
    }));
    const products = lines.map(({ productId, size }) =>
      sampleProduct(productId, {
        tag: BALL.repeat(100),
        label: BALL.repeat(500),
        description: BALL.repeat(5000),
        sizes: [{ size, stock: MAX_LINE_QUANTITY }],
      }),
    );
    await store.importCatalogue({ ads: [], products });
    await tables.client.send(
      new PutCommand({ TableName: tables.names.carts, Item: nearlyFullCart(userId, lines) }),
    );
    const first = lines[0] ?? { productId: '', size: '' };
    const add = (line: { productId: string; size: string }) =>
      store.carts.addCartUnits(lineChange({ userId, ...line, seenPrice: MAX_MINOR_UNITS }));
    expect(await add({ productId: 'one-more', size: 'M' })).toBe('cart-full');
    expect(await add(first)).toBe('added');
    expect(await add(first)).toBe('line-full');

    const cart = await cartOf(store, userId);
    expect(cart.lines.map(({ unitOrdinals }) => unitOrdinals.length)).toEqual(
      lines.map(() => MAX_LINE_QUANTITY),
    );
    const claim = {
      scope: userId,
      key: '~'.repeat(255),
      fingerprint: '',
      expiresAt: instant(3600),
    };
    const made = orderOf(cart, `order ${UUID}`);
    const order = {
      ...made,
      lines: made.lines.map((line) => ({ ...line, label: BALL.repeat(500) })),
    };
    const placement = { order, cartVersion: cart.version, claim };
    expect(await store.orders.placeOrder(placement)).toEqual({ kind: 'placed' });
    const taken = order.lines.map((line) => ({ ...line, tookStock: true }));
    const { items } = await store.orders.listOrdersByUser(userId, { limit: 9 });
    expect(items).toEqual([{ ...order, lines: taken }]);
    expect(await store.carts.findCart(userId)).toBeUndefined();
    const sold = await store.products.findProducts(lines.map(({ productId }) => productId));
    expect(sold.size).toBe(MAX_CART_LINES);
    for (const { sizes } of sold.values()) expect(sizes[0]?.stock).toBe(0);
  });
});

/** As additions leave it, but for one unit of the first line. */
function nearlyFullCart(
  userId: string,
  lines: readonly { readonly productId: string; readonly size: string }[],
): Record<string, unknown> {
  const names = lines.map(({ productId, size }) => lineAttribute(productId, size));
  const marks = Array.from({ length: MAX_LINE_QUANTITY }, (_, unit) =>
    unitMark(1_795_000_000_000_000 + unit, UUID.slice(-12), MAX_MINOR_UNITS),
  );
  return {
    user_id: userId,
    version: MAX_CART_LINES * MAX_LINE_QUANTITY - 1,
    updated_at: instant(),
    line_names: new Set(names),
    ...Object.fromEntries(names.map((name, index) => [name, index === 0 ? marks.slice(1) : marks])),
  };
}
