import { describe, expect, test } from 'vitest';
import type { User } from '../../../src/domain/user.ts';
import { countOf, instant, numbered, type StoreInUse, sampleUser } from './sample-rows.ts';

const ROUNDS = 10;

const WAYS = ['demote', 'disable', 'delete'] as const;
type Way = (typeof WAYS)[number];

export function lastAdminContract(inUse: StoreInUse): void {
  const create = (userId: string, over: Partial<User> = {}) =>
    inUse().users.createUser(sampleUser(userId, { role: 'admin', ...over }), 'hash');
  const grant = (userId: string, status: 'active' | 'disabled') =>
    inUse().users.changeAccess(userId, { status }, { updatedAt: instant(1) });

  /** Takes an admin away; gives the kind of the outcome. */
  async function take(
    way: Way,
    userId: string,
    expectedVersions?: readonly number[],
  ): Promise<string> {
    const { users } = inUse();
    if (way === 'delete') {
      return users.deleteUser(userId, { deletedAt: instant(2), expectedVersions });
    }
    const access =
      way === 'demote' ? { role: 'customer' as const } : { status: 'disabled' as const };
    const options = { updatedAt: instant(2), expectedVersions };
    return (await users.changeAccess(userId, access, options)).kind;
  }
  const taken = (way: Way) => (way === 'delete' ? 'deleted' : 'changed');

  async function activeAdmins(ids: readonly string[]): Promise<readonly string[]> {
    const found = await Promise.all(ids.map((id) => inUse().users.findUser(id)));
    return found.flatMap((user) =>
      user?.role === 'admin' && user.status === 'active' ? [user.userId] : [],
    );
  }

  describe.each(WAYS)('the last active admin, whom one would %s,', (way) => {
    test('stays as they are', async () => {
      await create('boss');
      await create('ann', { role: 'customer' });
      expect(await take(way, 'boss')).toBe('last-admin');
      expect(await take(way, 'boss', [1])).toBe('last-admin');
      expect(await inUse().users.findUser('boss')).toEqual(sampleUser('boss', { role: 'admin' }));
      expect(await inUse().users.findUserIdByEmail('boss@example.com')).toBe('boss');
      expect((await inUse().users.findCredentials({ userId: 'boss' }))?.passwordHash).toBe('hash');
      expect(await take(way, 'ann')).toBe(taken(way));
    });

    test('at another version than expected is a version-mismatch', async () => {
      await create('boss');
      expect(await take(way, 'boss', [2])).toBe('version-mismatch');
      expect(await take(way, 'boss', [])).toBe('version-mismatch');
    });

    test('is not replaced by a disabled admin, who may go', async () => {
      await create('boss');
      await create('off', { status: 'disabled' });
      expect(await take(way, 'boss')).toBe('last-admin');
      expect(await take(way === 'disable' ? 'demote' : way, 'off')).not.toBe('last-admin');
      expect(await take(way, 'boss')).toBe('last-admin');
    });

    test('is one that others were taken away from', async () => {
      await create('boss');
      await create('other');
      expect(await take(way, 'other')).toBe(taken(way));
      expect(await take(way, 'boss')).toBe('last-admin');
    });

    test('may go once another one is made, or enabled again', async () => {
      await create('one', { role: 'customer' });
      await create('two');
      await inUse().users.changeAccess('one', { role: 'admin' }, { updatedAt: instant(1) });
      await grant('one', 'disabled');
      expect(await take(way, 'two')).toBe('last-admin');
      await grant('one', 'active');
      expect(await take(way, 'two')).toBe(taken(way));
      expect(await activeAdmins(['one', 'two'])).toEqual(['one']);
      expect(await take(way, 'one')).toBe('last-admin');
    });

    test('is one of two that go at once', async () => {
      let pair = ['admin0', 'admin1'];
      for (const userId of pair) await create(userId);
      for (let round = 0; round < ROUNDS; round += 1) {
        const kinds = await Promise.all(pair.map((userId) => take(way, userId)));
        expect(countOf(kinds, taken(way)), kinds.join()).toBe(1);
        expect(countOf(kinds, 'last-admin'), kinds.join()).toBe(1);
        const left = await activeAdmins(pair);
        expect(left).toEqual([pair[kinds.indexOf('last-admin')]]);
        pair = [...left, `admin${round + 2}`];
        await create(`admin${round + 2}`);
      }
    });
  });

  describe('the last active admin', () => {
    test('is one of many that go at once by every way', async () => {
      const ids = numbered('admin', 9);
      for (const userId of ids) await create(userId);
      const kinds = await Promise.all(
        ids.map((userId, index) => take(WAYS[index % WAYS.length] ?? 'delete', userId)),
      );
      expect(countOf(kinds, 'last-admin'), kinds.join()).toBe(1);
      expect(await activeAdmins(ids)).toEqual([ids[kinds.indexOf('last-admin')]]);
    });

    test('is no disabled one, who may go though there is no other', async () => {
      for (const way of ['demote', 'delete'] as const) {
        await create(way, { status: 'disabled' });
        expect(await take(way, way)).toBe(taken(way));
      }
    });

    test('may change everything but their access', async () => {
      const { users } = inUse();
      await create('boss');
      const changes = { email: 'new@example.com', lastname: 'Lee' };
      const outcome = await users.updateUser('boss', changes, { updatedAt: instant(1) });
      expect(outcome).toMatchObject({ kind: 'updated', user: { role: 'admin', ...changes } });
      expect(await users.endSessions('boss')).toBe('ended');
      expect(await take('delete', 'boss')).toBe('last-admin');
    });
  });
}
