import { describe, expect, test } from 'vitest';
import {
  addUnits,
  countOf,
  instant,
  numbered,
  type StoreInUse,
  sampleUser,
} from './sample-rows.ts';

const RACERS = 8;

export function usersContract(inUse: StoreInUse): void {
  describe('accounts', () => {
    test('an unknown id and an unknown email are undefined', async () => {
      const { users } = inUse();
      expect(await users.findUser('nobody')).toBeUndefined();
      expect(await users.findUserByEmail('nobody@example.com')).toBeUndefined();
    });

    test('an account is found by its id and by its email as it was created', async () => {
      const { users } = inUse();
      const ann = sampleUser('Ann_1-x', {
        email: 'ann@example.com',
        firstname: 'Ann',
        lastname: 'Lee',
        dob: '1990-02-28',
        address: '1 Main St',
        gender: 'Female',
        phoneNumber: '+491234567',
        personalDetails: { shirt: 9 },
        role: 'admin',
        status: 'disabled',
      });
      expect(await users.createUser(ann, '$argon2id$hash')).toBe('created');
      expect(await users.findUser('Ann_1-x')).toEqual(ann);
      expect(await users.findUserByEmail('ann@example.com')).toEqual(ann);
    });

    test('fields never given are undefined when read', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('bare'));
      expect(await users.findUser('bare')).toEqual(sampleUser('bare'));
    });

    test('ids are told apart by case', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('abc', { email: 'one@example.com' }));
      const other = sampleUser('ABC', { email: 'two@example.com' });
      expect(await users.createUser(other)).toBe('created');
      expect((await users.findUser('abc'))?.email).toBe('one@example.com');
    });

    test('a second account with an email is refused and the first stays as it is', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('first', { email: 'same@example.com' }));
      const second = sampleUser('second', { email: 'same@example.com' });
      expect(await users.createUser(second)).toBe('email-taken');
      expect(await users.findUser('second')).toBeUndefined();
      expect((await users.findUserByEmail('same@example.com'))?.userId).toBe('first');
    });

    test('a second account with an id is refused and claims no email', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('id', { email: 'first@example.com' }));
      const second = sampleUser('id', { email: 'second@example.com' });
      expect(await users.createUser(second)).toBe('user-id-taken');
      expect((await users.findUser('id'))?.email).toBe('first@example.com');
      expect(await users.findUserByEmail('second@example.com')).toBeUndefined();
      const third = sampleUser('other', { email: 'second@example.com' });
      expect(await users.createUser(third)).toBe('created');
    });

    test('the same account created twice is not created again', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('id', { lastname: 'First' }));
      const again = await users.createUser(sampleUser('id', { lastname: 'Second' }));
      expect(again).not.toBe('created');
      expect((await users.findUser('id'))?.lastname).toBe('First');
    });

    test('a deleted account is gone, its email is free and its id stays taken', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('gone'));
      expect(await users.deleteUser('gone', { deletedAt: instant(1) })).toBe('deleted');
      expect(await users.findUser('gone')).toBeUndefined();
      expect(await users.findUserByEmail('gone@example.com')).toBeUndefined();
      const sameId = sampleUser('gone', { email: 'fresh@example.com' });
      expect(await users.createUser(sameId)).toBe('user-id-taken');
      expect(await users.findUserByEmail('fresh@example.com')).toBeUndefined();
      const sameEmail = sampleUser('new', { email: 'gone@example.com' });
      expect(await users.createUser(sameEmail)).toBe('created');
    });

    test('deleting twice or what never was is not-found', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('gone'));
      await users.deleteUser('gone', { deletedAt: instant(1) });
      for (const expectedVersions of [undefined, [1], []]) {
        const options = { deletedAt: instant(2), expectedVersions };
        expect(await users.deleteUser('gone', options)).toBe('not-found');
        expect(await users.deleteUser('never', options)).toBe('not-found');
      }
      expect(await users.createUser(sampleUser('never'))).toBe('created');
    });

    test('a deletion with expected versions happens at one of them only', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('kept'));
      const remove = (expectedVersions: readonly number[]) =>
        users.deleteUser('kept', { deletedAt: instant(1), expectedVersions });
      expect(await remove([2, 3])).toBe('version-mismatch');
      expect(await remove([])).toBe('version-mismatch');
      expect(await users.findUser('kept')).toEqual(sampleUser('kept'));
      expect(await remove([7, 1])).toBe('deleted');
    });

    test('a deleted account leaves no cart', async () => {
      const store = inUse();
      await store.users.createUser(sampleUser('ann'));
      await addUnits(store, 'ann', [['ball', '5']]);
      await addUnits(store, 'bob', [['ball', '5']]);
      await store.users.deleteUser('ann', { deletedAt: instant(1) });
      expect(await store.carts.findCart('ann')).toBeUndefined();
      expect(await store.carts.findCart('bob')).toBeDefined();
    });

    test('a refused deletion leaves the cart', async () => {
      const store = inUse();
      await store.users.createUser(sampleUser('ann'));
      await addUnits(store, 'ann', [['ball', '5']]);
      await store.users.deleteUser('ann', { deletedAt: instant(1), expectedVersions: [9] });
      expect(await store.carts.findCart('ann')).toBeDefined();
    });

    test('of parallel creations with one email exactly one is created', async () => {
      const { users } = inUse();
      const outcomes = await Promise.all(
        numbered('racer', RACERS).map((id) =>
          users.createUser(sampleUser(id, { email: 'prize@example.com' })),
        ),
      );
      expect(countOf(outcomes, 'created')).toBe(1);
      expect(countOf(outcomes, 'email-taken')).toBe(RACERS - 1);
      const winner = `racer${outcomes.indexOf('created')}`;
      expect((await users.findUserByEmail('prize@example.com'))?.userId).toBe(winner);
      expect((await users.listUsers({}, { limit: 100 })).items).toHaveLength(1);
    });

    test('of parallel creations with one id exactly one is created', async () => {
      const { users } = inUse();
      const emails = numbered('racer', RACERS).map((name) => `${name}@example.com`);
      const outcomes = await Promise.all(
        emails.map((email) => users.createUser(sampleUser('prize', { email }))),
      );
      expect(countOf(outcomes, 'created')).toBe(1);
      expect(countOf(outcomes, 'user-id-taken')).toBe(RACERS - 1);
      const found = await Promise.all(emails.map((email) => users.findUserByEmail(email)));
      expect(found.filter((user) => user !== undefined)).toHaveLength(1);
    });

    test('of parallel deletions exactly one is deleted', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('prize'));
      const outcomes = await Promise.all(
        numbered('racer', RACERS).map(() => users.deleteUser('prize', { deletedAt: instant(1) })),
      );
      expect(countOf(outcomes, 'deleted')).toBe(1);
      expect(countOf(outcomes, 'not-found')).toBe(RACERS - 1);
    });
  });
}
