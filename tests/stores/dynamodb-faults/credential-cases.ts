import type { Store } from '../../../src/ports/store.ts';
import type { Credentials, PasswordProof, SessionsEnded } from '../../../src/ports/user-store.ts';
import { instant, sampleUser } from '../../contracts/store/sample-rows.ts';
import { accountOf } from '../../contracts/store/session-rows.ts';
import { emailOf, type FaultCase, newEmailOf } from './fault-cases.ts';

const RESET = { tokenHash: 'token', expiresAt: instant(3600) };
const PROVEN = { passwordHash: 'old' };

const create = ({ users }: Store, id: string) => users.createUser(sampleUser(id), 'old');
const createWithReset = async (store: Store, id: string) => {
  await create(store, id);
  await store.users.startPasswordReset(id, RESET);
};
const observe = ({ users }: Store, id: string) => users.findCredentials({ userId: id });
const left =
  (over: Partial<Credentials> = {}) =>
  (id: string) => ({ ...accountOf(id), passwordHash: 'old', ...over });

interface Setting {
  readonly name: string;
  readonly prepare?: FaultCase['prepare'];
  readonly proof?: PasswordProof;
  readonly ends: SessionsEnded;
  readonly over?: Partial<Credentials>;
}

function setting({ name, prepare = create, proof = PROVEN, ends, over }: Setting): FaultCase {
  return {
    name: `setPassword ${name}`,
    commands: ends === 'none' ? ['UpdateItem'] : ['TransactWriteItems'],
    prepare,
    call: ({ users }, id) => users.setPassword(id, 'new', { proof, ends }),
    outcome: () => 'set',
    observe,
    left: left({ passwordHash: 'new', ...over }),
    again: { outcome: () => 'refused' },
  };
}

function finding(
  name: string,
  commands: readonly string[],
  call: FaultCase['call'],
  outcome: FaultCase['outcome'] = left(),
): FaultCase {
  return { name: `findCredentials ${name}`, commands, prepare: create, call, outcome };
}

export const CREDENTIAL_CASES: readonly FaultCase[] = [
  finding('by id', ['GetItem'], observe),
  finding('by email', ['GetItem'], ({ users }, id) =>
    users.findCredentials({ email: emailOf(id) }),
  ),
  finding(
    'of nobody',
    ['GetItem', 'Query'],
    ({ users }, id) => users.findCredentials({ email: newEmailOf(id) }),
    () => undefined,
  ),
  setting({ name: 'that ends no session', ends: 'none' }),
  setting({ name: 'that ends all sessions', ends: 'all', over: { sessionEpoch: 1 } }),
  setting({
    name: 'that keeps one session',
    ends: { allBut: { sessionId: 's1', epoch: 0 } },
    over: { sessionEpoch: 1, keptSessionId: 's1' },
  }),
  setting({
    name: 'by a reset token',
    prepare: createWithReset,
    proof: { resetTokenHash: RESET.tokenHash, now: instant() },
    ends: 'all',
    over: { sessionEpoch: 2 },
  }),
  {
    name: 'startPasswordReset',
    commands: ['UpdateItem'],
    prepare: create,
    call: ({ users }, id) => users.startPasswordReset(id, RESET),
    outcome: () => 'started',
    observe,
    left: left({ passwordHash: undefined, pendingReset: RESET, sessionEpoch: 1 }),
    again: {
      outcome: () => 'started',
      left: left({ passwordHash: undefined, pendingReset: RESET, sessionEpoch: 2 }),
    },
  },
  {
    name: 'endSessions',
    commands: ['UpdateItem'],
    prepare: create,
    call: ({ users }, id) => users.endSessions(id),
    outcome: () => 'ended',
    observe,
    left: left({ sessionEpoch: 1 }),
    again: { outcome: () => 'ended', left: left({ sessionEpoch: 2 }) },
  },
  {
    name: 'updateUser that keeps one session of a new email',
    commands: ['GetItem', 'TransactWriteItems'],
    prepare: create,
    call: async ({ users }, id) => {
      const options = { updatedAt: instant(1), keptSession: { sessionId: 's1', epoch: 0 } };
      return (await users.updateUser(id, { email: newEmailOf(id) }, options)).kind;
    },
    outcome: () => 'updated',
    observe,
    left: (id) => ({
      ...left({ sessionEpoch: 1, keptSessionId: 's1' })(id),
      email: newEmailOf(id),
    }),
  },
];
