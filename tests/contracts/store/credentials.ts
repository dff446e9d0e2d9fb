import { describe, expect, test } from 'vitest';
import type { Credentials, PasswordProof } from '../../../src/ports/user-store.ts';
import { countOf, instant, numbered, type StoreInUse, sampleUser } from './sample-rows.ts';

const RACERS = 20;
const EXPIRY = 3600;
const RESET = { tokenHash: 'token', expiresAt: instant(EXPIRY) };

export function credentialsContract(inUse: StoreInUse): void {
  const ofAnn = () => inUse().users.findCredentials({ userId: 'ann' });
  const set = (passwordHash: string, proof: PasswordProof, userId = 'ann') =>
    inUse().users.setPassword(userId, passwordHash, { proof, ends: 'none' });
  const byToken = (resetTokenHash: string, seconds = 1) => ({
    resetTokenHash,
    now: instant(seconds),
  });
  const createAnn = () => inUse().users.createUser(sampleUser('ann'), 'old');

  describe('credentials', () => {
    test('are found by the id and by the email, as they are', async () => {
      const { users } = inUse();
      const over = { role: 'admin', status: 'disabled' } as const;
      await users.createUser(sampleUser('ann', over), 'hash');
      const credentials: Credentials = {
        userId: 'ann',
        email: 'ann@example.com',
        ...over,
        sessionEpoch: expect.any(Number),
        passwordHash: 'hash',
      };
      expect(await ofAnn()).toEqual(credentials);
      expect(await users.findCredentials({ email: 'ann@example.com' })).toEqual(credentials);
    });

    test('of an account without a password have none', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      expect(await ofAnn()).toMatchObject({ userId: 'ann' });
      expect((await ofAnn())?.passwordHash).toBeUndefined();
      expect((await ofAnn())?.pendingReset).toBeUndefined();
    });

    test('of an account that never was or is gone are undefined', async () => {
      const { users } = inUse();
      await createAnn();
      await users.deleteUser('ann', { deletedAt: instant(1) });
      for (const name of ['ann', 'never']) {
        expect(await users.findCredentials({ userId: name })).toBeUndefined();
        expect(await users.findCredentials({ email: `${name}@example.com` })).toBeUndefined();
      }
    });

    test('are found by the email an account has moved to, and no more by the old one', async () => {
      const { users } = inUse();
      await createAnn();
      await users.updateUser('ann', { email: 'new@example.com' }, { updatedAt: instant(1) });
      expect(await users.findCredentials({ email: 'ann@example.com' })).toBeUndefined();
      const found = await users.findCredentials({ email: 'new@example.com' });
      expect(found).toMatchObject({ userId: 'ann', email: 'new@example.com', passwordHash: 'old' });
      expect(found).toEqual(await ofAnn());
    });
  });

  describe('a password', () => {
    test('is replaced by who proves the present one, and the account is not', async () => {
      await createAnn();
      expect(await set('new', { passwordHash: 'old' })).toBe('set');
      expect((await ofAnn())?.passwordHash).toBe('new');
      expect(await set('newer', { passwordHash: 'old' })).toBe('refused');
      expect(await set('newer', { passwordHash: 'new' })).toBe('set');
      expect(await inUse().users.findUser('ann')).toEqual(sampleUser('ann'));
    });

    test('is refused without a proof that holds, and nothing is changed', async () => {
      const { users } = inUse();
      await createAnn();
      await users.createUser(sampleUser('bare'));
      const before = await ofAnn();
      const proofs = [{ passwordHash: 'other' }, { passwordHash: '' }, byToken('token')];
      for (const proof of proofs) {
        for (const userId of ['ann', 'bare', 'nobody']) {
          const options = { proof, ends: 'all' } as const;
          expect(await users.setPassword(userId, 'new', options)).toBe('refused');
        }
      }
      expect(await ofAnn()).toEqual(before);
      expect((await users.findCredentials({ userId: 'bare' }))?.passwordHash).toBeUndefined();
      expect(await users.findUser('nobody')).toBeUndefined();
    });

    test('of many set in parallel by one proof is exactly one', async () => {
      await createAnn();
      const hashes = numbered('racer', RACERS);
      const outcomes = await Promise.all(hashes.map((hash) => set(hash, { passwordHash: 'old' })));
      expect(countOf(outcomes, 'set')).toBe(1);
      expect(countOf(outcomes, 'refused')).toBe(RACERS - 1);
      expect((await ofAnn())?.passwordHash).toBe(hashes[outcomes.indexOf('set')]);
    });
  });

  describe('a password reset', () => {
    test('of an unknown account is not-found', async () => {
      expect(await inUse().users.startPasswordReset('nobody', RESET)).toBe('not-found');
      expect(await inUse().users.findUser('nobody')).toBeUndefined();
    });

    test('takes the password away until its token sets one, and the account stays', async () => {
      const { users } = inUse();
      await createAnn();
      expect(await users.startPasswordReset('ann', RESET)).toBe('started');
      const credentials = await ofAnn();
      expect(credentials?.passwordHash).toBeUndefined();
      expect(credentials?.pendingReset).toEqual(RESET);
      expect(await set('new', { passwordHash: 'old' })).toBe('refused');
      expect(await set('new', byToken('token'))).toBe('set');
      expect(await ofAnn()).toMatchObject({ passwordHash: 'new' });
      expect((await ofAnn())?.pendingReset).toBeUndefined();
      expect(await users.findUser('ann')).toEqual(sampleUser('ann'));
    });

    test('gives an account that never had a password its first', async () => {
      await inUse().users.createUser(sampleUser('ann'));
      await inUse().users.startPasswordReset('ann', RESET);
      expect(await set('first', byToken('token'))).toBe('set');
      expect((await ofAnn())?.passwordHash).toBe('first');
    });

    test('works once', async () => {
      await createAnn();
      await inUse().users.startPasswordReset('ann', RESET);
      await set('new', byToken('token'));
      expect(await set('newer', byToken('token'))).toBe('refused');
      expect((await ofAnn())?.passwordHash).toBe('new');
    });

    test('of many in parallel with one token works exactly once', async () => {
      await createAnn();
      await inUse().users.startPasswordReset('ann', RESET);
      const hashes = numbered('racer', RACERS);
      const outcomes = await Promise.all(hashes.map((hash) => set(hash, byToken('token'))));
      expect(countOf(outcomes, 'set')).toBe(1);
      expect((await ofAnn())?.passwordHash).toBe(hashes[outcomes.indexOf('set')]);
    });

    test('works with its own token alone, for its own account alone', async () => {
      const { users } = inUse();
      await createAnn();
      await users.createUser(sampleUser('bob'), 'old');
      await users.startPasswordReset('ann', RESET);
      await users.startPasswordReset('bob', { ...RESET, tokenHash: 'token of bob' });
      expect(await set('new', byToken('token of bob'))).toBe('refused');
      expect(await set('new', byToken(''))).toBe('refused');
      expect(await set('new', byToken('token'), 'bob')).toBe('refused');
      expect((await ofAnn())?.pendingReset).toEqual(RESET);
    });

    test('works until the very millisecond it expires', async () => {
      const { users } = inUse();
      await createAnn();
      await users.startPasswordReset('ann', RESET);
      for (const seconds of [EXPIRY, EXPIRY + 1]) {
        expect(await set('new', byToken('token', seconds))).toBe('refused');
      }
      expect((await ofAnn())?.passwordHash).toBeUndefined();
      expect(await set('new', byToken('token', EXPIRY - 0.001))).toBe('set');
    });

    test('is over when another one starts', async () => {
      const { users } = inUse();
      await createAnn();
      await users.startPasswordReset('ann', { ...RESET, tokenHash: 'first' });
      await users.startPasswordReset('ann', { ...RESET, tokenHash: 'second' });
      expect(await set('new', byToken('first'))).toBe('refused');
      expect(await set('new', byToken('second'))).toBe('set');
    });

    test('started beside a new password takes that one away too', async () => {
      for (const userId of numbered('u', 10)) {
        await inUse().users.createUser(sampleUser(userId), 'old');
        await Promise.all([
          set('new', { passwordHash: 'old' }, userId),
          inUse().users.startPasswordReset(userId, RESET),
        ]);
        const credentials = await inUse().users.findCredentials({ userId });
        expect(credentials?.passwordHash).toBeUndefined();
        expect(credentials?.pendingReset).toEqual(RESET);
      }
    });
  });
}
