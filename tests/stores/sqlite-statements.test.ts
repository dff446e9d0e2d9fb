import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import type { UserFilter } from '../../src/ports/user-store.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import {
  filledCart,
  instant,
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
import { sqliteFiles } from './sqlite-files.ts';

const newFile = sqliteFiles();
const file = newFile();
const HASH = '$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA';

const statements = new Set<string>();
let results: readonly unknown[] = [];
beforeAll(async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  const store = openSqliteStore(file);
  results = await callEveryMethod(store);
  await signInEveryWay(store);
  for (const [sql] of prepare.mock.calls) statements.add(sql.replace(/\s+/g, ' ').trim());
  prepare.mockRestore();
  await store.close();
});

const database = new DatabaseSync(file);
afterAll(() => database.close());

/** The steps of SQLite's plan for the statement. */
function planOf(sql: string): readonly string[] {
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  return rows.map((row) => String(row['detail']));
}

function queries(): readonly string[] {
  return [...statements].filter((sql) => /^(SELECT|INSERT|UPDATE|DELETE)/.test(sql));
}

/** Statements that may read a whole table, each with its reason. */
const MAY_SCAN: Readonly<Record<string, string>> = {
  'SELECT ad_id, label FROM ads ORDER BY random() LIMIT ?':
    'a shop has a handful of ads, and each must be equally likely',
  'SELECT count(*) AS count FROM sqlite_schema': 'the schema, when the file is opened',
  'SELECT 1 FROM settings LIMIT 1': 'stops at the first row',
  'SELECT EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM ads) AS found':
    'stops at the first row, when the server starts',
};

describe('the statements of the SQLite store', () => {
  test('are all collected', () => {
    expect(queries().length).toBeGreaterThan(50);
  });

  test('find their rows by an index and never read a whole table', () => {
    const scans = queries()
      .filter((sql) => !Object.hasOwn(MAY_SCAN, sql))
      .flatMap((sql) => planOf(sql).map((step) => ({ sql, step })))
      .filter(({ step }) => isTableScan(step));
    expect(scans).toEqual([]);
  });

  test('take the order of a list from an index and sort nothing that grows', () => {
    const sorts = queries()
      .filter((sql) => sql.includes('LIMIT') && !Object.hasOwn(MAY_SCAN, sql))
      .flatMap((sql) => planOf(sql).map((step) => ({ sql, step })))
      // A product's sizes are sorted by their position, inside the subquery that gathers them.
      .filter(({ step }) => step === 'USE TEMP B-TREE FOR ORDER BY');
    expect(sorts).toEqual([]);
  });

  test('that may read a whole table are all still in use', () => {
    expect(Object.keys(MAY_SCAN).filter((sql) => !statements.has(sql))).toEqual([]);
  });
});

describe('a password hash', () => {
  test('is kept', () => {
    const rows = database.prepare('SELECT password_hash FROM users').all();
    expect(rows.map((row) => row['password_hash'])).toContain(HASH);
  });

  test('is in nothing the store gives back', () => {
    expect(results.length).toBeGreaterThan(10);
    expect(JSON.stringify(results)).not.toContain('argon2id');
    expect(JSON.stringify(results).toLowerCase()).not.toContain('hash');
  });
});

/** A walk in the order of an index reads no further than its LIMIT. */
function isTableScan(step: string): boolean {
  if (!step.startsWith('SCAN')) return false;
  return !/^SCAN (CONSTANT ROW|json_each|\w+ USING (COVERING )?INDEX)/.test(step);
}

/** Every combination of filters there is. */
const FILTERS: readonly UserFilter[] = [undefined, 'ann@example.com'].flatMap((email) =>
  [undefined, 'a'].flatMap((emailPrefix) =>
    ([undefined, 'active'] as const).flatMap((status) =>
      ([undefined, 'customer'] as const).map((role) => ({ email, emailPrefix, status, role })),
    ),
  ),
);

async function callEveryMethod(store: Store): Promise<readonly unknown[]> {
  const { users, products, ads, carts, orders } = store;
  const page = { limit: 1 };
  const ann = sampleUser('ann');
  await store.importCatalogue({
    ads: [{ adId: 'a', label: 'A' }],
    products: [sampleProduct('kit', { sizes: [{ size: 'M', stock: 9 }] })],
  });
  const answers: unknown[] = [
    await users.createUser(ann, HASH),
    await users.createUser(ann, HASH),
    await users.createUser(sampleUser('bob', { email: 'abe@example.com' }), HASH),
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
async function signInEveryWay({ users, sessions, throttles }: Store): Promise<void> {
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
