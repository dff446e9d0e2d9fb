import { describe, expect, test } from 'vitest';
import type { UserFilter, UserStore } from '../../../src/ports/user-store.ts';
import { countOf, instant, numbered, type StoreInUse, sampleUser, walk } from './sample-rows.ts';

type Access = Parameters<UserStore['changeAccess']>[1];

const RACERS = 8;
const DEMOTE: Access = { role: 'customer' };
const DISABLE: Access = { status: 'disabled' };

export function accountAccessContract(inUse: StoreInUse): void {
  const change = (userId: string, access: Access, expectedVersions?: readonly number[]) =>
    inUse().users.changeAccess(userId, access, { updatedAt: instant(5), expectedVersions });
  const create = (userId: string, over = {}) =>
    inUse().users.createUser(sampleUser(userId, over), 'hash');
  const find = (userId: string) => inUse().users.findUser(userId);
  const idsOf = async (filter: UserFilter) => {
    const found = await walk((page) => inUse().users.listUsers(filter, page), 2);
    return found.map((user) => user.userId).sort();
  };

  describe('access of accounts', () => {
    test('of an unknown account is not-found, whatever versions are expected', async () => {
      for (const versions of [undefined, [1], []]) {
        for (const access of [{ role: 'admin' }, DISABLE] as const) {
          expect(await change('nobody', access, versions)).toEqual({ kind: 'not-found' });
        }
      }
      expect(await find('nobody')).toBeUndefined();
    });

    test('changes by role and by status, each alone, and raises the version', async () => {
      const over = { lastname: 'Lee', personalDetails: { shirt: 9 } };
      await create('boss', { role: 'admin' });
      await create('ann', over);
      const steps = [
        [{ role: 'admin' }, { role: 'admin', status: 'active' }],
        [{ status: 'disabled' }, { role: 'admin', status: 'disabled' }],
        [{ role: 'customer' }, { role: 'customer', status: 'disabled' }],
        [{ status: 'active' }, { role: 'customer', status: 'active' }],
      ] as const;
      for (const [index, [access, now]] of steps.entries()) {
        const changed = { ...over, ...now, updatedAt: instant(5), version: index + 2 };
        const user = sampleUser('ann', changed);
        expect(await change('ann', access)).toEqual({ kind: 'changed', user });
        expect(await find('ann')).toEqual(user);
      }
    });

    test('that an account has already leaves it as it is', async () => {
      await create('ann');
      await create('boss', { role: 'admin' });
      await create('off', { role: 'admin', status: 'disabled' });
      for (const userId of ['ann', 'boss', 'off']) {
        const user = await find(userId);
        if (user === undefined) throw new Error(`${userId} is not there`);
        for (const access of [{ role: user.role }, { status: user.status }]) {
          expect(await change(userId, access)).toEqual({ kind: 'changed', user });
          expect(await change(userId, access, [1])).toEqual({ kind: 'changed', user });
          expect(await change(userId, access, [2])).toEqual({ kind: 'version-mismatch' });
        }
        expect(await find(userId)).toEqual(user);
      }
    });

    test('with expected versions changes at one of them only', async () => {
      await create('ann');
      expect(await change('ann', DISABLE, [2])).toEqual({ kind: 'version-mismatch' });
      expect(await change('ann', DISABLE, [])).toEqual({ kind: 'version-mismatch' });
      expect(await find('ann')).toEqual(sampleUser('ann'));
      expect(await change('ann', DISABLE, [9, 1])).toMatchObject({
        kind: 'changed',
        user: { version: 2 },
      });
    });

    test('changes once for many that ask for the same in parallel', async () => {
      await create('ann');
      const outcomes = await Promise.all(numbered('', RACERS).map(() => change('ann', DISABLE)));
      const user = sampleUser('ann', { ...DISABLE, updatedAt: instant(5), version: 2 });
      expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'changed', user })));
      expect(await find('ann')).toEqual(user);
    });

    test('loses no change to another beside it', async () => {
      await create('boss', { role: 'admin' });
      await create('ann');
      await Promise.all([
        change('ann', { role: 'admin' }),
        change('ann', DISABLE),
        inUse().users.updateUser('ann', { lastname: 'Lee' }, { updatedAt: instant(5) }),
      ]);
      expect(await find('ann')).toMatchObject({
        role: 'admin',
        status: 'disabled',
        lastname: 'Lee',
        version: 4,
      });
    });

    test('of parallel changes that expect one version exactly one happens', async () => {
      await create('boss', { role: 'admin' });
      await create('ann');
      const wanted = numbered('', RACERS).map(
        (_, index): Access => (index % 2 === 0 ? { role: 'admin' } : DISABLE),
      );
      const outcomes = await Promise.all(wanted.map((access) => change('ann', access, [1])));
      const kinds = outcomes.map(({ kind }) => kind);
      expect(countOf(kinds, 'changed')).toBe(1);
      expect(countOf(kinds, 'version-mismatch')).toBe(RACERS - 1);
      expect((await find('ann'))?.version).toBe(2);
    });

    test('is what the lists by role and by status go by', async () => {
      for (const userId of ['ann', 'bob', 'eve']) await create(userId);
      await change('ann', { role: 'admin' });
      await change('bob', { role: 'admin' });
      await change('bob', DISABLE);
      await change('eve', DISABLE);
      expect(await idsOf({ role: 'admin' })).toEqual(['ann', 'bob']);
      expect(await idsOf({ role: 'customer' })).toEqual(['eve']);
      expect(await idsOf({ status: 'disabled' })).toEqual(['bob', 'eve']);
      expect(await idsOf({ status: 'active' })).toEqual(['ann']);
      expect(await idsOf({ role: 'admin', status: 'disabled' })).toEqual(['bob']);
      expect(await idsOf({ emailPrefix: 'b', role: 'admin' })).toEqual(['bob']);
      await change('bob', DEMOTE);
      await change('eve', { status: 'active' });
      expect(await idsOf({ role: 'admin' })).toEqual(['ann']);
      expect(await idsOf({ role: 'customer' })).toEqual(['bob', 'eve']);
      expect(await idsOf({ status: 'disabled' })).toEqual(['bob']);
      expect(await idsOf({})).toEqual(['ann', 'bob', 'eve']);
    });

    test('of a deleted account cannot be changed back to life', async () => {
      await create('ann');
      await inUse().users.deleteUser('ann', { deletedAt: instant(1) });
      expect(await change('ann', { role: 'admin' })).toEqual({ kind: 'not-found' });
      expect(await find('ann')).toBeUndefined();
    });
  });
}
