import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Page, PageRequest } from '../../../src/domain/page.ts';
import {
  filledCart,
  instant,
  orderOf,
  type StoreInUse,
  sampleProduct,
  sampleUser,
} from './sample-rows.ts';
import { accountOf, sampleSession } from './session-rows.ts';

/** Ages repeat on purpose: rows of one instant must not hide each other. */
const age = fc.integer({ min: 0, max: 3 });
const change = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), age }),
  fc.record({ kind: fc.constant('remove' as const), pick: fc.nat() }),
);
const plan = fc.record({
  ages: fc.array(age, { maxLength: 10 }),
  limit: fc.integer({ min: 1, max: 4 }),
  /** What happens after each page. */
  changes: fc.array(fc.array(change, { maxLength: 2 }), { maxLength: 6 }),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

interface WalkedList {
  readonly add: (id: string, age: number) => Promise<void>;
  /** Undefined where the port takes no row away. */
  readonly remove?: (id: string) => Promise<void>;
  readonly page: (request: PageRequest) => Promise<Page<string>>;
}

export function walksContract(inUse: StoreInUse, propertyRuns: number): void {
  const holds = (listOfRun: (run: string) => WalkedList) => {
    let runs = 0;
    const property = fc.asyncProperty(plan, async (chosen) => {
      runs += 1;
      await expectExactWalk(chosen, listOfRun(`r${runs}-`));
    });
    return fc.assert(property, { numRuns: propertyRuns });
  };
  const users = (run: string): Omit<WalkedList, 'page'> => ({
    add: async (id, createdAge) => {
      await inUse().users.createUser(sampleUser(run + id, { createdAt: instant(createdAge) }));
    },
    remove: async (id) => {
      await inUse().users.deleteUser(run + id, { deletedAt: instant(99) });
    },
  });

  describe('a walk sees every row that stays exactly once while others come and go', () => {
    test('of all accounts', () =>
      holds((run) => ({
        ...users(run),
        page: (request) =>
          inUse()
            .users.listUsers({}, request)
            .then(({ items, nextCursor }) => ({
              items: items.map((user) => user.userId).flatMap(ofRun(run)),
              nextCursor,
            })),
      })));

    test('of the accounts with a role', () =>
      holds((run) => ({
        ...users(run),
        page: (request) =>
          inUse()
            .users.listUsers({ role: 'customer' }, request)
            .then(({ items, nextCursor }) => ({
              items: items.map((user) => user.userId).flatMap(ofRun(run)),
              nextCursor,
            })),
      })));

    test('of the accounts with an email prefix', () =>
      holds((run) => ({
        ...users(run),
        page: (request) =>
          inUse()
            .users.listUsers({ emailPrefix: run }, request)
            .then(({ items, nextCursor }) => ({
              items: items.map((user) => user.userId).flatMap(ofRun(run)),
              nextCursor,
            })),
      })));

    test('of the products of a tag', () =>
      holds((run) => ({
        add: (id) =>
          inUse().importCatalogue({ ads: [], products: [sampleProduct(run + id, { tag: run })] }),
        page: (request) =>
          inUse()
            .products.listProductsByTag(run, request)
            .then(({ items, nextCursor }) => ({
              items: items.map((product) => product.productId).flatMap(ofRun(run)),
              nextCursor,
            })),
      })));

    test('of the sessions of an account', () =>
      holds((run) => ({
        add: async (id, createdAge) => {
          await inUse().users.createUser(sampleUser(run));
          // The age leads, as in every session's id.
          const sessionId = `${run}${createdAge}-${id}`;
          await inUse().sessions.startSession(sampleSession(run, sessionId));
        },
        page: (request) =>
          inUse()
            .sessions.listSessions(accountOf(run), instant(), request)
            .then(({ items, nextCursor }) => ({
              items: items.map((session) => session.sessionId.slice(`${run}0-`.length)),
              nextCursor,
            })),
      })));

    test('of the orders of a user', () =>
      holds((run) => ({
        add: async (id, createdAge) => {
          const cart = await filledCart(inUse(), run, [['ball', '5']]);
          const order = orderOf(cart, run + id, instant(createdAge));
          await inUse().orders.placeOrder({ order, cartVersion: cart.version });
        },
        page: (request) =>
          inUse()
            .orders.listOrdersByUser(run, request)
            .then(({ items, nextCursor }) => ({
              items: items.map((order) => order.orderId).flatMap(ofRun(run)),
              nextCursor,
            })),
      })));
  });
}

/** The store keeps the rows of earlier runs; they are none of this one's. */
function ofRun(run: string): (id: string) => readonly string[] {
  return (id) => (id.startsWith(run) ? [id.slice(run.length)] : []);
}

async function expectExactWalk({ ages, limit, changes }: Plan, list: WalkedList): Promise<void> {
  const present = new Set<string>();
  let made = 0;
  const add = async (rowAge: number) => {
    const id = `row${made}`;
    made += 1;
    await list.add(id, rowAge);
    present.add(id);
  };
  for (const one of ages) await add(one);

  const staying = new Set(present);
  const seen: string[] = [];
  const upcoming = [...changes];
  let cursor: string | undefined;
  do {
    const page = await list.page({ limit, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor;
    for (const one of upcoming.shift() ?? []) {
      if (one.kind === 'add') await add(one.age);
      else await removeOne([...present][one.pick % present.size]);
    }
  } while (cursor !== undefined);

  expect(new Set(seen).size, `a row came twice: ${seen}`).toBe(seen.length);
  expect([...staying].filter((id) => !seen.includes(id))).toEqual([]);

  async function removeOne(id: string | undefined): Promise<void> {
    if (id === undefined || list.remove === undefined) return;
    await list.remove(id);
    present.delete(id);
    staying.delete(id);
  }
}
