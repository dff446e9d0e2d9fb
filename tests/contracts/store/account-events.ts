import { describe, expect, test } from 'vitest';
import type { EventType } from '../../../src/domain/event.ts';
import { takeEvents } from './events.ts';
import { instant, type StoreInUse, sampleUser } from './sample-rows.ts';

const SECRETS = /@|Ada|Lovelace|High Street|2-hash|3-hash|old-hash|1815|555|shirt/;

/** What changes of accounts tell the outside: that they were, and nothing personal. */
export function accountEventsContract(inUse: StoreInUse): void {
  const taken = () => takeEvents(inUse());
  const add = (userId: string, over = {}) =>
    inUse().users.createUser(sampleUser(userId, over), 'old-hash');
  const eventOf = (type: EventType, at: unknown = instant(1), userId = 'ann') => ({
    eventId: expect.stringContaining(userId),
    type,
    entity: `user#${userId}`,
    at,
    data: { user_id: userId },
  });
  const later = { updatedAt: instant(1) };

  describe('one event is written with each change of an account', () => {
    test('when it is created, and not when it is not', async () => {
      expect(await add('ann')).toBe('created');
      expect(await taken()).toEqual([eventOf('user.created', instant())]);
      expect(await add('ann', { email: 'other@example.com' })).toBe('user-id-taken');
      expect(await add('bob', { email: 'ann@example.com' })).toBe('email-taken');
      expect(await taken()).toEqual([]);
    });

    test('when it is updated, and not when it is not', async () => {
      await add('ann');
      await add('bob');
      await taken();
      const { users } = inUse();
      await users.updateUser('ann', { firstname: 'Ada' }, later);
      expect(await taken()).toEqual([eventOf('user.updated')]);
      await users.updateUser('ann', { email: 'ada@example.com' }, later);
      expect(await taken()).toEqual([eventOf('user.updated')]);
      const stale = { ...later, expectedVersions: [1] };
      expect(await users.updateUser('ann', { firstname: 'Eve' }, stale)).toMatchObject({
        kind: 'version-mismatch',
      });
      expect(await users.updateUser('ann', { email: 'bob@example.com' }, later)).toMatchObject({
        kind: 'email-taken',
      });
      expect((await users.updateUser('none', { firstname: 'Eve' }, later)).kind).toBe('not-found');
      expect(await taken()).toEqual([]);
    });

    test('when its access changes, and not when it has it already', async () => {
      await add('ann');
      await taken();
      const { users } = inUse();
      await users.changeAccess('ann', { role: 'admin' }, later);
      expect(await taken()).toEqual([eventOf('user.access_changed')]);
      await users.changeAccess('ann', { role: 'admin' }, later);
      expect((await users.changeAccess('ann', { role: 'customer' }, later)).kind).toBe(
        'last-admin',
      );
      const stale = { ...later, expectedVersions: [7] };
      await users.changeAccess('ann', { status: 'disabled' }, stale);
      await users.changeAccess('none', { status: 'disabled' }, later);
      expect(await taken()).toEqual([]);
    });

    test('when its password is set, and not when the same one is hashed anew', async () => {
      await add('ann');
      await taken();
      const { users } = inUse();
      const proof = { passwordHash: 'old-hash' };
      expect(await users.setPassword('ann', '2-hash', { proof, ends: 'none' })).toBe('set');
      expect(await taken()).toEqual([]);
      expect(await users.setPassword('ann', '3-hash', { proof, ends: 'all' })).toBe('refused');
      expect(await taken()).toEqual([]);
      const now = { proof: { passwordHash: '2-hash' }, ends: 'all' } as const;
      expect(await users.setPassword('ann', '3-hash', now)).toBe('set');
      expect(await taken()).toEqual([
        eventOf('user.password_changed', expect.stringMatching(/^20.+Z$/)),
      ]);
    });

    test('when it is deleted, and not when it is not', async () => {
      await add('ann');
      await taken();
      const { users } = inUse();
      const stale = { deletedAt: instant(1), expectedVersions: [7] };
      expect(await users.deleteUser('ann', stale)).toBe('version-mismatch');
      expect(await taken()).toEqual([]);
      expect(await users.deleteUser('ann', { deletedAt: instant(1) })).toBe('deleted');
      expect(await users.deleteUser('ann', { deletedAt: instant(1) })).toBe('not-found');
      expect(await taken()).toEqual([eventOf('user.deleted')]);
    });
  });

  test('what an account went through comes in its order, under ids of its own', async () => {
    await add('ann');
    const { users } = inUse();
    await users.updateUser('ann', { firstname: 'Ada' }, later);
    await users.setPassword('ann', '2-hash', { proof: { passwordHash: 'old-hash' }, ends: 'all' });
    await users.setPassword('ann', '3-hash', { proof: { passwordHash: '2-hash' }, ends: 'all' });
    await users.changeAccess('ann', { status: 'disabled' }, later);
    await users.updateUser('ann', { firstname: 'Eve' }, later);
    await users.deleteUser('ann', { deletedAt: instant(2) });
    const events = await taken();
    expect(events.map(({ type }) => type)).toEqual([
      'user.created',
      'user.updated',
      'user.password_changed',
      'user.password_changed',
      'user.access_changed',
      'user.updated',
      'user.deleted',
    ]);
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
  });

  test('of parallel changes each that was done leaves one', async () => {
    await add('ann');
    await taken();
    const { users } = inUse();
    const outcomes = await Promise.all(
      ['A', 'B', 'C', 'D', 'E', 'F'].map((firstname) =>
        users.updateUser('ann', { firstname }, { ...later, expectedVersions: [1] }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'updated')).toHaveLength(1);
    expect(await taken()).toEqual([eventOf('user.updated')]);
  });

  test('no event holds anything personal', async () => {
    const personal = {
      firstname: 'Ada',
      lastname: 'Lovelace',
      address: '1 High Street',
      dob: '1815-12-10',
      phoneNumber: '5550001111',
      personalDetails: { shirt_number: 9 },
    };
    await add('ann', personal);
    const { users } = inUse();
    await users.updateUser('ann', { ...personal, email: 'ada@example.com' }, later);
    await users.setPassword('ann', '2-hash', { proof: { passwordHash: 'old-hash' }, ends: 'all' });
    await users.changeAccess('ann', { status: 'disabled' }, later);
    await users.deleteUser('ann', { deletedAt: instant(2) });
    // The random part of an id, and the time of now, may spell anything.
    const events = (await taken()).map(({ type, entity, data }) => ({ type, entity, data }));
    const text = JSON.stringify(events);
    expect(text).toContain('user.deleted');
    expect(text).not.toMatch(SECRETS);
  });
}
