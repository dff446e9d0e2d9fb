import { describe, expect, test } from 'vitest';
import { countOf, instant, numbered, type StoreInUse, sampleUser } from './sample-rows.ts';

const RACERS = 8;

export function userChangesContract(inUse: StoreInUse): void {
  describe('changes of accounts', () => {
    test('a change of an unknown account is not-found, whatever versions are expected', async () => {
      const { users } = inUse();
      for (const expectedVersions of [undefined, [1], []]) {
        const options = { updatedAt: instant(1), expectedVersions };
        const outcome = await users.updateUser('nobody', { lastname: 'X' }, options);
        expect(outcome).toEqual({ kind: 'not-found' });
      }
      expect(await users.findUser('nobody')).toBeUndefined();
    });

    test('a change replaces the named fields, keeps the others and raises the version by one', async () => {
      const { users } = inUse();
      const before = sampleUser('ann', { firstname: 'Ann', lastname: 'Lee', dob: '1990-01-01' });
      await users.createUser(before, 'hash');
      const outcome = await users.updateUser(
        'ann',
        { lastname: 'Ray', address: 'Here', firstname: undefined },
        { updatedAt: instant(5) },
      );
      const user = {
        ...before,
        lastname: 'Ray',
        address: 'Here',
        updatedAt: instant(5),
        version: 2,
      };
      expect(outcome).toEqual({ kind: 'updated', user });
      expect(await users.findUser('ann')).toEqual(user);
    });

    test('every field of a profile can be changed', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann', { personalDetails: { old: true } }));
      const changes = {
        email: 'new@example.com',
        firstname: 'A',
        lastname: 'B',
        dob: '2000-02-29',
        address: 'C',
        gender: 'D',
        phoneNumber: '1234567',
        personalDetails: { fresh: [1] },
      };
      await users.updateUser('ann', changes, { updatedAt: instant(5) });
      expect(await users.findUser('ann')).toEqual({
        ...sampleUser('ann'),
        ...changes,
        updatedAt: instant(5),
        version: 2,
      });
    });

    test('the version rises by one with each change, even of nothing', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      await users.updateUser('ann', {}, { updatedAt: instant(1) });
      expect((await users.findUser('ann'))?.version).toBe(2);
      for (const expected of [3, 4, 5]) {
        await users.updateUser(
          'ann',
          { lastname: `L${expected}` },
          { updatedAt: instant(expected) },
        );
        expect((await users.findUser('ann'))?.version).toBe(expected);
      }
    });

    test('a change with expected versions happens at one of them only', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann', { lastname: 'Old' }));
      const change = (expectedVersions: readonly number[]) =>
        users.updateUser('ann', { lastname: 'New' }, { updatedAt: instant(1), expectedVersions });
      expect(await change([2])).toEqual({ kind: 'version-mismatch' });
      expect(await change([])).toEqual({ kind: 'version-mismatch' });
      expect(await users.findUser('ann')).toEqual(sampleUser('ann', { lastname: 'Old' }));
      expect(await change([9, 1, 4])).toMatchObject({ kind: 'updated', user: { version: 2 } });
      expect(await change([1])).toEqual({ kind: 'version-mismatch' });
      expect(await change([2])).toMatchObject({ kind: 'updated', user: { version: 3 } });
    });

    test('an email moves in one step and the old one is free', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann', { email: 'old@example.com' }));
      await users.updateUser('ann', { email: 'new@example.com' }, { updatedAt: instant(1) });
      expect(await users.findUserByEmail('old@example.com')).toBeUndefined();
      expect((await users.findUserByEmail('new@example.com'))?.userId).toBe('ann');
      const heir = sampleUser('heir', { email: 'old@example.com' });
      expect(await users.createUser(heir)).toBe('created');
      const thief = sampleUser('thief', { email: 'new@example.com' });
      expect(await users.createUser(thief)).toBe('email-taken');
    });

    test("another account's email is refused and nothing is changed", async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      await users.createUser(sampleUser('bob'));
      const outcome = await users.updateUser(
        'bob',
        { email: 'ann@example.com', lastname: 'X' },
        { updatedAt: instant(1) },
      );
      expect(outcome).toEqual({ kind: 'email-taken' });
      expect(await users.findUser('bob')).toEqual(sampleUser('bob'));
      expect((await users.findUserByEmail('bob@example.com'))?.userId).toBe('bob');
      expect((await users.findUserByEmail('ann@example.com'))?.userId).toBe('ann');
    });

    test('an account may be given the email it has', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      const changes = { email: 'ann@example.com', lastname: 'Lee' };
      const outcome = await users.updateUser('ann', changes, { updatedAt: instant(1) });
      expect(outcome).toMatchObject({ kind: 'updated', user: { version: 2, ...changes } });
      expect((await users.findUserByEmail('ann@example.com'))?.lastname).toBe('Lee');
    });

    test('two accounts can swap emails through a third one', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      await users.createUser(sampleUser('bob'));
      const move = (userId: string, email: string) =>
        users.updateUser(userId, { email }, { updatedAt: instant(1) });
      await move('ann', 'between@example.com');
      await move('bob', 'ann@example.com');
      expect(await move('ann', 'bob@example.com')).toMatchObject({ kind: 'updated' });
      expect((await users.findUserByEmail('ann@example.com'))?.userId).toBe('bob');
      expect((await users.findUserByEmail('bob@example.com'))?.userId).toBe('ann');
    });

    test('of parallel changes that expect one version exactly one happens', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      const outcomes = await Promise.all(
        numbered('Racer', RACERS).map((lastname) =>
          users.updateUser('ann', { lastname }, { updatedAt: instant(1), expectedVersions: [1] }),
        ),
      );
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'updated')).toBe(1);
      expect(countOf(kinds, 'version-mismatch')).toBe(RACERS - 1);
      const user = await users.findUser('ann');
      expect(user).toMatchObject({ version: 2, lastname: `Racer${kinds.indexOf('updated')}` });
    });

    test('parallel changes that expect no version lose nothing', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      const changes = [
        { firstname: 'A' },
        { lastname: 'B' },
        { address: 'C' },
        { gender: 'D' },
        { personalDetails: { e: 1 } },
      ];
      await Promise.all(
        changes.map((change) => users.updateUser('ann', change, { updatedAt: instant(1) })),
      );
      expect(await users.findUser('ann')).toMatchObject({
        ...Object.assign({}, ...changes),
        version: 1 + changes.length,
      });
    });

    test('of parallel moves to one email exactly one happens, and none of a creation beside it', async () => {
      const { users } = inUse();
      const ids = numbered('racer', RACERS);
      for (const id of ids) await users.createUser(sampleUser(id));
      const email = 'prize@example.com';
      const outcomes = await Promise.all([
        ...ids.map((id) => users.updateUser(id, { email }, { updatedAt: instant(1) })),
        users.createUser(sampleUser('late', { email })),
      ]);
      const kinds = outcomes.map((one) => (typeof one === 'string' ? one : one.kind));
      expect(countOf(kinds, 'updated') + countOf(kinds, 'created')).toBe(1);
      expect(countOf(kinds, 'email-taken')).toBe(RACERS);
      const all = (await users.listUsers({}, { limit: 100 })).items;
      expect(all.filter((user) => user.email === email)).toHaveLength(1);
    });

    test('a deleted account cannot be changed back to life', async () => {
      const { users } = inUse();
      await users.createUser(sampleUser('ann'));
      await users.deleteUser('ann', { deletedAt: instant(1) });
      const outcome = await users.updateUser('ann', { lastname: 'X' }, { updatedAt: instant(2) });
      expect(outcome).toEqual({ kind: 'not-found' });
      expect(await users.findUser('ann')).toBeUndefined();
    });
  });
}
