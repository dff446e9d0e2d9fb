import { describe, expect, test } from 'vitest';
import type { Page, PageRequest } from '../../../src/domain/page.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createStocked, stockChange } from './ledger.ts';
import {
  filledCart,
  instant,
  numbered,
  orderOf,
  type StoreInUse,
  sampleProduct,
  sampleUser,
} from './sample-rows.ts';
import { accountOf, sampleSession } from './session-rows.ts';

type Lists = Readonly<Record<string, (page: PageRequest) => Promise<Page<unknown>>>>;

export function cursorsContract(inUse: StoreInUse): void {
  describe('cursors', () => {
    test("another list's cursor is refused with INVALID_CURSOR", async () => {
      const lists = await filledLists(inUse());
      const cursors = await firstCursors(lists);
      for (const [owner, cursor] of Object.entries(cursors)) {
        for (const [name, list] of Object.entries(lists)) {
          if (name === owner) continue;
          await expect(list({ limit: 1, cursor }), `${owner} in ${name}`).rejects.toMatchObject({
            code: 'INVALID_CURSOR',
          });
        }
      }
    });

    test('a cursor that was cut, turned or made up is refused with INVALID_CURSOR', async () => {
      const lists = await filledLists(inUse());
      const cursors = await firstCursors(lists);
      for (const [name, list] of Object.entries(lists)) {
        for (const cursor of [...editions(cursors[name] ?? ''), ...INVENTED]) {
          await expect(list({ limit: 1, cursor }), `${cursor} in ${name}`).rejects.toMatchObject({
            code: 'INVALID_CURSOR',
          });
        }
      }
    });

    test('a cursor may be used again and gives the same page', async () => {
      const lists = await filledLists(inUse());
      const cursors = await firstCursors(lists);
      for (const [name, list] of Object.entries(lists)) {
        const cursor = cursors[name];
        const first = await list({ limit: 1, cursor });
        expect(await list({ limit: 1, cursor }), name).toEqual(first);
      }
    });

    test('a cursor fits in a URL', async () => {
      const cursors = await firstCursors(await filledLists(inUse()));
      for (const cursor of Object.values(cursors)) {
        expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,2048}$/);
      }
    });
  });
}

const INVENTED = ['', '0', 'null', '%', ...['[]', '{}', '"x"', '[1,2,3]', '["x","y"]'].map(toText)];

function toText(json: string): string {
  return Buffer.from(json).toString('base64url');
}

function editions(cursor: string): readonly string[] {
  const half = Math.trunc(cursor.length / 2);
  return [
    cursor.slice(0, -4),
    cursor.slice(4),
    cursor.slice(0, half),
    cursor + cursor,
    [...cursor].reverse().join(''),
  ];
}

/** Every list of the port, each with three rows. */
async function filledLists(store: Store): Promise<Lists> {
  for (const id of numbered('u', 3)) await store.users.createUser(sampleUser(id));
  for (const id of numbered('s', 3)) await store.sessions.startSession(sampleSession('u0', id));
  await store.importCatalogue({
    ads: numbered('a', 3).map((adId) => ({ adId, label: adId })),
    products: numbered('p', 3).map((id) => sampleProduct(id)),
  });
  await createStocked(store, 'stocked', [{ size: 'M', stock: 9 }]);
  for (const [index, id] of numbered('m', 2).entries()) {
    const change = stockChange(id, { productId: 'stocked', at: instant(index) });
    await store.stock.adjustStock({ ...change, delta: 1 });
  }
  for (const id of numbered('o', 3)) {
    const cart = await filledCart(store, 'buyer', [['p0', 'M']]);
    await store.orders.placeOrder({ order: orderOf(cart, id), cartVersion: cart.version });
  }
  return {
    users: (page) => store.users.listUsers({}, page),
    'users by email': (page) => store.users.listUsers({ emailPrefix: 'u' }, page),
    products: (page) => store.products.listProductsByTag('kits', page),
    'products by label': (page) => store.products.listProducts({ sort: 'label' }, page),
    'products by price': (page) =>
      store.products.listProducts({ tag: 'kits', sort: 'price' }, page),
    movements: (page) => store.stock.listMovements('stocked', page),
    ads: (page) => store.ads.listAds(page),
    sessions: (page) => store.sessions.listSessions(accountOf('u0'), instant(), page),
    orders: (page) => store.orders.listOrdersByUser('buyer', page),
    'all orders': (page) => store.orders.listOrders({}, page),
    'pending orders': (page) => store.orders.listOrders({ status: 'Pending' }, page),
  };
}

async function firstCursors(lists: Lists): Promise<Readonly<Record<string, string>>> {
  const cursors: Record<string, string> = {};
  for (const [name, list] of Object.entries(lists)) {
    const { nextCursor } = await list({ limit: 1 });
    if (nextCursor === undefined) throw new Error(`${name} gave no cursor`);
    cursors[name] = nextCursor;
  }
  return cursors;
}
