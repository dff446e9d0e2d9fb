import { describe, expect, test } from 'vitest';
import type { Session } from '../../../src/domain/session.ts';
import { countOf, instant, numbered, type StoreInUse, sampleUser } from './sample-rows.ts';
import { rotationOf, sampleSession, startSessions } from './session-rows.ts';

const RACERS = 20;

const USER_AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
  `'; DROP TABLE sessions; --`,
  ':userId ?1 $name @p #0',
  '\u202eabc ⚽ 👩‍👩‍👧‍👦 é',
  'x'.repeat(1000),
];

export function sessionsContract(inUse: StoreInUse): void {
  const found = async (sessionId: string, userId = 'ann'): Promise<Session | undefined> =>
    (await inUse().sessions.findSession(userId, sessionId))?.session;
  const rotate = (...args: Parameters<typeof rotationOf>) =>
    inUse().sessions.rotateSession(rotationOf(...args));
  const ann = { userId: 'ann', sessionId: 's' };

  describe('sessions', () => {
    test('an unknown session and one of an unknown account are undefined', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('ann'));
      expect(await sessions.findSession('ann', 's')).toBeUndefined();
      expect(await sessions.findSession('nobody', 's')).toBeUndefined();
    });

    test('a started session is found as it was started, with its account', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('ann', { role: 'admin' }), 'hash');
      const session = sampleSession('ann', 's', { epoch: 7 });
      await sessions.startSession(session);
      expect(await sessions.findSession('ann', 's')).toEqual({
        session,
        account: {
          userId: 'ann',
          email: 'ann@example.com',
          role: 'admin',
          status: 'active',
          sessionEpoch: expect.any(Number),
        },
      });
    });

    test('fields never given are undefined when read', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const session = sampleSession('ann', 's', { userAgent: undefined });
      await inUse().sessions.startSession(session);
      expect(await found('s')).toEqual(session);
      expect((await found('s'))?.userAgent).toBeUndefined();
      expect((await found('s'))?.previous).toBeUndefined();
    });

    test('the account comes with its session as it is at that moment', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('ann'));
      await startSessions(inUse(), 'ann', 's');
      await users.updateUser('ann', { email: 'new@example.com' }, { updatedAt: instant(1) });
      await users.changeAccess('ann', { role: 'admin' }, { updatedAt: instant(2) });
      const { passwordHash, pendingReset, ...account } =
        (await users.findCredentials({ userId: 'ann' })) ?? {};
      expect(account).toMatchObject({ email: 'new@example.com', role: 'admin' });
      expect((await sessions.findSession('ann', 's'))?.account).toEqual(account);
    });

    test('a session that is started again stays as it has become', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const [session = sampleSession('ann', 's')] = await startSessions(inUse(), 'ann', 's');
      await rotate(session);
      const rotated = await found('s');
      await inUse().sessions.startSession(session);
      expect(await found('s')).toEqual(rotated);
      expect(rotated?.refreshHash).toBe('s 1');
    });

    test('a session of an account that is gone, or never was, starts for nothing', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('gone'));
      await users.deleteUser('gone', { deletedAt: instant(1) });
      for (const userId of ['gone', 'never']) {
        await expect(sessions.startSession(sampleSession(userId, 's'))).resolves.toBeUndefined();
        expect(await sessions.findSession(userId, 's')).toBeUndefined();
      }
    });

    test('one id under two accounts is two sessions', async () => {
      const { users, sessions } = inUse();
      for (const userId of ['ann', 'bob']) {
        await users.createUser(sampleUser(userId));
        await sessions.startSession(sampleSession(userId, 's', { userAgent: userId }));
      }
      expect((await found('s', 'ann'))?.userAgent).toBe('ann');
      expect(await sessions.endSession('ann', 's')).toBe(true);
      expect((await found('s', 'bob'))?.userAgent).toBe('bob');
    });

    test('what a device calls itself comes back as it went in', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      for (const [index, userAgent] of USER_AGENTS.entries()) {
        const session = sampleSession('ann', `s${index}`, { userAgent });
        await inUse().sessions.startSession(session);
        expect(await found(`s${index}`)).toEqual(session);
      }
    });

    test('an ended session is gone, and was there once', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('ann'));
      const [, other] = await startSessions(inUse(), 'ann', 's', 'other');
      expect(await sessions.endSession('ann', 's')).toBe(true);
      expect(await found('s')).toBeUndefined();
      expect(await sessions.endSession('ann', 's')).toBe(false);
      expect(await sessions.endSession('bob', 'other')).toBe(false);
      expect(await found('other')).toEqual(other);
    });

    test('of parallel endings of one session exactly one had it', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      await startSessions(inUse(), 'ann', 's');
      const ended = await Promise.all(
        numbered('', RACERS).map(() => inUse().sessions.endSession('ann', 's')),
      );
      expect(countOf(ended, true)).toBe(1);
    });
  });

  describe('rotation of a session', () => {
    test('replaces the token, remembers the one before and moves the idle end alone', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      const [session = sampleSession('ann', 's')] = await startSessions(inUse(), 'ann', 's');
      expect(await rotate(ann)).toBe('rotated');
      expect(await found('s')).toEqual({ ...session, ...rotationOf(ann) });
      expect((await found('s'))?.lastUsedAt).toBe(instant(60));
    });

    test('goes on from token to token, and from no other', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      await startSessions(inUse(), 'ann', 's', 'other');
      for (const from of [0, 1, 2]) expect(await rotate(ann, from)).toBe('rotated');
      const third = await found('s');
      expect(third).toMatchObject({ refreshHash: 's 3', previous: { refreshHash: 's 2' } });
      for (const from of [0, 1, 2, 4]) expect(await rotate(ann, from)).toBe('changed');
      expect(await found('s')).toEqual(third);
      expect((await found('other'))?.refreshHash).toBe('other 0');
    });

    test('brings no session into being', async () => {
      const { users, sessions } = inUse();
      await users.createUser(sampleUser('ann'));
      expect(await rotate(ann)).toBe('changed');
      expect(await found('s')).toBeUndefined();
      await startSessions(inUse(), 'ann', 's');
      await sessions.endSession('ann', 's');
      expect(await rotate(ann)).toBe('changed');
      expect(await found('s')).toBeUndefined();
    });

    test('of many in parallel from one token happens exactly once', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      await startSessions(inUse(), 'ann', 's');
      const hashes = numbered('racer', RACERS);
      const outcomes = await Promise.all(hashes.map((hash) => rotate(ann, 0, hash)));
      expect(countOf(outcomes, 'rotated')).toBe(1);
      expect(countOf(outcomes, 'changed')).toBe(RACERS - 1);
      const winner = hashes[outcomes.indexOf('rotated')] ?? '';
      const { refreshHash, previous } = rotationOf(ann, 0, winner);
      expect(await found('s')).toMatchObject({ refreshHash, previous });
    });

    test('beside the end of the session leaves none', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      for (const sessionId of numbered('s', 10)) {
        await startSessions(inUse(), 'ann', sessionId);
        await Promise.all([
          rotate({ userId: 'ann', sessionId }),
          inUse().sessions.endSession('ann', sessionId),
        ]);
        expect(await found(sessionId)).toBeUndefined();
      }
    });
  });
}
