import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { claimOf } from '../../src/stores/dynamodb/claims.ts';
import { countOf, instant, numbered, sampleUser } from '../contracts/store/sample-rows.ts';
import { newTables, type Tables } from './dynamodb-faults/faulty-store.ts';
import { type DynamodbLocal, startDynamodbLocal } from './dynamodb-local.ts';
import { withoutJava } from './java.ts';

const ROUNDS = 10;
const ADMIN = { role: 'admin' } as const;

type End = (store: Store, userId: string) => Promise<string>;
const changing =
  (access: { readonly role: 'customer' } | { readonly status: 'disabled' }): End =>
  async ({ users }, userId) =>
    (await users.changeAccess(userId, access, { updatedAt: instant(1) })).kind;
const demote = changing({ role: 'customer' });
const disable = changing({ status: 'disabled' });
const remove: End = ({ users }, userId) => users.deleteUser(userId, { deletedAt: instant(1) });

describe.skipIf(withoutJava)('admins of DynamoDB', () => {
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
  });

  /** An admin whom other code made. */
  const putAdmin = (userId: string, over: object = {}) =>
    tables.client.send(
      new PutCommand({
        TableName: tables.names.users,
        Item: { user_id: userId, email: `${userId}@example.com`, ...ADMIN, ...over },
      }),
    );
  const create = (userId: string, over: object = ADMIN) =>
    store.users.createUser(sampleUser(userId, over));
  const roster = async () => {
    const { Item } = await tables.client.send(
      new GetCommand({ TableName: tables.names.claims, Key: { claim: claimOf.adminRoster } }),
    );
    return [...((Item?.['admins'] ?? []) as Iterable<string>)].sort();
  };

  test('are on the roster while they are active', async () => {
    await create('ann', {});
    await create('off', { ...ADMIN, status: 'disabled' });
    expect(await roster()).toEqual([]);
    await create('boss');
    await store.users.changeAccess('ann', ADMIN, { updatedAt: instant(1) });
    expect(await roster()).toEqual(['ann', 'boss']);
    await store.users.changeAccess('off', { status: 'active' }, { updatedAt: instant(1) });
    expect(await roster()).toEqual(['ann', 'boss', 'off']);
    await disable(store, 'boss');
    await demote(store, 'ann');
    expect(await roster()).toEqual(['off']);
    await store.users.changeAccess('boss', { status: 'active' }, { updatedAt: instant(2) });
    await remove(store, 'off');
    expect(await roster()).toEqual(['boss']);
  });

  test('are not there for a creation that was refused', async () => {
    await create('ann', {});
    expect(await create('ann')).toBe('email-taken');
    expect(await roster()).toEqual([]);
  });

  test('cost a read and a transaction to end, and customers no roster', async () => {
    await create('one');
    await create('two');
    await create('ann', {});
    const { store: counted, faults } = tables.faulty();
    await demote(counted, 'one');
    expect(faults.sent()).toEqual({ GetItem: 1, TransactWriteItems: 1 });
    await disable(counted, 'ann');
    const [, ofCustomer] = [...faults.calls.keys()].filter((call) => call.includes('Transact'));
    expect(ofCustomer).toContain(tables.names.users);
    expect(ofCustomer).not.toContain(tables.names.claims);
  });

  describe.each([
    ['demoted', demote, 'changed'],
    ['disabled', disable, 'changed'],
    ['deleted', remove, 'deleted'],
  ] as const)('whom other code made, when %s,', (_, end, done) => {
    test('stay where there is no other', async () => {
      await putAdmin('alone');
      await putAdmin('off', { status: 'disabled' });
      await create('ann', {});
      expect(await end(store, 'alone')).toBe('last-admin');
      expect(await store.users.findUser('alone')).toMatchObject({ ...ADMIN, status: 'active' });
      expect(await store.users.findUserIdByEmail('alone@example.com')).toBe('alone');
    });

    test('go where there is another one like them, who then stays', async () => {
      await putAdmin('one');
      await putAdmin('two', { status: 'active' });
      expect(await end(store, 'one')).toBe(done);
      expect(await end(store, 'two')).toBe('last-admin');
      expect(await roster()).toEqual(['two']);
    });

    test('go beside one of ours, and let one of ours go', async () => {
      await putAdmin('one');
      await putAdmin('two');
      await create('ours');
      expect(await end(store, 'one')).toBe(done);
      expect(await end(store, 'ours')).toBe(done);
      expect(await end(store, 'two')).toBe('last-admin');
    });

    test('are one less than all when all go at once', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const ids = numbered(`round${round}-`, 4);
        for (const id of ids) await putAdmin(id);
        const kinds = await Promise.all(ids.map((id) => end(store, id)));
        expect(countOf(kinds, 'last-admin'), kinds.join()).toBe(round === 0 ? 1 : 0);
        expect(countOf(kinds, done), kinds.join()).toBe(round === 0 ? 3 : 4);
        expect(await roster()).toHaveLength(1);
      }
    });
  });

  test('that the index still shows and are none any more are no help', async () => {
    await putAdmin('one');
    await putAdmin('two');
    const { store: behind, faults } = tables.faulty();
    faults.onAttempt(async () => {
      const { TransactWriteItems: sent = 0 } = faults.sent();
      // The first was refused, and the second is about to put them on the roster.
      if (sent === 2) await putAdmin('two', { role: 'customer' });
    });
    expect(await demote(behind, 'one')).toBe('last-admin');
    expect(await roster()).toEqual([]);
    await behind.close();
  });
});
