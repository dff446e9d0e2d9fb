import type { User, UserChanges } from '../../../src/domain/user.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { UserFilter } from '../../../src/ports/user-store.ts';
import { addUnits, instant, sampleUser, walk } from '../../contracts/store/sample-rows.ts';
import { emailOf, type FaultCase, leftUser, newEmailOf, observeUser } from './fault-cases.ts';

const create = (store: Store, id: string) => store.users.createUser(sampleUser(id));
const CREATED = 'created';

const creating: FaultCase = {
  name: 'createUser',
  commands: ['TransactWriteItems'],
  call: create,
  outcome: () => CREATED,
  observe: observeUser,
  left: (id) => leftUser(sampleUser(id)),
  again: { outcome: () => 'email-taken' },
};

const creatingUnderAnotherEmail: FaultCase = {
  ...creating,
  name: 'createUser of an id that is taken',
  commands: ['TransactWriteItems'],
  prepare: create,
  call: (store, id) => store.users.createUser(sampleUser(id, { email: newEmailOf(id) })),
  outcome: () => 'user-id-taken',
  again: { outcome: () => 'user-id-taken' },
};

function reading(
  name: string,
  commands: readonly string[],
  call: FaultCase['call'],
  outcome: FaultCase['outcome'] = sampleUser,
): FaultCase {
  return { name, commands, prepare: create, call, outcome };
}

function listing(name: string, command: string, filter: (id: string) => UserFilter): FaultCase {
  const over = { role: 'admin', status: 'disabled' } as const;
  const rowOf = (id: string) =>
    /admin|disabled/.test(name) ? sampleUser(id, over) : sampleUser(id);
  return {
    name: `listUsers ${name}`,
    commands: [command],
    prepare: (store, id) => store.users.createUser(rowOf(id)),
    call: async ({ users }, id) => {
      const all = await walk((page) => users.listUsers(filter(id), page), 1000);
      return all.filter(({ userId }) => userId === id);
    },
    outcome: (id) => [rowOf(id)],
  };
}

function changed(id: string, over: Partial<User> = {}): User {
  return sampleUser(id, { firstname: 'Ann', updatedAt: instant(1), version: 2, ...over });
}

interface Change {
  readonly name: string;
  readonly commands: readonly string[];
  readonly changes?: (id: string) => UserChanges;
  readonly over?: (id: string) => Partial<User>;
  readonly expectedVersions?: readonly number[];
}

function changing({ name, commands, changes, over, expectedVersions }: Change): FaultCase {
  const then = (id: string, version: number) => changed(id, { ...over?.(id), version });
  return {
    name: `updateUser ${name}`,
    commands,
    prepare: create,
    call: ({ users }, id) =>
      users.updateUser(
        id,
        { firstname: 'Ann', ...changes?.(id) },
        { updatedAt: instant(1), expectedVersions },
      ),
    outcome: (id) => ({ kind: 'updated', user: then(id, 2) }),
    observe: observeUser,
    left: (id) => leftUser(then(id, 2)),
    again:
      expectedVersions === undefined
        ? {
            outcome: (id) => ({ kind: 'updated', user: then(id, 3) }),
            left: (id) => leftUser(then(id, 3)),
          }
        : { outcome: () => ({ kind: 'version-mismatch' }) },
  };
}

const newEmail = (id: string) => ({ email: newEmailOf(id) });
const moving = { commands: ['GetItem', 'TransactWriteItems'], changes: newEmail, over: newEmail };

const deleting: FaultCase = {
  name: 'deleteUser',
  commands: ['GetItem', 'TransactWriteItems'],
  prepare: async (store, id) => {
    await create(store, id);
    await addUnits(store, id, [['kit', 'M']]);
  },
  call: ({ users }, id) => users.deleteUser(id, { deletedAt: instant(1) }),
  outcome: () => 'deleted',
  observe: async (store, id) => ({
    ...(await observeUser(store, id)),
    cart: await store.carts.findCart(id),
    isIdFree: await create(store, id),
  }),
  left: () => ({ listed: 0, isIdFree: 'user-id-taken' }),
  again: { outcome: () => 'not-found' },
};

export const USER_CASES: readonly FaultCase[] = [
  creating,
  creatingUnderAnotherEmail,
  reading('findUser', ['GetItem'], ({ users }, id) => users.findUser(id)),
  reading('findUserByEmail', ['GetItem'], ({ users }, id) => users.findUserByEmail(emailOf(id))),
  reading(
    'findUserByEmail of nobody',
    ['GetItem', 'Query'],
    ({ users }, id) => users.findUserByEmail(newEmailOf(id)),
    () => undefined,
  ),
  reading(
    'findUserIdByEmail',
    ['GetItem'],
    ({ users }, id) => users.findUserIdByEmail(emailOf(id)),
    (id) => id,
  ),
  reading(
    'isEmailKnown',
    ['Query'],
    ({ users }, id) => users.isEmailKnown(emailOf(id)),
    () => true,
  ),
  reading(
    'isEmailKnown of nobody',
    ['Query'],
    ({ users }, id) => users.isEmailKnown(newEmailOf(id)),
    () => false,
  ),
  changing({ name: 'without an email', commands: ['GetItem', 'TransactWriteItems'] }),
  changing({
    name: 'at a version',
    commands: ['GetItem', 'TransactWriteItems'],
    expectedVersions: [1],
  }),
  changing({ name: 'with a new email', ...moving }),
  changing({ name: 'with a new email at a version', ...moving, expectedVersions: [1] }),
  deleting,
  listing('of all', 'Scan', () => ({})),
  listing('by email', 'GetItem', (id) => ({ email: emailOf(id) })),
  listing('by prefix', 'Query', (id) => ({ emailPrefix: id })),
  listing('of the role admin', 'Query', () => ({ role: 'admin' })),
  listing('of the status disabled', 'Query', () => ({ status: 'disabled' })),
  listing('of the role customer', 'Scan', () => ({ role: 'customer' })),
  listing('of the status active', 'Scan', () => ({ status: 'active' })),
];
