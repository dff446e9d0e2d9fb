import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeCursor } from '../../src/domain/cursor.ts';
import type { Page, PageRequest } from '../../src/domain/page.ts';
import type { Store } from '../../src/ports/store.ts';
import {
  filledCart,
  instant,
  numbered,
  orderOf,
  sampleProduct,
  sampleUser,
} from '../contracts/store/sample-rows.ts';
import { accountOf, sampleSession } from '../contracts/store/session-rows.ts';
import { newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const ODD = [
  '',
  ' ',
  'x',
  'zzzz',
  '\u{10ffff}',
  '\u0001',
  '\u2028',
  'e\u0301',
  '#/:@&=+',
  '{"S":"x"}',
  'a'.repeat(1024),
  'a'.repeat(1500),
  '\u{1f3c0}'.repeat(300),
];

type List = (store: Store, page: PageRequest) => Promise<Page<object>>;

const LISTS: readonly (readonly [string, List])[] = [
  ['all accounts', ({ users }, page) => users.listUsers({}, page)],
  ['active accounts', ({ users }, page) => users.listUsers({ status: 'active' }, page)],
  ['disabled accounts', ({ users }, page) => users.listUsers({ status: 'disabled' }, page)],
  ['admins', ({ users }, page) => users.listUsers({ role: 'admin' }, page)],
  ['accounts of a prefix', ({ users }, page) => users.listUsers({ emailPrefix: 'ad' }, page)],
  ['accounts of one email', ({ users }, page) => users.listUsers({ email: 'a@b.cd' }, page)],
  ['products of a tag', ({ products }, page) => products.listProductsByTag('kits', page)],
  [
    'sessions of a user',
    ({ sessions }, page) => sessions.listSessions(accountOf('user0'), instant(), page),
  ],
  ['all products', ({ products }, page) => products.listProducts({ sort: 'label' }, page)],
  [
    'the newest products of a tag',
    ({ products }, page) => products.listProducts({ tag: 'kits', sort: 'newest' }, page),
  ],
  ['movements of stock', ({ stock }, page) => stock.listMovements('p0', page)],
  ['all orders', ({ orders }, page) => orders.listOrders({}, page)],
  [
    'pending orders of a time',
    ({ orders }, page) =>
      orders.listOrders({ status: 'Pending', since: instant(-1), before: instant(99) }, page),
  ],
  ['ads', ({ ads }, page) => ads.listAds(page)],
  ['orders of a user', ({ orders }, page) => orders.listOrdersByUser('buyer', page)],
];

describe.skipIf(withoutJava)('edited cursors over DynamoDB', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
    tables = await newTables(engine.endpoint);
    store = tables.plain();
    const over = { role: 'admin', status: 'disabled' } as const;
    for (const id of numbered('admin', 3)) await store.users.createUser(sampleUser(id, over));
    for (const id of numbered('user', 3)) await store.users.createUser(sampleUser(id));
    for (const id of numbered('s', 3)) {
      await store.sessions.startSession(sampleSession('user0', id));
    }
    await store.importCatalogue({
      ads: numbered('a', 3).map((id) => ({ adId: id, label: id })),
      products: numbered('p', 3).map((id) =>
        sampleProduct(id, { sizes: [{ size: 'M', stock: 9 }] }),
      ),
    });
    for (const [index, id] of numbered('o', 3).entries()) {
      const cart = await filledCart(store, 'buyer', [['p0', 'M']]);
      const order = orderOf(cart, id, instant(index));
      await store.orders.placeOrder({ order, cartVersion: cart.version });
    }
  });
  afterAll(() => engine.stop());

  /** The list's own cursor with one part, or all of them, turned into each odd text. */
  async function editedCursors(list: List): Promise<readonly string[]> {
    const { nextCursor } = await list(store, { limit: 1 });
    const own = nextCursor ?? encodeCursor('users', ['user0']);
    const [name = '', ...key] = JSON.parse(Buffer.from(own, 'base64url').toString()) as string[];
    return ODD.flatMap((odd) => [
      ...key.map((_, index) => encodeCursor(name, key.with(index, odd))),
      encodeCursor(
        name,
        key.map(() => odd),
      ),
    ]);
  }

  test.each(LISTS)('give a page of the list or INVALID_CURSOR: %s', async (_, list) => {
    const whole = await list(store, { limit: 9 });
    for (const cursor of await editedCursors(list)) {
      const said = Buffer.from(cursor, 'base64url').toString();
      const answer = await list(store, { limit: 9, cursor }).catch((error: unknown) => error);
      if (answer instanceof Error) {
        expect(answer, said).toMatchObject({
          code: 'INVALID_CURSOR',
          problems: [{ pointer: '#/cursor', detail: expect.not.stringContaining('key') }],
        });
      } else {
        const { items } = answer as Page<object>;
        for (const item of items) expect(whole.items, said).toContainEqual(item);
      }
    }
  });

  test('leave the lists as they were', async () => {
    for (const [name, list] of LISTS) {
      const { items } = await list(store, { limit: 9 });
      const { nextCursor } = await list(store, { limit: 1 });
      if (nextCursor === undefined) continue;
      const rest = await list(store, { limit: 9, cursor: nextCursor });
      expect(rest.items, name).toEqual(items.slice(1));
    }
  });
});
