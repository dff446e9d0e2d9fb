import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { instant, sampleUser } from '../contracts/store/sample-rows.ts';
import {
  accountOf,
  listedIds,
  rotationOf,
  sampleSession,
  startSessions,
} from '../contracts/store/session-rows.ts';
import { newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const ANN = { userId: 'ann', sessionId: 's' };
const PASSWORD = { proof: { passwordHash: 'hash' }, ends: 'all' } as const;
const updatedAt = instant(1);

/** What one call sends, once Ann has an account and a session. */
const CALLS: readonly (readonly [string, (store: Store) => Promise<unknown>, object])[] = [
  [
    'startSession',
    ({ sessions }) => sessions.startSession(sampleSession('ann', 't')),
    { PutItem: 1 },
  ],
  ['findSession', ({ sessions }) => sessions.findSession('ann', 's'), { BatchGetItem: 1 }],
  ['rotateSession', ({ sessions }) => sessions.rotateSession(rotationOf(ANN)), { UpdateItem: 1 }],
  ['endSession', ({ sessions }) => sessions.endSession('ann', 's'), { UpdateItem: 1 }],
  [
    'listSessions',
    ({ sessions }) => sessions.listSessions(accountOf('ann'), instant(), { limit: 9 }),
    { Query: 1 },
  ],
  [
    'listSessions of a disabled account',
    ({ sessions }) =>
      sessions.listSessions(accountOf('ann', { status: 'disabled' }), instant(), { limit: 9 }),
    {},
  ],
  [
    'findCredentials by id',
    ({ users }) => users.findCredentials({ userId: 'ann' }),
    { GetItem: 1 },
  ],
  [
    'findCredentials by email',
    ({ users }) => users.findCredentials({ email: 'ann@example.com' }),
    { GetItem: 2 },
  ],
  [
    'setPassword',
    ({ users }) => users.setPassword('ann', 'new', PASSWORD),
    { TransactWriteItems: 1 },
  ],
  [
    'startPasswordReset',
    ({ users }) => users.startPasswordReset('ann', { tokenHash: 't', expiresAt: instant() }),
    { UpdateItem: 1 },
  ],
  ['endSessions', ({ users }) => users.endSessions('ann'), { UpdateItem: 1 }],
  [
    'changeAccess',
    ({ users }) => users.changeAccess('ann', { role: 'admin' }, { updatedAt }),
    { GetItem: 1, TransactWriteItems: 1 },
  ],
];

describe.skipIf(withoutJava)('sign-in over DynamoDB', () => {
  let engine: DynamodbLocal;
  let tables: Tables;
  let store: Store;
  beforeAll(async () => {
    engine = await startDynamodbLocal();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    tables = await newTables(engine.endpoint);
    store = tables.plain();
    await store.users.createUser(sampleUser('ann'), 'hash');
    await startSessions(store, 'ann', 's');
  });

  const itemOfSession = async () => {
    const Key = { user_id: 'ann', session_id: 's' };
    const input = { TableName: tables.names.sessions, Key };
    return (await tables.client.send(new GetCommand(input))).Item;
  };
  const secondsOf = (instantOf: string) => Math.ceil(Date.parse(instantOf) / 1000);

  test.each(CALLS)('%s sends no more than it must', async (_, call, sent) => {
    const { store: counted, faults } = tables.faulty();
    await call(counted);
    expect(faults.sent()).toEqual(sent);
    await counted.close();
  });

  test('a session expires with its idle end, and each rotation moves that', async () => {
    const { idleExpiresAt } = sampleSession('ann', 's');
    expect(await itemOfSession()).toMatchObject({ expires_at_seconds: secondsOf(idleExpiresAt) });
    const moved = { ...rotationOf(ANN), idleExpiresAt: instant(3600.25) };
    await store.sessions.rotateSession(moved);
    expect(await itemOfSession()).toMatchObject({
      expires_at_seconds: secondsOf(instant(3601)),
      idle_expires_at: instant(3600.25),
    });
  });

  test('what is left of an ended session tells nothing and cannot begin again', async () => {
    const session = sampleSession('ann', 's');
    await store.sessions.rotateSession(rotationOf(ANN));
    await store.sessions.endSession('ann', 's');
    const left = JSON.stringify(await itemOfSession());
    for (const secret of ['s 0', 's 1', 'sealed', session.familyHash, 'Browser']) {
      expect(left).not.toContain(secret);
    }
    await store.sessions.startSession(session);
    expect(await store.sessions.findSession('ann', 's')).toBeUndefined();
    expect(await listedIds(store, 'ann')).toEqual([]);
  });

  describe('an account that the documents wrote', () => {
    const email = 'old@example.com';
    beforeEach(() =>
      tables.client.send(
        new PutCommand({ TableName: tables.names.users, Item: { user_id: 'old', email } }),
      ),
    );

    test('has credentials without a password, and sessions from its first', async () => {
      const account = accountOf('old');
      expect(await store.users.findCredentials({ userId: 'old' })).toEqual(account);
      expect(await store.users.findCredentials({ email })).toEqual(account);
      const reset = { tokenHash: 'token', expiresAt: instant(1) };
      expect(await store.users.startPasswordReset('old', reset)).toBe('started');
      const proof = { resetTokenHash: 'token', now: instant() };
      expect(await store.users.setPassword('old', 'first', { proof, ends: 'none' })).toBe('set');
      expect(await store.users.findCredentials({ email })).toEqual({
        ...account,
        passwordHash: 'first',
        sessionEpoch: 1,
      });
      await startSessions(store, 'old', 'o');
      expect(await listedIds(store, 'old')).toEqual(['o']);
      expect((await store.users.findUser('old'))?.version).toBe(0);
    });

    test('gets a role at the version it never had', async () => {
      const options = { updatedAt, expectedVersions: [0] };
      const outcome = await store.users.changeAccess('old', { role: 'admin' }, options);
      expect(outcome).toMatchObject({ kind: 'changed', user: { role: 'admin', version: 1 } });
      expect(await store.users.changeAccess('old', { role: 'customer' }, options)).toEqual({
        kind: 'version-mismatch',
      });
    });

    test('named by customer_email has its sessions with that email', async () => {
      await tables.client.send(
        new PutCommand({
          TableName: tables.names.users,
          Item: { user_id: 'buyer', customer_email: 'buyer@example.com' },
        }),
      );
      await startSessions(store, 'buyer', 'b');
      const found = await store.sessions.findSession('buyer', 'b');
      expect(found?.account).toEqual(accountOf('buyer'));
    });
  });
});
