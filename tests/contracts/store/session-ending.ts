import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import type { SessionsEnded } from '../../../src/ports/user-store.ts';
import { instant, numbered, type StoreInUse, sampleUser } from './sample-rows.ts';
import {
  listedIds,
  rotationOf,
  sampleSession,
  standingIds,
  startSessions,
} from './session-rows.ts';

const RACERS = 20;
const IDS = ['s2', 's1', 's0'];
const RESET = { tokenHash: 'token', expiresAt: instant(3600) };

/** Something done to Ann's account. */
type Act = (store: Store) => Promise<unknown>;

const updatedAt = instant(9);
const kept = (sessionId: string, epoch = 0) => ({ sessionId, epoch });
const setPassword =
  (ends: SessionsEnded, passwordHash = 'hash'): Act =>
  ({ users }) =>
    users.setPassword('ann', 'hash', { proof: { passwordHash }, ends });
const update =
  (changes: { email?: string; lastname?: string }, options = {}): Act =>
  ({ users }) =>
    users.updateUser('ann', changes, { updatedAt, ...options });

const ENDS_ALL: Readonly<Record<string, Act>> = {
  'a new password that ends all': setPassword('all'),
  'a new password that keeps one that is not there': setPassword({ allBut: kept('other') }),
  'a password reset': ({ users }) => users.startPasswordReset('ann', RESET),
  'the end of all sessions': ({ users }) => users.endSessions('ann'),
  'another role': ({ users }) => users.changeAccess('ann', { role: 'admin' }, { updatedAt }),
  'a disabling': ({ users }) => users.changeAccess('ann', { status: 'disabled' }, { updatedAt }),
  'a disabling that is taken back': async ({ users }) => {
    await users.changeAccess('ann', { status: 'disabled' }, { updatedAt });
    await users.changeAccess('ann', { status: 'active' }, { updatedAt });
  },
  'another email': update({ email: 'new@example.com' }),
  'a deletion': ({ users }) => users.deleteUser('ann', { deletedAt: updatedAt }),
};

const ENDS_ALL_BUT_ONE: Readonly<Record<string, Act>> = {
  'a new password': setPassword({ allBut: kept('s1') }),
  'another email': update({ email: 'new@example.com' }, { keptSession: kept('s1') }),
};

const ENDS_NONE: Readonly<Record<string, Act>> = {
  'a new password that ends none': setPassword('none'),
  'a refused password': setPassword('all', 'wrong'),
  'the role it has': ({ users }) => users.changeAccess('ann', { role: 'customer' }, { updatedAt }),
  'the status it has': ({ users }) =>
    users.changeAccess('ann', { status: 'active' }, { updatedAt }),
  'a role at another version': ({ users }) =>
    users.changeAccess('ann', { role: 'admin' }, { updatedAt, expectedVersions: [9] }),
  'the email it has': update({ email: 'ann@example.com', lastname: 'Lee' }),
  'the email it has, and one to keep': update(
    { email: 'ann@example.com' },
    { keptSession: kept('s1') },
  ),
  'another name, and one to keep': update({ lastname: 'Lee' }, { keptSession: kept('s1') }),
  'an email at another version': update({ email: 'new@example.com' }, { expectedVersions: [9] }),
  'an email that is taken': update({ email: 'bob@example.com' }),
  'a deletion at another version': ({ users }) =>
    users.deleteUser('ann', { deletedAt: updatedAt, expectedVersions: [9] }),
};

export function sessionEndingContract(inUse: StoreInUse): void {
  /** The list and each session by itself must say the same. */
  async function liveIds(userId = 'ann', ids: readonly string[] = IDS) {
    const listed = await listedIds(inUse(), userId);
    expect(await standingIds(inUse(), userId, ids)).toEqual(listed);
    return listed;
  }
  async function startAll(): Promise<void> {
    for (const userId of ['ann', 'bob']) {
      await inUse().users.createUser(sampleUser(userId), 'hash');
      await startSessions(inUse(), userId, 's0', 's1', 's2');
    }
  }

  describe('every session of an account, and of no other, is ended by', () => {
    test.each(Object.entries(ENDS_ALL))('%s', async (_, act) => {
      await startAll();
      await act(inUse());
      expect(await liveIds('ann')).toEqual([]);
      expect(await liveIds('bob')).toEqual(IDS);
    });
  });

  describe('every session but one is ended by', () => {
    test.each(Object.entries(ENDS_ALL_BUT_ONE))('%s', async (_, act) => {
      await startAll();
      await act(inUse());
      expect(await liveIds('ann')).toEqual(['s1']);
      expect(await liveIds('bob')).toEqual(IDS);
    });
  });

  describe('no session is ended by', () => {
    test.each(Object.entries(ENDS_NONE))('%s', async (_, act) => {
      await startAll();
      await act(inUse());
      expect(await liveIds('ann')).toEqual(IDS);
    });
  });

  describe('the end of sessions', () => {
    test('is not-found for an unknown account', async () => {
      expect(await inUse().users.endSessions('nobody')).toBe('not-found');
      expect(await inUse().users.findUser('nobody')).toBeUndefined();
    });

    test('leaves the account as it is', async () => {
      await startAll();
      expect(await inUse().users.endSessions('ann')).toBe('ended');
      expect(await inUse().users.findUser('ann')).toEqual(sampleUser('ann'));
    });

    test('keeps out what signs in with what it read before, and nobody who signs in after', async () => {
      await startAll();
      const before = await inUse().users.findCredentials({ userId: 'ann' });
      await inUse().users.endSessions('ann');
      const epoch = before?.sessionEpoch ?? -1;
      await inUse().sessions.startSession(sampleSession('ann', 'overtaken', { epoch }));
      await startSessions(inUse(), 'ann', 'fresh');
      expect(await liveIds('ann', ['overtaken', 'fresh'])).toEqual(['fresh']);
    });

    test('is not undone by a rotation', async () => {
      await startAll();
      await inUse().users.endSessions('ann');
      await inUse().sessions.rotateSession(rotationOf({ userId: 'ann', sessionId: 's1' }));
      expect(await liveIds('ann')).toEqual([]);
    });

    test('spares a kept session only until the next end', async () => {
      await startAll();
      const ids = ['s3', ...IDS];
      await setPassword({ allBut: kept('s1') })(inUse());
      await startSessions(inUse(), 'ann', 's3');
      expect(await liveIds('ann', ids)).toEqual(['s3', 's1']);
      await setPassword('none')(inUse());
      await update({ lastname: 'Lee' })(inUse());
      expect(await liveIds('ann', ids)).toEqual(['s3', 's1']);
      await update({ email: 'new@example.com' }, { keptSession: kept('s3', 1) })(inUse());
      expect(await liveIds('ann', ids)).toEqual(['s3']);
      await inUse().users.endSessions('ann');
      expect(await liveIds('ann', ids)).toEqual([]);
    });

    test('does not bring a session back that ended since it was seen', async () => {
      await startAll();
      await inUse().users.endSessions('ann');
      await setPassword({ allBut: kept('s1') })(inUse());
      expect(await liveIds('ann')).toEqual([]);
      await update({ email: 'new@example.com' }, { keptSession: kept('s1', 1) })(inUse());
      expect(await liveIds('ann')).toEqual([]);
    });

    test('spares a kept session through its rotations', async () => {
      await startAll();
      await setPassword({ allBut: kept('s1') })(inUse());
      const rotation = rotationOf({ userId: 'ann', sessionId: 's1' });
      expect(await inUse().sessions.rotateSession(rotation)).toBe('rotated');
      expect(await liveIds('ann')).toEqual(['s1']);
    });

    test('many times in parallel ends all there were and none that comes after', async () => {
      await startAll();
      const outcomes = await Promise.all(
        numbered('', RACERS).map(() => inUse().users.endSessions('ann')),
      );
      expect(new Set(outcomes)).toEqual(new Set(['ended']));
      expect(await liveIds('ann')).toEqual([]);
      await startSessions(inUse(), 'ann', 'fresh');
      expect(await liveIds('ann', ['fresh'])).toEqual(['fresh']);
    });

    test('by a deletion leaves nothing to find', async () => {
      await startAll();
      await inUse().users.deleteUser('ann', { deletedAt: instant(1) });
      for (const sessionId of IDS) {
        expect(await inUse().sessions.findSession('ann', sessionId)).toBeUndefined();
      }
    });
  });
}
