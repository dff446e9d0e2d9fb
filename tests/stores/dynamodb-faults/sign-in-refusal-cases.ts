import type { Store } from '../../../src/ports/store.ts';
import { instant, sampleUser } from '../../contracts/store/sample-rows.ts';
import { rotationOf, sampleSession, sampleThrottle } from '../../contracts/store/session-rows.ts';
import type { FaultCase } from './fault-cases.ts';

const RESET = { tokenHash: 'token', expiresAt: instant(3600) };
const session = (id: string) => sampleSession(id, 's');
const closed = (id: string) => sampleThrottle(id, { freeAttempts: 2 });
const create = ({ users }: Store, id: string) => users.createUser(sampleUser(id), 'hash');
const start = ({ sessions }: Store, id: string) => sessions.startSession(session(id));
const close = async ({ throttles }: Store, id: string) => {
  for (const _ of [1, 2]) await throttles.takeAttempt([closed(id)], instant());
};
const change = (
  { users }: Store,
  id: string,
  role: 'admin' | 'customer',
  expectedVersions?: readonly number[],
) => users.changeAccess(id, { role }, { updatedAt: instant(1), expectedVersions });
const WAITING = { kind: 'wait', until: instant(1) };

/** Conditions of sign-in that do not hold: each command is sent once. */
export const SIGN_IN_REFUSAL_CASES: readonly FaultCase[] = [
  {
    name: 'a session that is there',
    commands: ['PutItem'],
    prepare: start,
    call: start,
    outcome: () => undefined,
  },
  {
    name: 'a rotation from another token',
    commands: ['UpdateItem'],
    prepare: start,
    call: ({ sessions }, id) => sessions.rotateSession(rotationOf(session(id), 1)),
    outcome: () => 'changed',
  },
  {
    name: 'the end of no session',
    commands: ['UpdateItem'],
    call: ({ sessions }, id) => sessions.endSession(id, 's'),
    outcome: () => false,
  },
  {
    name: 'a wrong proof',
    commands: ['TransactWriteItems'],
    prepare: create,
    call: ({ users }, id) =>
      users.setPassword(id, 'new', { proof: { passwordHash: 'other' }, ends: 'all' }),
    outcome: () => 'refused',
  },
  {
    name: 'a reset of nobody',
    commands: ['UpdateItem'],
    call: ({ users }, id) => users.startPasswordReset(id, RESET),
    outcome: () => 'not-found',
  },
  {
    name: 'the end of the sessions of nobody',
    commands: ['UpdateItem'],
    call: ({ users }, id) => users.endSessions(id),
    outcome: () => 'not-found',
  },
  {
    name: 'a role of nobody',
    commands: ['GetItem'],
    call: (store, id) => change(store, id, 'admin'),
    outcome: () => ({ kind: 'not-found' }),
  },
  {
    name: 'a role at another version',
    commands: ['GetItem'],
    prepare: create,
    call: (store, id) => change(store, id, 'admin', [7]),
    outcome: () => ({ kind: 'version-mismatch' }),
  },
  {
    name: 'a role that is there',
    commands: ['GetItem'],
    prepare: create,
    call: (store, id) => change(store, id, 'customer'),
    outcome: (id) => ({ kind: 'changed', user: sampleUser(id) }),
  },
  {
    // The only case here that makes an admin.
    name: 'the end of the last admin',
    commands: ['GetItem', 'TransactWriteItems', 'Query'],
    prepare: ({ users }, id) => users.createUser(sampleUser(id, { role: 'admin' })),
    call: (store, id) => change(store, id, 'customer'),
    outcome: () => ({ kind: 'last-admin' }),
  },
  {
    name: 'a closed throttle',
    commands: ['UpdateItem'],
    prepare: close,
    call: ({ throttles }, id) => throttles.takeAttempt([closed(id)], instant()),
    outcome: () => WAITING,
  },
  {
    name: 'a closed throttle before others',
    commands: ['UpdateItem', 'BatchGetItem'],
    prepare: close,
    call: ({ throttles }, id) =>
      throttles.takeAttempt([closed(id), closed(`a-${id}`), closed(`b-${id}`)], instant()),
    outcome: () => WAITING,
  },
  {
    name: 'an attempt to give back that was never counted',
    commands: ['UpdateItem'],
    call: ({ throttles }, id) => throttles.giveBackAttempt([closed(id)], instant()),
    outcome: () => undefined,
  },
];
