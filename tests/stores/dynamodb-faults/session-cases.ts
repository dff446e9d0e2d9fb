import type { Store } from '../../../src/ports/store.ts';
import { instant, sampleUser } from '../../contracts/store/sample-rows.ts';
import { accountOf, rotationOf, sampleSession } from '../../contracts/store/session-rows.ts';
import type { FaultCase } from './fault-cases.ts';

const SESSION = 's';
const session = (id: string) => sampleSession(id, SESSION);
const rotation = (id: string) => rotationOf({ userId: id, sessionId: SESSION });
const rotated = (id: string) => ({ ...session(id), ...rotation(id) });

const start = ({ sessions }: Store, id: string) => sessions.startSession(session(id));
const signIn = async (store: Store, id: string) => {
  await store.users.createUser(sampleUser(id));
  await start(store, id);
};
const observe = async ({ sessions }: Store, id: string) =>
  (await sessions.findSession(id, SESSION))?.session;

export const SESSION_CASES: readonly FaultCase[] = [
  {
    name: 'startSession',
    commands: ['PutItem'],
    prepare: ({ users }, id) => users.createUser(sampleUser(id)),
    call: start,
    outcome: () => undefined,
    observe,
    left: session,
  },
  {
    name: 'findSession',
    commands: ['BatchGetItem'],
    prepare: signIn,
    call: ({ sessions }, id) => sessions.findSession(id, SESSION),
    outcome: (id) => ({ session: session(id), account: accountOf(id) }),
  },
  {
    name: 'rotateSession',
    commands: ['UpdateItem'],
    prepare: signIn,
    call: ({ sessions }, id) => sessions.rotateSession(rotation(id)),
    outcome: () => 'rotated',
    observe,
    left: rotated,
    again: { outcome: () => 'changed' },
  },
  {
    name: 'endSession',
    commands: ['UpdateItem'],
    prepare: signIn,
    call: ({ sessions }, id) => sessions.endSession(id, SESSION),
    outcome: () => true,
    observe,
    left: () => undefined,
    again: { outcome: () => false },
  },
  {
    name: 'listSessions',
    commands: ['Query'],
    prepare: signIn,
    call: ({ sessions }, id) => sessions.listSessions(accountOf(id), instant(), { limit: 9 }),
    outcome: (id) => ({ items: [session(id)] }),
  },
];
