import type { User } from '../../../src/domain/user.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { UserStore } from '../../../src/ports/user-store.ts';
import { instant, sampleUser } from '../../contracts/store/sample-rows.ts';
import { type FaultCase, leftUser, observeUser } from './fault-cases.ts';

type Access = Parameters<UserStore['changeAccess']>[1];

const COMMANDS = ['GetItem', 'TransactWriteItems'];
const ADMIN = { role: 'admin' } as const;

const createAs =
  (over: Partial<User>) =>
  ({ users }: Store, id: string) =>
    users.createUser(sampleUser(id, over));
/** An admin, and another one who stays. */
const createAdmins = async (store: Store, id: string) => {
  await createAs(ADMIN)(store, id);
  await createAs(ADMIN)(store, `other-${id}`);
};

interface Change {
  readonly name: string;
  readonly prepare?: FaultCase['prepare'];
  readonly access: Access;
  readonly over: Partial<User>;
  readonly expectedVersions?: readonly number[];
}

function changing({ name, prepare, access, over, expectedVersions }: Change): FaultCase {
  const then = (id: string) => sampleUser(id, { ...over, updatedAt: instant(1), version: 2 });
  return {
    name: `changeAccess ${name}`,
    commands: COMMANDS,
    prepare: prepare ?? createAs({}),
    call: ({ users }, id) =>
      users.changeAccess(id, access, { updatedAt: instant(1), expectedVersions }),
    outcome: (id) => ({ kind: 'changed', user: then(id) }),
    observe: async (store, id) => ({
      ...(await observeUser(store, id)),
      epoch: (await store.users.findCredentials({ userId: id }))?.sessionEpoch,
    }),
    left: (id) => ({ ...leftUser(then(id)), epoch: 1 }),
    ...(expectedVersions && { again: { outcome: () => ({ kind: 'version-mismatch' }) } }),
  };
}

export const ACCESS_CASES: readonly FaultCase[] = [
  changing({ name: 'that makes an admin', access: ADMIN, over: ADMIN }),
  changing({
    name: 'that makes an admin at a version',
    access: ADMIN,
    over: ADMIN,
    expectedVersions: [1],
  }),
  changing({
    name: 'that disables a customer',
    access: { status: 'disabled' },
    over: { status: 'disabled' },
  }),
  changing({
    name: 'that ends an admin',
    prepare: createAdmins,
    access: { role: 'customer' },
    over: {},
  }),
  changing({
    name: 'that disables an admin',
    prepare: createAdmins,
    access: { status: 'disabled' },
    over: { ...ADMIN, status: 'disabled' },
  }),
  changing({
    name: 'that enables an admin',
    prepare: createAs({ ...ADMIN, status: 'disabled' }),
    access: { status: 'active' },
    over: ADMIN,
  }),
  {
    name: 'createUser of an admin',
    commands: ['TransactWriteItems'],
    call: createAs(ADMIN),
    outcome: () => 'created',
    observe: observeUser,
    left: (id) => leftUser(sampleUser(id, ADMIN)),
    again: { outcome: () => 'email-taken' },
  },
  {
    name: 'deleteUser of an admin',
    commands: COMMANDS,
    prepare: createAdmins,
    call: ({ users }, id) => users.deleteUser(id, { deletedAt: instant(1) }),
    outcome: () => 'deleted',
    observe: ({ users }, id) => users.findUser(id),
    left: () => undefined,
    again: { outcome: () => 'not-found' },
  },
];
