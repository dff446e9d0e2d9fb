import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../../src/domain/cart.ts';
import type { Store } from '../../../src/ports/store.ts';
import {
  addUnits,
  instant,
  lineChange,
  numbered,
  sampleProduct,
  sampleUser,
} from '../../contracts/store/sample-rows.ts';
import {
  claimOfRun,
  emailOf,
  type FaultCase,
  fillCart,
  newEmailOf,
  orderOfCart,
  place,
} from './fault-cases.ts';

const create = (store: Store, id: string) => store.users.createUser(sampleUser(id));
const createBoth = async (store: Store, id: string) => {
  await create(store, id);
  await store.users.createUser(sampleUser(`other-${id}`, { email: newEmailOf(id) }));
};
const at = (expectedVersions: readonly number[]) => ({ updatedAt: instant(1), expectedVersions });
const add = ({ carts }: Store, id: string) =>
  carts.addCartUnits(lineChange({ userId: id, productId: id }));
const stockUp = (store: Store, id: string) =>
  store.importCatalogue({
    ads: [],
    products: [sampleProduct(id, { sizes: [{ size: 'M', stock: 1 }] })],
  });
const READ_AND_MOVE = ['GetItem', 'TransactWriteItems'];
const READ_AND_PLACE = ['BatchGetItem', 'TransactWriteItems'];

/** Conditions that do not hold: each command is sent once. */
export const REFUSAL_CASES: readonly FaultCase[] = [
  {
    name: 'a taken email',
    commands: ['TransactWriteItems'],
    prepare: create,
    call: ({ users }, id) => users.createUser(sampleUser(`other-${id}`, { email: emailOf(id) })),
    outcome: () => 'email-taken',
  },
  {
    name: 'a taken user id',
    commands: ['TransactWriteItems'],
    prepare: create,
    call: ({ users }, id) => users.createUser(sampleUser(id, { email: newEmailOf(id) })),
    outcome: () => 'user-id-taken',
  },
  {
    name: 'a change of nobody',
    commands: ['GetItem'],
    call: ({ users }, id) => users.updateUser(id, {}, { updatedAt: instant(1) }),
    outcome: () => ({ kind: 'not-found' }),
  },
  {
    name: 'a change of another version',
    commands: ['GetItem'],
    prepare: create,
    call: ({ users }, id) => users.updateUser(id, {}, at([7])),
    outcome: () => ({ kind: 'version-mismatch' }),
  },
  {
    name: 'a new email that is taken',
    commands: READ_AND_MOVE,
    prepare: createBoth,
    call: ({ users }, id) => users.updateUser(id, { email: newEmailOf(id) }, at([1])),
    outcome: () => ({ kind: 'email-taken' }),
  },
  {
    name: 'a deletion of another version',
    commands: ['GetItem'],
    prepare: create,
    call: ({ users }, id) => users.deleteUser(id, { deletedAt: instant(1), expectedVersions: [7] }),
    outcome: () => 'version-mismatch',
  },
  {
    name: 'a full line',
    commands: ['UpdateItem'],
    prepare: (store, id) =>
      addUnits(
        store,
        id,
        numbered('', MAX_LINE_QUANTITY).map(() => [id, 'M']),
      ),
    call: add,
    outcome: () => 'line-full',
  },
  {
    name: 'a full cart',
    commands: ['UpdateItem'],
    prepare: (store, id) =>
      addUnits(
        store,
        id,
        numbered('p', MAX_CART_LINES).map((productId) => [productId, 'M']),
      ),
    call: add,
    outcome: () => 'cart-full',
  },
  {
    name: 'a cart that changed',
    commands: READ_AND_PLACE,
    prepare: async (store, id) => {
      await fillCart(store, id);
      await add(store, id);
    },
    call: (store, id) => place(store, id),
    outcome: () => ({ kind: 'cart-changed' }),
  },
  {
    name: 'a used key',
    commands: READ_AND_PLACE,
    prepare: async (store, id) => {
      await fillCart(store, id);
      await place(store, id, { claim: claimOfRun(id) });
    },
    call: (store, id) => place(store, id, { claim: claimOfRun(id) }),
    outcome: (id) => ({
      kind: 'key-used',
      record: { fingerprint: claimOfRun(id).fingerprint, resultId: orderOfCart(id).orderId },
    }),
  },
  {
    name: 'short stock',
    commands: READ_AND_PLACE,
    prepare: async (store, id) => {
      await stockUp(store, id);
      await fillCart(store, id);
    },
    call: (store, id) => place(store, id),
    outcome: (id) => ({
      kind: 'out-of-stock',
      lines: [{ productId: id, size: 'M', wanted: 2, left: 1 }],
    }),
  },
  {
    name: 'a product that is there',
    commands: ['BatchGetItem'],
    prepare: stockUp,
    call: stockUp,
    outcome: () => undefined,
  },
  {
    name: 'a currency that is settled',
    commands: ['PutItem', 'GetItem'],
    prepare: (store) => store.settleCurrency('EUR'),
    call: (store) => store.settleCurrency('USD'),
    outcome: () => 'EUR',
  },
];
